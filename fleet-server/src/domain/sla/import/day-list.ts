// Lists of days as notices write them: 1月28日（农历除夕、周二）至2月4日、2月8日（周六）. Weekdays said of them are compared at once.
import { type CalendarProblem, problem } from "./calendar-problem.ts";
import { civilDate, datesFromTo, daysBetween, weekdayOf } from "./civil-date.ts";
import type { NoticeText } from "./notice-text.ts";

/** A place in the text that moves forward as things are read. */
export interface Cursor {
  readonly text: NoticeText;
  /** nothing is read from here on */
  readonly end: number;
  at: number;
}

/** What days without a year or a month refer to. */
export interface Reference {
  readonly noticeYear: number;
  /** 元旦 may begin in the December before; no other holiday is near the turn of a year */
  readonly isNewYear: boolean;
  /** the last date said under this holiday */
  readonly last: string | null;
}

export interface DayList {
  readonly dates: readonly string[];
  readonly problems: readonly CalendarProblem[];
}

interface StatedDay {
  /** null where there is no such day: then `problem` says so */
  readonly date: string | null;
  readonly weekdays: readonly number[];
  readonly problems: readonly CalendarProblem[];
}

/** No holiday with its weekends is longer: 10 days in 2020, the longest so far. */
const longestDays = 15;

const day =
  /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})(?:日|(?=[-至到、,和与]))((?:周|星期)[一二三四五六日天])?(?:\(([^()]{0,40})\))?/y;
const through = /-+|至|到/y;
const and = /[、,和与及]|以及/y;

/** Reads the sticky pattern at the cursor and moves past it; null, and no move, where it does not match. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text.chars);
  if (match === null || cursor.at + match[0].length > cursor.end) return null;
  cursor.at += match[0].length;
  return match;
}

/** Null where no list of days stands at the cursor; the cursor may then be anywhere. */
export function readDayList(cursor: Cursor, reference: Reference): DayList | null {
  const dates: string[] = [];
  const problems: CalendarProblem[] = [];
  do {
    const item = readItem(cursor, reference, dates);
    if (item === null) return null;
    dates.push(...item.dates);
    problems.push(...item.problems);
  } while (take(cursor, and) !== null);
  return { dates, problems };
}

/** One day, or a range with both ends. */
function readItem(cursor: Cursor, reference: Reference, before: readonly string[]): DayList | null {
  const line = cursor.text.lineAt(cursor.at);
  const first = readDay(cursor, reference, before.at(-1) ?? null);
  if (first === null) return null;
  if (take(cursor, through) === null) {
    if (first.date === null) return { dates: [], problems: first.problems };
    const dates = [first.date];
    return { dates, problems: differingWeekdays(first.weekdays, [...before, ...dates], line) };
  }
  const last = readDay(cursor, reference, first.date);
  if (last === null) return null;
  if (first.date === null || last.date === null) return { dates: [], problems: [...first.problems, ...last.problems] };
  const problems = [
    ...differingWeekdays(first.weekdays, [first.date], line),
    ...differingWeekdays(last.weekdays, [first.date, last.date], line),
  ];
  if (last.date < first.date)
    return { dates: [], problems: [...problems, problem.rangeBackwards(first.date, last.date, line)] };
  if (daysBetween(first.date, last.date) >= longestDays)
    return { dates: [], problems: [...problems, problem.rangeTooLong(first.date, last.date, longestDays, line)] };
  return { dates: datesFromTo(first.date, last.date), problems };
}

function readDay(cursor: Cursor, reference: Reference, before: string | null): StatedDay | null {
  const line = cursor.text.lineAt(cursor.at);
  const match = take(cursor, day);
  if (match === null) return null;
  const date = resolve(match, reference, before);
  const words = `${match[4] ?? ""}${match[5] ?? ""}`;
  return {
    date,
    weekdays: [...words.matchAll(/(?:周|星期)([一二三四五六日天])/g)].map(([, name = ""]) => weekdayNamed(name)),
    problems: date === null ? [problem.noSuchDate(match[0].slice(0, 40), { line })] : [],
  };
}

// The year is written only where it is not the notice's, the month only where it changes.
function resolve(match: RegExpExecArray, reference: Reference, before: string | null): string | null {
  const [, y, m, d] = match;
  const last = before ?? reference.last;
  const month = Number(m ?? last?.slice(5, 7));
  return civilDate(y === undefined ? yearOf(m, reference, before) : Number(y), month, Number(d));
}

function yearOf(month: string | undefined, reference: Reference, before: string | null): number {
  const { noticeYear, isNewYear, last } = reference;
  if (month === undefined) return Number((before ?? last)?.slice(0, 4) ?? noticeYear);
  if (before === null) return Number(month) === 12 && isNewYear ? noticeYear - 1 : noticeYear;
  const turnsYear = before.slice(5, 7) === "12" && Number(month) === 1;
  return Number(before.slice(0, 4)) + (turnsYear ? 1 : 0);
}

/** Stated weekdays, against as many of the last dates. */
function differingWeekdays(stated: readonly number[], dates: readonly string[], line: number): CalendarProblem[] {
  return stated.flatMap((weekday, n) => {
    const date = dates[dates.length - stated.length + n];
    return date === undefined || weekdayOf(date) === weekday ? [] : [problem.weekdayDiffers(date, weekday, line)];
  });
}

function weekdayNamed(name: string): number {
  return name === "天" ? 6 : "一二三四五六日".indexOf(name);
}
