// Where in a notice each holiday is arranged, and what stands around: the year, the date under the signature, the title.
import type { Millis } from "../../time.ts";
import { dayStart, parseLocalDay } from "../local-day.ts";
import { civilDate } from "./civil-date.ts";
import { yearlyHolidays } from "./decree.ts";

export interface NoticeSection {
  /** 国庆节、中秋节 */
  readonly name: string;
  /** position of the heading */
  readonly at: number;
  /** the text between this heading and the next, or the closing words */
  readonly from: number;
  readonly to: number;
}

const known = '元旦|春节|清明节?|(?:国际)?劳动节|端午节?|中秋节?|国庆节?|["“]?[五十]一["”]?';
const list = `(?:${known})(?:[、和与及](?:${known}))*`;
const ordinal = "(?:[一二三四五六七八九十]{1,2}[、.,]|\\d{1,2}[、.,]|\\([一二三四五六七八九十\\d]{1,2}\\)[、.,]?)";

// “一、元旦:” as published; without its number or its colon where a paste lost one of them; with an unknown name where the
// State Council gives a day for an occasion (as in 2015)
const heading = new RegExp(
  `(?:${ordinal})?(${list}):|${ordinal}(${list})|[一二三四五六七八九十]、([^:。,;、()\\d]{2,20}):`,
  "g",
);

const closing = /节假日期间,|国务院办公厅(?:\d{4}|[二〇○零一-九]{4})年/g;

export function noticeSections(chars: string): NoticeSection[] {
  const headings = [...chars.matchAll(heading)].map((match) => ({
    name: match[1] ?? match[2] ?? match[3] ?? "",
    at: match.index,
    from: match.index + match[0].length,
  }));
  const last = headings.at(-1);
  if (last === undefined) return [];
  closing.lastIndex = last.from;
  const end = closing.exec(chars)?.index ?? chars.length;
  return headings.map((h, n) => ({ ...h, to: headings[n + 1]?.at ?? end }));
}

/** True where the section arranges one of the seven yearly holidays. */
export function isYearly(name: string): boolean {
  return yearlyHolidays.some(({ words }) => words.some((word) => name.includes(word)));
}

/** The year the notice arranges: 现将2026年元旦…安排通知如下 before the title, which a page may carry more than once. */
export function statedYear(chars: string): number | null {
  const found =
    /现将(\d{4})年/.exec(chars) ?? /(\d{4})年(?:部分|法定)?节假日/.exec(chars) ?? /(\d{4})年放假/.exec(chars);
  return found === null ? null : Number(found[1]);
}

/** The last signature: 国务院办公厅 2025年11月4日. */
export function signedOn(chars: string): { readonly date: string; readonly at: Millis } | null {
  const match = [...chars.matchAll(/国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日/g)].at(-1);
  if (match === undefined) return null;
  const date = civilDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return date === null ? null : { date, at: dayStart(parseLocalDay(date)) };
}

/** As sources are written here: 国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）. Null without a title. */
export function titleOf(chars: string, signed: string | null): string | null {
  const title = /国务院办公厅关于[^:。]{4,40}?的通知/.exec(chars)?.[0];
  if (title === undefined || signed === null) return title ?? null;
  const [year, month, day] = signed.split("-").map(Number);
  return `${title}（${year}年${month}月${day}日）`;
}
