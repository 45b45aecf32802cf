// Whether a draft can be a year's calendar: against itself, the holiday decree, and the calendars that are known.
import type { CalendarVersion } from "../calendar.ts";
import type { CalendarDraft, CheckResult, DayChange, DayStatus } from "./calendar-draft.ts";
import {
  type CalendarNote,
  type CalendarProblem,
  type CalendarProblemCode,
  note,
  problem,
} from "./calendar-problem.ts";
import { daysBetween, isWeekend } from "./civil-date.ts";
import { decreeDays, fixedDays, yearlyHolidays } from "./decree.ts";
import { coversOfficially } from "./missing-year.ts";

/** Twice as far as any make-up day was from its holiday so far (2026: 20 September for 1 October). */
const nearDays = 22;

/**
 * @param known the calendars in the system, official and statutory
 * @param confirmed codes of problems a person looked at and takes upon himself; only `confirmable` ones are let through
 */
export function checkDraft(
  draft: CalendarDraft,
  known: readonly CalendarVersion[],
  confirmed: readonly CalendarProblemCode[] = [],
): CheckResult {
  const inForce = officialInForce(known, draft.year);
  const statutory = known.filter((c) => c.kind === "statutory" && speaksFor(c, draft.year));
  const found = [
    ...disagreements(draft),
    ...misplacedHolidays(draft),
    ...farMakeUpDays(draft),
    ...missingStatutoryDays(draft, statutory),
    ...implausibleCount(draft),
    ...againstKnown(draft, inForce),
  ];
  const isConfirmed = (p: CalendarProblem) => p.confirmable && confirmed.includes(p.code);
  const problems = found.filter((p) => !isConfirmed(p));
  if (problems.length > 0) return { ok: false, problems };

  const changes = inForce === null ? [] : changesBetween(inForce, draft);
  const notes: CalendarNote[] = found.map(note.confirmed);
  if (draft.from < `${draft.year}-01-01`) notes.push(note.coversPreviousDecember(draft.from));
  if (statutory.length === 0) notes.push(note.statutoryUnknown(draft.year));
  if (inForce !== null) notes.push(amendmentNote(inForce.id, changes));
  const amends = inForce === null ? null : { id: inForce.id, changes };
  return { ok: true, draft: { ...draft, id: nextId(known, draft.year), amends }, notes };
}

function disagreements(draft: CalendarDraft): CalendarProblem[] {
  return [
    ...draft.off.filter((date) => draft.work.includes(date)).map(problem.offAndWork),
    ...draft.work.filter((date) => !isWeekend(date)).map(problem.workOnWeekday),
    ...[...draft.off, ...draft.work]
      // New Year's days off may begin in the last week of the year before (2019, 2023); nothing else leaves the year
      .filter((date) => date < `${draft.year - 1}-12-25` || date > draft.to)
      .map((date) => problem.outsideYear(date, draft.year)),
  ];
}

function misplacedHolidays({ year, holidays }: CalendarDraft): CalendarProblem[] {
  return yearlyHolidays.flatMap(({ name, words, season: [first, last] }) => {
    const off = holidays.filter((h) => words.some((word) => h.name.includes(word))).flatMap((h) => h.off);
    const [any] = off;
    if (any === undefined) return [problem.holidayMissing(name)];
    const inSeason = off.some((date) => date >= `${year}-${first}` && date <= `${year}-${last}`);
    return inSeason ? [] : [problem.outOfSeason(name, any)];
  });
}

function farMakeUpDays({ off, work }: CalendarDraft): CalendarProblem[] {
  return work
    .filter((date) => !off.some((day) => Math.abs(daysBetween(day, date)) <= nearDays))
    .map((date) => problem.workFarAway(date, nearDays));
}

function missingStatutoryDays(draft: CalendarDraft, statutory: readonly CalendarVersion[]): CalendarProblem[] {
  const days = new Set([...fixedDays(draft.year), ...statutory.flatMap(({ off }) => off)]);
  return [...days]
    .filter((date) => date >= `${draft.year}-01-01` && date <= draft.to && !draft.off.includes(date))
    .sort()
    .map(problem.statutoryDayMissing);
}

// A weekday off is either a statutory day, or bought with a make-up day, or stands for a statutory day on a weekend:
// so the balance is the number of statutory days whatever the year looks like.
function implausibleCount(draft: CalendarDraft): CalendarProblem[] {
  const expected = decreeDays(draft.year);
  const actual = draft.off.filter((date) => !isWeekend(date)).length - draft.work.length;
  return actual === expected ? [] : [problem.offCountImplausible(expected, actual)];
}

function againstKnown(draft: CalendarDraft, inForce: CalendarVersion | null): CalendarProblem[] {
  if (inForce === null) return [];
  if (changesBetween(inForce, draft).length === 0) return [problem.alreadyKnown(inForce.id)];
  const older = draft.publishedAt !== null && draft.publishedAt < inForce.publishedAt;
  return older ? [problem.olderThanKnown(inForce.id)] : [];
}

function speaksFor(calendar: CalendarVersion, year: number): boolean {
  return calendar.from <= `${year}-12-31` && calendar.to >= `${year}-01-01`;
}

// The same order in which the engine prefers one version to another.
function officialInForce(known: readonly CalendarVersion[], year: number): CalendarVersion | null {
  const newestFirst = known
    .filter((calendar) => coversOfficially(calendar, year))
    .sort((a, b) => b.publishedAt - a.publishedAt || b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1));
  return newestFirst[0] ?? null;
}

function changesBetween(before: CalendarVersion, after: CalendarDraft): DayChange[] {
  const dates = new Set([...before.off, ...before.work, ...after.off, ...after.work]);
  return [...dates]
    .filter((date) => date >= `${after.year - 1}-12-25` && date <= after.to)
    .sort()
    .map((date) => ({ date, before: statusIn(before, date), after: statusIn(after, date) }))
    .filter((change) => change.before !== change.after);
}

// A weekend next to a holiday is off whether the document lists it or not (“与周末连休”).
function statusIn(calendar: Pick<CalendarVersion, "off" | "work">, date: string): DayStatus {
  if (calendar.work.includes(date)) return "work";
  return calendar.off.includes(date) || isWeekend(date) ? "off" : "ordinary";
}

function amendmentNote(id: string, changes: readonly DayChange[]): CalendarNote {
  const datesOf = (isMeant: (change: DayChange) => boolean) => changes.filter(isMeant).map(({ date }) => date);
  return note.amendment(
    id,
    datesOf(({ after }) => after === "off"),
    datesOf(({ before }) => before === "off"),
    datesOf(({ before, after }) => (before === "work") !== (after === "work")),
  );
}

function nextId(known: readonly CalendarVersion[], year: number): string {
  const first = `CN-${year}`;
  const numbers = known.flatMap(({ id }) => {
    if (id === first) return [1];
    return id.startsWith(`${first}.`) ? [Number(id.slice(first.length + 1))] : [];
  });
  const last = Math.max(0, ...numbers.filter(Number.isSafeInteger));
  return last === 0 ? first : `${first}.${last + 1}`;
}
