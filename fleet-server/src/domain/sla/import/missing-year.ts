// The nagging alarm: from 1 November a next year without an official calendar.
import type { Millis } from "../../time.ts";
import type { CalendarVersion } from "../calendar.ts";
import { dayStart, formatLocalDay, localDay, parseLocalDay } from "../local-day.ts";

export interface MissingYear {
  readonly year: number;
  /** 1 November of the year before, 00:00 Asia/Shanghai: since then it is overdue */
  readonly since: Millis;
}

/**
 * The year that no official calendar known at `asOf` covers wholly: the current one at any time, the next one from
 * 1 November on. Null where nothing is missing. The current year goes first.
 */
export function missingNextYear(calendars: readonly CalendarVersion[], asOf: Millis): MissingYear | null {
  const current = Number(formatLocalDay(localDay(asOf)).slice(0, 4));
  const known = calendars.filter(({ publishedAt, recordedAt }) => Math.max(publishedAt, recordedAt) <= asOf);
  for (const year of [current, current + 1]) {
    const since = dayStart(parseLocalDay(`${year - 1}-11-01`));
    if (asOf >= since && !known.some((calendar) => coversOfficially(calendar, year))) return { year, since };
  }
  return null;
}

/** True where an official calendar speaks for each day of the year. */
export function coversOfficially(calendar: CalendarVersion, year: number): boolean {
  return calendar.kind === "official" && calendar.from <= `${year}-01-01` && calendar.to >= `${year}-12-31`;
}
