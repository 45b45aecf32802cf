// How often a terminal is inspected: fixed windows over the term of the service (clause C2).
import type { Millis } from "../time.ts";
import type { SlaEvent } from "./event.ts";
import {
  dayEnd,
  dayStart,
  formatLocalDay,
  type LocalDay,
  localDay,
  monthStart,
  parseLocalDay,
  weekday,
} from "./local-day.ts";
import { readLog } from "./log.ts";
import { isApproved } from "./pauses.ts";

interface Duty {
  /** first and last day of the service, `YYYY-MM-DD`; windows of months expect it to begin with one */
  readonly term: { readonly from: string; readonly to: string };
  /** a terminal that comes in the middle of a window owes an inspection in it when so many days of it are left */
  readonly minDaysLeft: number;
}

/** Calendar months of a window; what is left at the end of the term is a shorter one. */
export interface InspectionSchedule extends Duty {
  readonly months: number;
}

/** Calendar weeks, Monday to Sunday; the first and the last of the term may be shorter. */
export interface WeeklySchedule extends Duty {
  readonly weeks: number;
}

export type WindowState = "future" | "open" | "done" | "missed" | "waived";

export interface InspectionWindow {
  /** local days, inclusive */
  readonly from: string;
  readonly to: string;
  readonly dueAt: Millis;
  readonly state: WindowState;
  /** shorter than the others: the end of the term */
  readonly stub: boolean;
  readonly doneAt: Millis | null;
}

export interface Span {
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly stub: boolean;
}

/**
 * The inspections one terminal owes and how they stand at `asOf`; none before `kiosk_in_service`.
 * `inspection_completed` does the earliest window it lies in that is not done; a surplus visit carries nowhere.
 * An approved `inspection_suspended` (from its `from`, to its `until`, else to the next `resume`, else for good) waives what ends in it.
 */
export function inspectionWindows(
  schedule: InspectionSchedule,
  events: readonly SlaEvent[],
  asOf: Millis,
): InspectionWindow[] {
  const log = readLog(events, asOf).events;
  const entered = log.find((event) => event.type === "kiosk_in_service");
  if (entered === undefined) return [];
  const spans = owedSpans(schedule, localDay(entered.at));
  const done = visits(spans, log);
  const suspensions = suspensionsOf(log);
  return spans.map((span, index) => {
    const dueAt = dayEnd(span.to);
    const doneAt = done.get(index) ?? null;
    const waived = suspensions.some(({ from, to }) => from < dueAt && dueAt <= to);
    const state = windowState(span, doneAt !== null, waived, asOf);
    return { from: formatLocalDay(span.from), to: formatLocalDay(span.to), dueAt, state, stub: span.stub, doneAt };
  });
}

/** How a window stands; work that was done stays done, and nothing is missed before its 24:00. */
export function windowState(span: Span, done: boolean, waived: boolean, asOf: Millis): WindowState {
  if (done) return "done";
  if (waived) return "waived";
  if (asOf > dayEnd(span.to)) return "missed";
  return asOf < dayStart(span.from) ? "future" : "open";
}

/** The windows in which a terminal that enters service on a day owes an inspection. */
export function owedSpans(schedule: InspectionSchedule | WeeklySchedule, entered: LocalDay): Span[] {
  const { term, minDaysLeft } = schedule;
  const next = "weeks" in schedule ? weeksOn(schedule.weeks) : (from: LocalDay) => monthStart(from, schedule.months);
  const end = parseLocalDay(term.to);
  const spans: Span[] = [];
  for (let from = parseLocalDay(term.from); from <= end; from = next(from)) {
    const last = next(from) - 1;
    const to = Math.min(last, end);
    const stub = to < last;
    if (entered <= from) spans.push({ from, to, stub });
    else if (entered <= to && to - entered + 1 >= minDaysLeft) spans.push({ from: entered, to, stub });
  }
  return spans;
}

function weeksOn(weeks: number): (from: LocalDay) => LocalDay {
  return (from) => from - weekday(from) + weeks * 7;
}

/** When each window was done, by its index. */
function visits(spans: readonly Span[], log: readonly SlaEvent[]): ReadonlyMap<number, Millis> {
  const inspections = log.filter(({ type }) => type === "inspection_completed");
  return new Map([...assignVisits(spans, inspections)].map(([index, { at }]) => [index, at]));
}

/**
 * Which visit did which window, by the window's index. At 24:00 of its last day a visit still does it, the next one being
 * open; a surplus visit carries nowhere.
 * @param visited oldest first
 */
export function assignVisits<V extends { readonly at: Millis }>(
  spans: readonly Span[],
  visited: readonly V[],
): ReadonlyMap<number, V> {
  const done = new Map<number, V>();
  for (const visit of visited) {
    const { at } = visit;
    const index = spans.findIndex((span, i) => at >= dayStart(span.from) && at <= dayEnd(span.to) && !done.has(i));
    if (index >= 0) done.set(index, visit);
  }
  return done;
}

function suspensionsOf(log: readonly SlaEvent[]): { from: Millis; to: Millis }[] {
  return log
    .filter((event) => event.type === "inspection_suspended" && isApproved(event))
    .map(({ at, data }) => {
      const resumed = log.find((event) => event.type === "resume" && event.at >= at)?.at;
      return { from: data.from ?? at, to: data.until ?? resumed ?? Number.POSITIVE_INFINITY };
    });
}
