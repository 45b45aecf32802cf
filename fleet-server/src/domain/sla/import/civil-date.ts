// Dates as documents and calendars write them, `YYYY-MM-DD`, and what is asked of them while reading.
import { formatLocalDay, parseLocalDay, weekday } from "../local-day.ts";

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

/** 0 is Monday. */
export function weekdayOf(date: string): number {
  return weekday(parseLocalDay(date));
}

export function isWeekend(date: string): boolean {
  return weekdayOf(date) >= 5;
}

export function addDays(date: string, days: number): string {
  return formatLocalDay(parseLocalDay(date) + days);
}

/** Days from one date to a later one; negative where it is earlier. */
export function daysBetween(from: string, to: string): number {
  return parseLocalDay(to) - parseLocalDay(from);
}

/** Both ends included. */
export function datesFromTo(from: string, to: string): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));
}
