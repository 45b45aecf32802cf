// A pasted notice of the State Council (国务院办公厅关于20XX年部分节假日安排的通知) -> a draft. Strict: a sentence under a holiday
// that speaks of days and is not understood is a problem, never skipped.
import { type DraftHoliday, type DraftResult, draftOf } from "./calendar-draft.ts";
import { type CalendarNote, type CalendarProblem, note, problem } from "./calendar-problem.ts";
import { firstYear, lastYear } from "./decree.ts";
import { isYearly, noticeSections, signedOn, statedYear, titleOf } from "./notice-sections.ts";
import { type NoticeText, noticeText } from "./notice-text.ts";
import { readSectionDays } from "./section-days.ts";

/** A notice has about 900 characters; this allows for the page around it. */
const longestText = 50_000;

/** People mend the first few and paste again. */
const mostProblems = 50;

const markup = /<\/?(?:!doctype|html|head|body|div|p|span|table|tr|td|br|script|style|a)\b[^<>]*>/i;

/**
 * @param year needed only where the text does not say it; an error where it says another
 * @returns a draft for `checkDraft`, or every problem found with its line
 */
export function parseNotice(pasted: string, year?: number): DraftResult {
  const refused = notReadable(pasted);
  if (refused !== null) return { ok: false, problems: [refused] };
  const text = noticeText(pasted);
  const sections = noticeSections(text.chars);
  if (!sections.some(({ name }) => isYearly(name))) return { ok: false, problems: [problem.notANotice()] };
  const noticeYear = yearOf(text.chars, year);
  if (typeof noticeYear !== "number") return { ok: false, problems: [noticeYear] };

  const twice = repeated(sections, text);
  if (twice.length > 0) return { ok: false, problems: twice.slice(0, mostProblems) };

  const problems: CalendarProblem[] = [];
  const notes: CalendarNote[] = [];
  const holidays: DraftHoliday[] = [];
  for (const section of sections) {
    const days = readSectionDays(text, section, noticeYear);
    problems.push(...days.problems);
    notes.push(...days.notes);
    if (!isYearly(section.name)) notes.push(note.otherHoliday(section.name, text.lineAt(section.at)));
    holidays.push({ name: section.name, off: days.off, work: days.work });
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) };

  const signed = signedOn(text.chars);
  if (signed === null) notes.push(note.noPublicationDate());
  if (!text.chars.includes("国务院")) notes.push(note.noIssuer());
  const source = titleOf(text.chars, signed?.date ?? null);
  return { ok: true, draft: draftOf({ year: noticeYear, holidays, publishedAt: signed?.at ?? null, source }), notes };
}

function notReadable(pasted: string): CalendarProblem | null {
  if (pasted.trim() === "") return problem.empty();
  if (pasted.length > longestText) return problem.tooLong(pasted.length, longestText);
  const tag = markup.exec(pasted);
  return tag === null ? null : problem.webPageSource(pasted.slice(0, tag.index).split("\n").length);
}

function yearOf(chars: string, given: number | undefined): number | CalendarProblem {
  const stated = statedYear(chars);
  if (stated !== null && given !== undefined && stated !== given) return problem.yearDiffers(stated, given);
  const year = stated ?? given;
  if (year === undefined) return problem.noYear();
  const inRange = Number.isSafeInteger(year) && year >= firstYear && year <= lastYear;
  return inRange ? year : problem.yearOutOfRange(year, firstYear, lastYear);
}

function repeated(sections: readonly { name: string; at: number }[], text: NoticeText): CalendarProblem[] {
  return sections
    .filter(({ name }, n) => sections.findIndex((other) => other.name === name) < n)
    .map(({ name, at }) => problem.holidayTwice(name, text.lineAt(at)));
}
