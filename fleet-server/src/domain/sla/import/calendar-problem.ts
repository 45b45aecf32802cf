// The register of what can be wrong with an imported calendar, and of what its reader should know. Codes are matched, the
// sentences are for people.
import { weekdayOf } from "./civil-date.ts";

export interface Place {
  /** line of the pasted text, from 1 */
  readonly line: number | null;
  readonly date: string | null;
}

export type CalendarProblemCode =
  | "empty"
  | "too-long"
  | "web-page-source"
  | "not-a-notice"
  | "no-year"
  | "year-differs"
  | "year-out-of-range"
  | "holiday-twice"
  | "holiday-without-days"
  | "not-understood"
  | "no-such-date"
  | "range-backwards"
  | "range-too-long"
  | "count-differs"
  | "weekday-differs"
  | "wrong-shape"
  | "not-published"
  | "off-and-work"
  | "work-on-weekday"
  | "outside-year"
  | "holiday-missing"
  | "out-of-season"
  | "work-far-away"
  | "statutory-day-missing"
  | "off-count-implausible"
  | "already-known"
  | "older-than-known";

export interface CalendarProblem {
  readonly code: CalendarProblemCode;
  readonly zh: string;
  readonly en: string;
  readonly where: Place;
  /** it may be right all the same (an extra day off, as in 2015 and 2020): a person may confirm it */
  readonly confirmable: boolean;
}

export type CalendarNoteCode =
  | "no-issuer"
  | "no-publication-date"
  | "advice-skipped"
  | "other-holiday"
  | "covers-previous-december"
  | "statutory-unknown"
  | "amendment"
  | "confirmed";

export interface CalendarNote {
  readonly code: CalendarNoteCode;
  readonly zh: string;
  readonly en: string;
  readonly where: Place;
}

const nowhere: Place = { line: null, date: null };

function wrong(code: CalendarProblemCode, zh: string, en: string, where: Partial<Place> = {}): CalendarProblem {
  return { code, zh, en, where: { ...nowhere, ...where }, confirmable: false };
}

function doubtful(code: CalendarProblemCode, zh: string, en: string, where: Partial<Place> = {}): CalendarProblem {
  return { ...wrong(code, zh, en, where), confirmable: true };
}

const weekdaysZh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"] as const;
const weekdaysEn = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** One function a problem; `line` is that of the pasted text. */
export const problem = {
  empty: () => wrong("empty", "没有内容：请粘贴通知全文", "nothing here: paste the whole notice"),
  tooLong: (length: number, limit: number) =>
    wrong(
      "too-long",
      `内容有 ${length} 个字符，一份放假通知不超过 ${limit} 个：请只粘贴通知正文`,
      `${length} characters; a notice has at most ${limit}: paste the notice alone`,
    ),
  webPageSource: (line: number) =>
    wrong(
      "web-page-source",
      "这是网页源代码：请在浏览器中选中通知正文后复制",
      "this is the source of a web page: copy the notice as the browser shows it",
      { line },
    ),
  notANotice: () =>
    wrong(
      "not-a-notice",
      "没有找到“一、元旦：……”这样的节日安排：请粘贴国务院办公厅通知的简体中文全文",
      "no paragraph like “一、元旦：…” found: paste the whole notice of the State Council in simplified Chinese",
    ),
  noYear: () =>
    wrong(
      "no-year",
      "文中没有写明是哪一年的安排：请连同标题一起粘贴，或填写年份",
      "the text does not say which year it arranges: paste its title too, or enter the year",
    ),
  yearDiffers: (stated: number, given: number) =>
    wrong(
      "year-differs",
      `通知安排的是 ${stated} 年，填写的是 ${given} 年`,
      `the notice arranges ${stated}, the year entered is ${given}`,
    ),
  yearOutOfRange: (year: number, first: number, last: number) =>
    wrong(
      "year-out-of-range",
      `年份 ${year} 不在 ${first} 至 ${last} 之内`,
      `year ${year} is not within ${first} and ${last}`,
    ),
  holidayTwice: (name: string, line: number) =>
    wrong(
      "holiday-twice",
      `“${name}”出现了两次：请只粘贴一份通知`,
      `${name} is arranged twice: paste one notice only`,
      {
        line,
      },
    ),
  holidayWithoutDays: (name: string, line: number) =>
    wrong("holiday-without-days", `“${name}”没有写明放假日期`, `${name} has no day off`, { line }),
  notUnderstood: (quote: string, line: number) =>
    wrong("not-understood", `第 ${line} 行无法理解：“${quote}”`, `line ${line} is not understood: “${quote}”`, {
      line,
    }),
  noSuchDate: (stated: string, where: Partial<Place>) =>
    wrong("no-such-date", `没有“${stated}”这一天`, `there is no such day as ${stated}`, where),
  rangeBackwards: (from: string, to: string, line: number) =>
    wrong("range-backwards", `${from} 至 ${to} 前后颠倒`, `${from} to ${to} runs backwards`, { line, date: from }),
  rangeTooLong: (from: string, to: string, limit: number, line: number) =>
    wrong(
      "range-too-long",
      `${from} 至 ${to} 超过 ${limit} 天，不像一次放假`,
      `${from} to ${to} is more than ${limit} days: no holiday is`,
      { line, date: from },
    ),
  countDiffers: (stated: number, actual: number, from: string, line: number) =>
    wrong(
      "count-differs",
      `文中写共 ${stated} 天，但所列日期（自 ${from} 起）为 ${actual} 天`,
      `the text says ${stated} days, the dates from ${from} on are ${actual}`,
      { line, date: from },
    ),
  weekdayDiffers: (date: string, stated: number, line: number) =>
    wrong(
      "weekday-differs",
      `${date} 是${weekdaysZh[weekdayOf(date)]}，文中写的是${weekdaysZh[stated]}`,
      `${date} is a ${weekdaysEn[weekdayOf(date)]}, the text says ${weekdaysEn[stated]}`,
      { line, date },
    ),
  wrongShape: (field: string, zh: string, en: string) =>
    wrong("wrong-shape", `字段 ${field}：${zh}`, `field ${field}: ${en}`),
  notPublished: (year: number) =>
    wrong(
      "not-published",
      `${year} 年的放假安排尚未公布：文件是空的占位文件`,
      `the arrangement of ${year} is not published yet: the file is an empty stub`,
    ),
  offAndWork: (date: string) =>
    wrong("off-and-work", `${date} 既列为放假又列为上班`, `${date} is both a day off and a make-up day`, { date }),
  workOnWeekday: (date: string) =>
    wrong(
      "work-on-weekday",
      `${date} 是${weekdaysZh[weekdayOf(date)]}，本来就上班；调休上班日只会是周六或周日`,
      `${date} is a ${weekdaysEn[weekdayOf(date)]}, a working day anyway; make-up days are Saturdays or Sundays`,
      { date },
    ),
  outsideYear: (date: string, year: number) =>
    wrong("outside-year", `${date} 不属于 ${year} 年的安排`, `${date} does not belong to the arrangement of ${year}`, {
      date,
    }),
  holidayMissing: (name: string) =>
    doubtful(
      "holiday-missing",
      `缺少“${name}”的安排：只调整个别节日的通知不能单独作为全年日历，请导入调整后的全年安排`,
      `${name} is missing: a notice that adjusts one holiday is no calendar of a year, import the whole adjusted year`,
    ),
  outOfSeason: (name: string, date: string) =>
    doubtful("out-of-season", `“${name}”不会在 ${date} 前后`, `${name} cannot be around ${date}`, { date }),
  workFarAway: (date: string, days: number) =>
    doubtful(
      "work-far-away",
      `调休上班日 ${date} 前后 ${days} 天内没有放假`,
      `there is no day off within ${days} days of the make-up day ${date}`,
      { date },
    ),
  statutoryDayMissing: (date: string) =>
    doubtful(
      "statutory-day-missing",
      `法定节假日 ${date} 未列为放假`,
      `the statutory day ${date} is not among the days off`,
      {
        date,
      },
    ),
  offCountImplausible: (expected: number, actual: number) =>
    doubtful(
      "off-count-implausible",
      `周一至周五放假的天数减去调休上班的天数应为 ${expected}（法定节假日天数），现为 ${actual}：有日期遗漏或多列`,
      `weekdays off less make-up days should be ${expected} (the statutory days), they are ${actual}: a date is missing or too many`,
    ),
  alreadyKnown: (id: string) =>
    wrong("already-known", `与已有的 ${id} 完全相同，无需再次导入`, `the same as ${id}, nothing to import`),
  olderThanKnown: (id: string) =>
    doubtful(
      "older-than-known",
      `发布日期早于已有的 ${id}：旧的通知不应覆盖新的`,
      `published before ${id}: an older notice should not replace a newer one`,
    ),
} as const;

function noted(code: CalendarNoteCode, zh: string, en: string, where: Partial<Place> = {}): CalendarNote {
  return { code, zh, en, where: { ...nowhere, ...where } };
}

/** Nothing wrong, but to be seen before the calendar is taken. */
export const note = {
  noIssuer: () =>
    noted(
      "no-issuer",
      "文中没有“国务院”字样：请确认来源",
      "the text does not name the State Council: confirm where it is from",
    ),
  noPublicationDate: () =>
    noted("no-publication-date", "没有找到发布日期：请填写", "no date of publication found: enter it"),
  adviceSkipped: (quote: string, line: number) =>
    noted("advice-skipped", `倡议不是放假，未采用：“${quote}”`, `advice is no day off, left out: “${quote}”`, { line }),
  otherHoliday: (name: string, line: number) =>
    noted(
      "other-holiday",
      `“${name}”不在每年的节日之列，已按通知采用`,
      `${name} is none of the yearly holidays; taken as written`,
      {
        line,
      },
    ),
  coversPreviousDecember: (from: string) =>
    noted(
      "covers-previous-december",
      `安排从上一年的 ${from} 起生效，并优先于上一年的日历`,
      `the arrangement begins on ${from} of the year before and goes before that year's calendar`,
      { date: from },
    ),
  statutoryUnknown: (year: number) =>
    noted(
      "statutory-unknown",
      `系统中没有 ${year} 年的法定节假日，未能核对农历节日`,
      `no statutory days of ${year} are known, the lunar ones were not compared`,
    ),
  amendment: (id: string, added: readonly string[], removed: readonly string[], work: readonly string[]) =>
    noted(
      "amendment",
      `将修订 ${id}：新增放假 ${listZh(added)}；取消放假 ${listZh(removed)}；调休上班变动 ${listZh(work)}`,
      `amends ${id}: adds days off ${listEn(added)}; removes days off ${listEn(removed)}; make-up days changed ${listEn(work)}`,
    ),
  confirmed: ({ zh, en, where }: CalendarProblem) =>
    noted("confirmed", `已人工确认：${zh}`, `confirmed by a person: ${en}`, where),
} as const;

function listZh(dates: readonly string[]): string {
  return dates.length === 0 ? "无" : dates.join("、");
}

function listEn(dates: readonly string[]): string {
  return dates.length === 0 ? "none" : dates.join(", ");
}
