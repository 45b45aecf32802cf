// Weeks and months that can be reported on, newest first, by the calendar of Shanghai.
import { formatDate, parseDate } from "../../shared/format/time.ts";

const dayMs = 86_400_000;

export interface PeriodChoice {
  /** as it is sent: `2026-W37`, `2026-09` */
  name: string;
  /** first and last day, `2026-09-07` */
  from: string;
  to: string;
}

const two = (n: number): string => String(n).padStart(2, "0");
/** A day as its own midnight in UTC, where counting days needs no zone. */
const noZone = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** First and last day of `2026-09`. */
export function monthSpan(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: `${month}-01`, to: dayText(Date.UTC(year, number, 1) - dayMs) };
}

/** The month of `now` and those before it. */
export function recentMonths(now: number, count: number): PeriodChoice[] {
  const [year = 0, month = 1] = formatDate(now).split("-").map(Number);
  return Array.from({ length: count }, (_, back) => {
    const first = new Date(Date.UTC(year, month - 1 - back, 1));
    const name = `${first.getUTCFullYear()}-${two(first.getUTCMonth() + 1)}`;
    return { name, ...monthSpan(name) };
  });
}

/** The week of `now` and those before it, as ISO 8601 names them: a week belongs to the year of its Thursday. */
export function recentWeeks(now: number, count: number): PeriodChoice[] {
  const today = noZone(formatDate(now));
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs;
  return Array.from({ length: count }, (_, back) => {
    const from = monday - back * 7 * dayMs;
    const thursday = new Date(from + 3 * dayMs);
    const year = thursday.getUTCFullYear();
    const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7) + 1;
    return { name: `${year}-W${two(week)}`, from: dayText(from), to: dayText(from + 6 * dayMs) };
  });
}

/** Whether the text is a day there is. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined;
}
