// When the report of an inspection is due: 24:00 of the n-th working day after the day it was completed (clause C3; the day
// itself does not count, Civil Code 201).
import { dayEnd, dayStart, type LocalDay, localDay } from "../sla/local-day.ts";
import { settleOverPublications } from "../sla/settle.ts";
import { DayReader } from "../sla/trace.ts";
import {
  type Calendars,
  decidingVersion,
  isOfficial,
  publicationAt,
  type WorkingCalendar,
} from "../sla/working-calendar.ts";
import type { Millis } from "../time.ts";

export interface ReportDue {
  readonly dueAt: Millis;
  /** `provisional`: reckoned on days that only the holiday decree fixes */
  readonly status: "final" | "provisional";
}

/** null: the calendar, as known at `asOf`, does not reach so far. */
export function reportDue(
  completedAt: Millis,
  workingDays: number,
  calendars: Calendars,
  asOf: Millis,
): ReportDue | null {
  return settleOverPublications(
    calendars,
    completedAt,
    asOf,
    (calendar) => countFrom(localDay(completedAt), workingDays, calendar),
    (due, before) => due !== null && due.status === "final" && due.dueAt < before,
  );
}

function countFrom(completed: LocalDay, workingDays: number, calendar: WorkingCalendar): ReportDue | null {
  const days = new DayReader(calendar, null);
  let day = completed;
  for (let left = workingDays; left > 0; ) {
    day++;
    if (decidingVersion(calendar, day) === null) return null;
    if (days.isWorkingDay(day)) left--;
  }
  return { dueAt: dayEnd(day), status: days.provisional ? "provisional" : "final" };
}

/** What was reckoned when the completion became known, where it is something else now; else null. */
export function reportDueBefore(
  completedAt: Millis,
  recordedAt: Millis,
  workingDays: number,
  calendars: Calendars,
  now: ReportDue | null,
): Millis | null {
  const then = reportDue(completedAt, workingDays, calendars, Math.max(completedAt, recordedAt));
  return then === null || then.dueAt === now?.dueAt ? null : then.dueAt;
}

/** A report is never due longer after the completion than this: the longest holiday, and 60 working days. */
const longestDays = 120;

/**
 * Everything completed before this instant is overdue, and nothing later: so that a list need not reckon each one.
 * @param workingDaysOn of a completion on a day
 */
export function overdueBefore(workingDaysOn: (day: LocalDay) => number, calendars: Calendars, asOf: Millis): Millis {
  const today = localDay(asOf);
  for (let day = today; day > today - longestDays; day--) {
    const due = reportDue(dayStart(day), workingDaysOn(day), calendars, asOf);
    if (due !== null && due.dueAt < asOf) return dayEnd(day);
  }
  return dayEnd(today - longestDays);
}

/** Years between two days for which no notice of the State Council is known. */
export function yearsWithoutNotice(calendars: Calendars, from: LocalDay, to: LocalDay, asOf: Millis): number[] {
  const { calendar } = calendars.publications[publicationAt(calendars, asOf)] ?? calendars.publications[0];
  const yearOf = (day: LocalDay) => new Date(dayStart(day + 1)).getUTCFullYear();
  const years: number[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const middle = localDay(Date.UTC(year, 6, 1));
    if (!isOfficial(calendar, middle)) years.push(year);
  }
  return years;
}
