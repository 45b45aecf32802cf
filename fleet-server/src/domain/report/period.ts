// The span a report covers, by its name: an ISO week `2026-W37`, a month `2026-09`, or one local day `2026-09-14`.
import type { ReportKind } from "@kiosk/contract";
import {
  dayEnd,
  dayStart,
  formatLocalDay,
  type LocalDay,
  monthStart,
  parseLocalDay,
  weekday,
} from "../sla/local-day.ts";
import { monthOf, parseIsoWeek, type ReportPeriod, weekOf } from "../sla/report-date.ts";
import type { Millis } from "../time.ts";

export interface NamedPeriod extends ReportPeriod {
  readonly name: string;
  /** first instant, and the first after it */
  readonly startAt: Millis;
  readonly endAt: Millis;
}

function named(name: string, { from, to }: ReportPeriod): NamedPeriod {
  return { name, from, to, startAt: dayStart(from), endAt: dayEnd(to) };
}

/** ISO 8601: the week belongs to the year its Thursday lies in. */
export function weekName(day: LocalDay): string {
  const thursday = day - weekday(day) + 3;
  const year = formatLocalDay(thursday).slice(0, 4);
  const first = weekOf(parseLocalDay(`${year}-01-04`)).from;
  return `${year}-W${String(Math.floor((thursday - first) / 7) + 1).padStart(2, "0")}`;
}

export function weekContaining(day: LocalDay): NamedPeriod {
  return named(weekName(day), weekOf(day));
}

export function monthContaining(day: LocalDay): NamedPeriod {
  return named(formatLocalDay(day).slice(0, 7), monthOf(day));
}

export function singleDay(day: LocalDay): NamedPeriod {
  return named(formatLocalDay(day), { from: day, to: day });
}

/** Any span of days, inclusive. */
export function spanOf(from: LocalDay, to: LocalDay): NamedPeriod {
  return named(`${formatLocalDay(from)}~${formatLocalDay(to)}`, { from, to });
}

/** undefined: no such week, month or day. */
export function parsePeriod(kind: ReportKind, text: string): NamedPeriod | undefined {
  if (kind === "week") {
    const week = parseIsoWeek(text);
    return week === null ? undefined : named(text, week);
  }
  if (kind === "month") {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return undefined;
    return named(text, monthOf(parseLocalDay(`${text}-01`)));
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = parseLocalDay(text);
  return Number.isFinite(day) && formatLocalDay(day) === text ? singleDay(day) : undefined;
}

/** The one before (环比). */
export function periodBefore(kind: ReportKind, { from }: ReportPeriod): NamedPeriod {
  if (kind === "month") return monthContaining(from - 1);
  return kind === "week" ? weekContaining(from - 1) : singleDay(from - 1);
}

/** The same one a year ago (同比); a week: 52 weeks ago. */
export function yearBefore(kind: ReportKind, { from }: ReportPeriod): NamedPeriod {
  if (kind === "month") return monthContaining(monthStart(from, -12));
  return kind === "week" ? weekContaining(from - 364) : singleDay(from - 364);
}

/** How a person calls it: 2026年第37周（9月7日至9月13日）, 2026年9月. */
export function periodText(kind: ReportKind, { name, from, to }: NamedPeriod): string {
  const day = (d: LocalDay) => {
    const [, month = "", date = ""] = formatLocalDay(d).split("-");
    return `${Number(month)}月${Number(date)}日`;
  };
  const year = name.slice(0, 4);
  if (kind === "week") return `${year}年第${Number(name.slice(6))}周（${day(from)}至${day(to)}）`;
  if (kind === "month") return `${year}年${Number(name.slice(5))}月`;
  return from === to
    ? `${formatLocalDay(from).slice(0, 4)}年${day(from)}`
    : `${formatLocalDay(from)} 至 ${formatLocalDay(to)}`;
}

const letters: { readonly [K in ReportKind]: string } = {
  "inspection-daily": "XJ",
  week: "ZB",
  month: "YB",
  "guarantee-daily": "LG",
  "guarantee-closing": "BZ",
  drill: "YL",
};

/** What a 编号 begins with; its running number follows: `CN-XJ-202609-`. */
export function numberStem(prefix: string, kind: ReportKind, period: NamedPeriod): string {
  const span =
    kind === "week" ? period.name.replace("-", "") : formatLocalDay(period.from).slice(0, 7).replace("-", "");
  return `${prefix}-${letters[kind]}-${span}-`;
}

/** @param taken numbers with this stem, of whatever state: none is used again */
export function nextNumber(stem: string, taken: readonly string[]): string {
  const highest = taken.reduce((max, number) => Math.max(max, Number(number.slice(stem.length)) || 0), 0);
  return `${stem}${String(highest + 1).padStart(3, "0")}`;
}
