// The sentences under one holiday: lists of days with a verb, 放假 or 上班, and the count that is said of them.
import { type CalendarNote, type CalendarProblem, note, problem } from "./calendar-problem.ts";
import { addDays, isWeekend } from "./civil-date.ts";
import { type Cursor, type DayList, readDayList, take } from "./day-list.ts";
import type { NoticeSection } from "./notice-sections.ts";
import type { NoticeText } from "./notice-text.ts";

export interface SectionDays {
  readonly off: readonly string[];
  readonly work: readonly string[];
  readonly problems: readonly CalendarProblem[];
  readonly notes: readonly CalendarNote[];
}

interface Clause extends DayList {
  readonly isOff: boolean;
}

const offVerb = /(?:放假|补休|调休|休息)+/y;
const workVerb = /(?:正常|照常)?(?:上班|补班)/y;
const count = /,?(?:共计?|合计|总共)?(\d{1,2}|[一二三四五六七八九十]{1,2})天/y;
const withWeekend = /,?(?:与|和)周末连休/y;
const notMoved = /,?不(?:再)?调休/y;
const filler = /[,。.;、:]+|其中,?/y;
// “鼓励…在除夕（2月9日）休息” (2024) names a date and gives no day off
const advice = /(?:鼓励|倡导|提倡)[^。.;]*/y;
const sentence = /[^。.;]*/y;
const speaksOfDays = /\d|放假|上班|补班|调休|补休|连休/;

/** Every sentence that speaks of days is read or becomes a problem. */
export function readSectionDays(text: NoticeText, section: NoticeSection, noticeYear: number): SectionDays {
  const cursor: Cursor = { text, at: section.from, end: section.to };
  const off: string[] = [];
  const work: string[] = [];
  const problems: CalendarProblem[] = [];
  const notes: CalendarNote[] = [];
  let last: string | null = null;

  while (cursor.at < cursor.end) {
    if (take(cursor, filler) !== null) continue;
    const line = text.lineAt(cursor.at);
    const advised = take(cursor, advice)?.[0];
    if (advised !== undefined) {
      if (/\d/.test(advised)) notes.push(note.adviceSkipped(advised.slice(0, 60), line));
      continue;
    }
    const reference = { noticeYear, isNewYear: section.name.includes("元旦"), last };
    const clause = readClause(cursor, reference);
    if (clause === null) {
      const unread = readSentence(cursor);
      if (speaksOfDays.test(unread)) problems.push(problem.notUnderstood(unread.slice(0, 60), line));
      continue;
    }
    (clause.isOff ? off : work).push(...clause.dates);
    problems.push(...clause.problems);
    last = clause.dates.at(-1) ?? last;
    if (clause.isOff) problems.push(...differingCount(cursor, clause, off, line));
  }
  if (off.length === 0 && problems.length === 0)
    problems.push(problem.holidayWithoutDays(section.name, text.lineAt(section.at)));
  return { off, work, problems, notes };
}

/** Null, and no move, where no list of days with its verb stands here. */
function readClause(cursor: Cursor, reference: Parameters<typeof readDayList>[1]): Clause | null {
  const start = cursor.at;
  const days = readDayList(cursor, reference);
  if (days !== null) {
    if (take(cursor, offVerb) !== null) return { ...days, isOff: true };
    if (take(cursor, workVerb) !== null) return { ...days, isOff: false };
  }
  cursor.at = start;
  return null;
}

/** To the end of the sentence or the section, at least one character. */
function readSentence(cursor: Cursor): string {
  const start = cursor.at;
  sentence.lastIndex = start;
  const length = sentence.exec(cursor.text.chars)?.[0].length ?? 0;
  cursor.at = Math.min(start + Math.max(1, length), cursor.end);
  return cursor.text.chars.slice(start, cursor.at);
}

/** Reads what is said after 放假: 共3天, 1天, 与周末连休, 不调休. */
function differingCount(cursor: Cursor, clause: Clause, offSoFar: readonly string[], line: number): CalendarProblem[] {
  let stated: number | null = null;
  let joinsWeekend = false;
  for (;;) {
    const match = take(cursor, count);
    if (match !== null) stated = numberOf(match[1] ?? "");
    else if (take(cursor, withWeekend) !== null) joinsWeekend = true;
    else if (take(cursor, notMoved) === null) break;
  }
  const [first] = clause.dates;
  if (stated === null || first === undefined || clause.problems.length > 0) return [];
  const actual = clause.dates.length;
  // “4月5日放假，4月7日补休，共2天”: the count may speak of all days said so far
  const right = [actual, new Set(offSoFar).size, ...(joinsWeekend ? [restAround(clause.dates)] : [])];
  return right.includes(stated) ? [] : [problem.countDiffers(stated, actual, first, line)];
}

/** Number of these days and the weekend days that touch them. */
function restAround(dates: readonly string[]): number {
  const run = new Set(dates);
  for (const date of dates) {
    for (let next = addDays(date, 1); isWeekend(next); next = addDays(next, 1)) run.add(next);
    for (let next = addDays(date, -1); isWeekend(next); next = addDays(next, -1)) run.add(next);
  }
  return run.size;
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (char: string) => "零一二三四五六七八九".indexOf(char);
  if (!text.includes("十")) return digit(text.slice(-1));
  const [tens = "", ones = ""] = text.split("十");
  return (tens === "" ? 1 : digit(tens)) * 10 + (ones === "" ? 0 : digit(ones));
}
