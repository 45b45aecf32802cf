// Local days of Asia/Shanghai as integers: days since 1970-01-01. China keeps UTC+8 all year, so this is plain arithmetic
// and the host's time zone has no part in it.
import { dayMs, hourMs, type Millis } from "../time.ts";

/** Whole days since 1970-01-01, local. */
export type LocalDay = number;

const offsetMs = 8 * hourMs;

/** The day an instant lies in; 24:00 of a day is 00:00 of the next and lies in the next. */
export function localDay(at: Millis): LocalDay {
  return Math.floor((at + offsetMs) / dayMs);
}

/** 00:00 of the day. */
export function dayStart(day: LocalDay): Millis {
  return day * dayMs - offsetMs;
}

/** 24:00 of the day. */
export function dayEnd(day: LocalDay): Millis {
  return dayStart(day + 1);
}

/** 0 Monday … 6 Sunday. 1970-01-01 was a Thursday. */
export function weekday(day: LocalDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** @param text `YYYY-MM-DD`, checked at the border */
export function parseLocalDay(text: string): LocalDay {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / dayMs);
}

/** `YYYY-MM-DD` */
export function formatLocalDay(day: LocalDay): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** First day of the month `months` after the one the day lies in. */
export function monthStart(day: LocalDay, months = 0): LocalDay {
  const date = new Date(day * dayMs);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / dayMs);
}
