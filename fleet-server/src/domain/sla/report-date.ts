// When a periodic report is due: 24:00 of the last working day of what it covers (clause C7).
import type { Millis } from "../time.ts";
import { dayEnd, dayStart, formatLocalDay, type LocalDay, monthStart, weekday } from "./local-day.ts";
import { settleOverPublications } from "./settle.ts";
import { DayReader, Trace } from "./trace.ts";
import type { Calendars } from "./working-calendar.ts";

export interface ReportDate {
  readonly dueAt: Millis;
  readonly dueStatus: "final" | "provisional";
  /** first and last local day, inclusive */
  readonly covers: readonly [from: string, to: string];
  /** ids of the calendars that were read */
  readonly calendars: readonly string[];
}

/** Days a report covers, inclusive. */
export interface ReportPeriod {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export function weekOf(day: LocalDay): ReportPeriod {
  const from = day - weekday(day);
  return { from, to: from + 6 };
}

export function monthOf(day: LocalDay): ReportPeriod {
  return { from: monthStart(day), to: monthStart(day, 1) - 1 };
}

/** @param text ISO week `2026-W37`; null when there is no such week */
export function parseIsoWeek(text: string): ReportPeriod | null {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  if (year === undefined || week === undefined || week === "00") return null;
  // 4 January always lies in week 1; the next year's says where this year's weeks end.
  const first = (of: number) => weekOf(monthStart(0, (of - 1970) * 12) + 3).from;
  const from = first(Number(year)) + (Number(week) - 1) * 7;
  return from < first(Number(year) + 1) ? { from, to: from + 6 } : null;
}

/** A period without a working day is reported by the end of the first working day after it. */
export function reportDate(period: ReportPeriod, calendars: Calendars, asOf: Millis): ReportDate {
  return settleOverPublications(
    calendars,
    dayStart(period.from),
    asOf,
    (calendar) => {
      const trace = new Trace();
      const days = new DayReader(calendar, trace);
      const dueAt = dayEnd(lastWorkingDay(period, days));
      return {
        dueAt,
        dueStatus: days.provisional ? "provisional" : "final",
        covers: [formatLocalDay(period.from), formatLocalDay(period.to)],
        calendars: [...trace.calendars],
      };
    },
    ({ dueAt, dueStatus }, before) => dueStatus === "final" && dueAt < before,
  );
}

function lastWorkingDay({ from, to }: ReportPeriod, days: DayReader): LocalDay {
  for (let day = to; day >= from; day--) if (days.isWorkingDay(day)) return day;
  let day = to + 1;
  while (!days.isWorkingDay(day)) day++;
  return day;
}
