// A year file of the public data set NateScarlet/holiday-cn -> a draft. The file follows the notice: days of the December
// before are in it, weekends that only adjoin a holiday are not.
import { type DraftHoliday, type DraftResult, draftOf } from "./calendar-draft.ts";
import { type CalendarProblem, note, problem } from "./calendar-problem.ts";
import { isCivilDate } from "./civil-date.ts";
import { firstYear, lastYear } from "./decree.ts";

/** More days than any year has. */
const mostDays = 400;

interface Day {
  readonly name: string;
  readonly date: string;
  readonly isOffDay: boolean;
}

/** @param json the parsed file, of any shape; fields the data set may add are ignored */
export function parseHolidayCn(json: unknown): DraftResult {
  const refuse = (...problems: CalendarProblem[]): DraftResult => ({ ok: false, problems });
  if (!isRecord(json)) return refuse(problem.wrongShape("(file)", "应为 JSON 对象", "must be a JSON object"));
  const { year, papers, days } = json;
  if (typeof year !== "number" || !Number.isSafeInteger(year))
    return refuse(problem.wrongShape("year", "应为整数年份", "must be a year"));
  if (year < firstYear || year > lastYear) return refuse(problem.yearOutOfRange(year, firstYear, lastYear));
  if (!Array.isArray(papers) || !papers.every((paper) => typeof paper === "string"))
    return refuse(problem.wrongShape("papers", "应为网址列表", "must be a list of addresses"));
  if (!Array.isArray(days) || days.length > mostDays)
    return refuse(
      problem.wrongShape("days", `应为不超过 ${mostDays} 项的列表`, `must be a list of at most ${mostDays}`),
    );
  if (days.length === 0) return refuse(problem.notPublished(year));

  const read = days.map(readDay);
  const problems = read.flatMap((day) => ("problem" in day ? [day.problem] : []));
  if (problems.length > 0) return refuse(...problems);
  const holidays = byName(read.flatMap((day) => ("day" in day ? [day.day] : [])));
  const source = papers.length === 0 ? null : papers.join(" ");
  return { ok: true, draft: draftOf({ year, holidays, publishedAt: null, source }), notes: [note.noPublicationDate()] };
}

function readDay(day: unknown, n: number): { day: Day } | { problem: CalendarProblem } {
  const at = `days[${n}]`;
  if (!isRecord(day)) return { problem: problem.wrongShape(at, "应为对象", "must be an object") };
  const { name, date, isOffDay } = day;
  if (typeof name !== "string" || name === "")
    return { problem: problem.wrongShape(`${at}.name`, "应为节日名称", "must be the name of a holiday") };
  if (typeof date !== "string") return { problem: problem.wrongShape(`${at}.date`, "应为日期", "must be a date") };
  if (!isCivilDate(date)) return { problem: problem.noSuchDate(date.slice(0, 40), {}) };
  if (typeof isOffDay !== "boolean")
    return { problem: problem.wrongShape(`${at}.isOffDay`, "应为 true 或 false", "must be true or false") };
  return { day: { name, date, isOffDay } };
}

function byName(days: readonly Day[]): DraftHoliday[] {
  const names = [...new Set(days.map(({ name }) => name))];
  return names.map((name) => {
    const own = days.filter((day) => day.name === name);
    const dates = (isOffDay: boolean) => own.filter((day) => day.isOffDay === isOffDay).map(({ date }) => date);
    return { name, off: dates(true), work: dates(false) };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
