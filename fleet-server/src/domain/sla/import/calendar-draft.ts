// A year's days off and make-up days as read from a document, before and after they were checked.
import type { Millis } from "../../time.ts";
import type { CalendarNote, CalendarProblem } from "./calendar-problem.ts";

export interface DraftHoliday {
  /** as the document names it: 春节; 国庆节、中秋节 */
  readonly name: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** Dates are local `YYYY-MM-DD`, ascending, each once. */
export interface CalendarDraft {
  readonly year: number;
  /** 1 January, or the first day of the previous December that the document arranges: from there on it speaks for each day */
  readonly from: string;
  readonly to: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
  readonly holidays: readonly DraftHoliday[];
  /** 00:00 of the day under the signature; null where the document has none */
  readonly publishedAt: Millis | null;
  /** what to propose as the source: name and date of the document, or its addresses; null where it names neither */
  readonly source: string | null;
}

export type DraftResult =
  | { readonly ok: true; readonly draft: CalendarDraft; readonly notes: readonly CalendarNote[] }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

export type DayStatus = "off" | "work" | "ordinary";

export interface DayChange {
  readonly date: string;
  readonly before: DayStatus;
  readonly after: DayStatus;
}

/** A draft that passed every check: the only kind that becomes a calendar. */
export interface CheckedDraft extends CalendarDraft {
  /** CN-2027 for the first of a year, then CN-2027.2 … */
  readonly id: string;
  /** the version in force for that year, and what changes day by day; null for the first official one */
  readonly amends: { readonly id: string; readonly changes: readonly DayChange[] } | null;
}

export type CheckResult =
  | { readonly ok: true; readonly draft: CheckedDraft; readonly notes: readonly CalendarNote[] }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

/** @param parts.holidays in the document's order; a day may be named by more than one of them */
export function draftOf(parts: Pick<CalendarDraft, "year" | "holidays" | "publishedAt" | "source">): CalendarDraft {
  const off = ascending(parts.holidays.flatMap((holiday) => holiday.off));
  const work = ascending(parts.holidays.flatMap((holiday) => holiday.work));
  const newYear = `${parts.year}-01-01`;
  const from = [newYear, ...off, ...work].filter((date) => date >= `${parts.year - 1}-12-01`).sort()[0];
  return { ...parts, from: from ?? newYear, to: `${parts.year}-12-31`, off, work };
}

function ascending(dates: readonly string[]): string[] {
  return [...new Set(dates)].sort();
}
