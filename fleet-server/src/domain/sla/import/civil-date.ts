// Dates of the civil calendar as text `YYYY-MM-DD`, in the time zone of the notices (Asia/Shanghai, +08:00 since 1991).
import { dayMs, hourMs, type Millis } from "../../time.ts";

const shanghaiMs = 8 * hourMs;

/** Null where there is no such day. */
export function civilDate(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same ? at.toISOString().slice(0, 10) : null;
}

export function isCivilDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && civilDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text;
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(Date.parse(date)).getUTCDay();
}

export function isWeekend(date: string): boolean {
  return weekdayOf(date) % 6 === 0;
}

/** 周一 */
export function weekdayZh(weekday: number): string {
  return `周${"日一二三四五六".charAt(weekday)}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from one date to a later one; negative where it is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** Both ends included. */
export function datesFromTo(from: string, to: string): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));
}

export function startOfDay(date: string): Millis {
  return Date.parse(date) - shanghaiMs;
}

export function yearAt(at: Millis): number {
  return new Date(at + shanghaiMs).getUTCFullYear();
}
