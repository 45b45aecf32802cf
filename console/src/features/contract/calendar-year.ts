// A year as twelve months of weeks, Monday first, with what each day is.
export type DayKind = "work" | "rest" | "off" | "make-up" | "outside";

export interface CalendarDay {
  /** `2026-10-01` */
  date: string;
  kind: DayKind;
}

export interface CalendarMonth {
  month: number;
  /** empty places before the first */
  blanks: number;
  days: readonly CalendarDay[];
}

interface Calendar {
  from: string;
  to: string;
  off: readonly string[];
  work: readonly string[];
}

const two = (n: number) => String(n).padStart(2, "0");

/** Weekday of a calendar date, Monday 0; a date has no zone, so UTC serves. */
function weekdayOf(year: number, month: number, day: number): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

function kindOf(date: string, weekday: number, calendar: Calendar): DayKind {
  if (date < calendar.from || date > calendar.to) return "outside";
  if (calendar.off.includes(date)) return "off";
  if (weekday < 5) return "work";
  return calendar.work.includes(date) ? "make-up" : "rest";
}

export function monthsOf(year: number, calendar: Calendar): CalendarMonth[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1;
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return {
      month,
      blanks: weekdayOf(year, month, 1),
      days: Array.from({ length }, (_day, i) => {
        const date = `${year}-${two(month)}-${two(i + 1)}`;
        return { date, kind: kindOf(date, weekdayOf(year, month, i + 1), calendar) };
      }),
    };
  });
}

/** Days on which people work: weekdays that are not off, and made-up weekends. */
export function workingDays(months: readonly CalendarMonth[]): number {
  return months.flatMap((m) => m.days).filter((d) => d.kind === "work" || d.kind === "make-up").length;
}
