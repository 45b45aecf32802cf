// One clock of an order from its start to where it stands: the only place where a milestone is judged.
import type { Millis } from "../time.ts";
import { membership } from "./class-history.ts";
import { isHourClock, type Limit, limitOf } from "./clock-limit.ts";
import { indexFrom, type Stops, standingStops } from "./clock-stops.ts";
import type { MilestoneState } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";
import type { Ignored } from "./log.ts";
import type { OrderFacts } from "./order-facts.ts";
import { type PartsComplete, partsComplete } from "./parts.ts";
import { begunBefore, type ClockPauses } from "./pauses.ts";
import type { Milestone } from "./policy.ts";
import type { Trace } from "./trace.ts";
import type { WorkingCalendar } from "./working-calendar.ts";

export interface ClockRun {
  readonly state: MilestoneState;
  /** what ended the clock; null while it is open */
  readonly end: ClockEnd | null;
  /** events that have no effect on this clock, and why */
  readonly ignored: readonly Ignored[];
}

export interface ClockEnd {
  readonly event: SlaEvent;
  readonly how: "completed" | "cancelled" | "superseded";
}

/** How far a clock came from one start to one end. */
interface Counted {
  readonly end: ClockEnd | null;
  /** null when a pause that nobody ended came first */
  readonly dueAt: Millis | null;
  readonly dueStatus: "final" | "provisional";
  readonly limit: Limit;
  /** the limit with its extensions, and what is left of it in a pause; in the clock's own unit */
  readonly units: number;
  readonly left: number;
  readonly pauses: ClockPauses;
  readonly ignored: readonly Ignored[];
}

interface Clock {
  readonly facts: OrderFacts;
  readonly name: string;
  readonly spec: Milestone;
  readonly calendar: WorkingCalendar;
  readonly stops: Stops;
  /** what ends the clock if nothing completes it first */
  readonly over: SlaEvent | null;
}

/** @returns null when an order of this class and history has no such clock */
export function runClock(
  facts: OrderFacts,
  name: string,
  spec: Milestone,
  calendar: WorkingCalendar,
  trace: Trace | null,
): ClockRun | null {
  const member = membership(facts.classes, spec.class);
  if (member === null) return null;
  const stops = standingStops(facts.log.events, spec, member.left, facts.cancelled);
  const over = member.left ?? facts.cancelled;
  const clock = { facts, name, spec, calendar, stops, over };
  const { start, history, ignored } = findStart(clock);
  const early = earlyExtensions(clock, start);
  if (start === null) return member.left === null ? notStarted(clock, history, [...ignored, ...early], trace) : null;
  if (trace !== null) traceStart(clock, start, history, trace);
  const counted = count(clock, start, trace);
  trace?.due(counted.dueAt, counted.dueStatus);
  if (counted.end !== null) {
    trace?.event(counted.end.event);
    // the call logged too late is what people dispute: the correction that made it in time is named
    const correction = facts.log.corrections.get(counted.end.event.id);
    if (correction !== undefined) trace?.event(correction.by);
  }
  return { state: judge(clock, start, counted), end: counted.end, ignored: [...ignored, ...early, ...counted.ignored] };
}

/** The event a clock starts with: the earliest of its type, or the one with which the last required part was there. */
function findStart(clock: Clock): PartsComplete {
  const { facts, spec, over } = clock;
  if (spec.start !== "parts_complete") {
    const start = facts.log.events.find((event) => event.type === spec.start) ?? null;
    return { start: start !== null && over !== null && start.at > over.at ? null : start, history: [], ignored: [] };
  }
  const events = over === null ? facts.log.events : facts.log.events.filter((event) => event.at <= over.at);
  return partsComplete(events, (start, event) => {
    const { end, dueAt } = count(clock, start, null, event.at);
    if (end !== null && end.event.at < event.at) return "closed";
    return dueAt !== null && event.at > dueAt ? "breached" : null;
  });
}

/**
 * Counts from a start to whatever ends the clock, a superseding event included.
 * @param upTo the instant that is asked about: extensions after it cannot matter to it
 */
function count(clock: Clock, start: SlaEvent, trace: Trace | null, upTo = Number.POSITIVE_INFINITY): Counted {
  const { facts, spec, stops, over } = clock;
  const completion = stops.completions[indexFrom(stops.completions, start.at)] ?? null;
  const end: ClockEnd | null =
    completion !== null
      ? { event: completion, how: "completed" }
      : over !== null
        ? { event: over, how: "cancelled" }
        : null;
  if (spec.supersededBy === undefined) return countTo(clock, start, end, trace, upTo);
  const word = facts.log.events.find((event) => event.type === spec.supersededBy && event.at >= start.at);
  if (word === undefined) return countTo(clock, start, end, trace, upTo);
  if (end === null || end.event.at >= word.at) {
    const superseded: ClockEnd = { event: word, how: "superseded" };
    const { dueAt } = countTo(clock, start, superseded, null, upTo);
    if (dueAt === null || word.at <= dueAt) return countTo(clock, start, superseded, trace, upTo);
  }
  const counted = countTo(clock, start, end, trace, upTo);
  return { ...counted, ignored: [...counted.ignored, { event: word, reason: "declared-too-late" }] };
}

function countTo(clock: Clock, start: SlaEvent, end: ClockEnd | null, trace: Trace | null, upTo: Millis): Counted {
  const { facts, spec, calendar } = clock;
  const all = facts.pauses(spec.pausable);
  const pauses = { all, count: begunBefore(all, end?.event.at ?? null) };
  const limit = limitOf(facts.policy, spec.clock, start.at, pauses, calendar, trace);
  const counting = limit.newCount(trace);
  let units = limit.units;
  counting.add(units);
  const ignored: Ignored[] = [];
  const extensions = facts.extensions.get(clock.name) ?? [];
  for (let i = indexFrom(extensions, start.at); i < extensions.length; i++) {
    const event = extensions[i];
    if (event === undefined || event.at > upTo) break;
    if (end !== null && event.at >= end.event.at) ignored.push({ event, reason: "extension-of-closed-clock" });
    else if (counting.dueAt !== null && event.at > counting.dueAt)
      ignored.push({ event, reason: "extension-after-breach" });
    else {
      const days = event.data.days ?? 0;
      trace?.extension(event, days);
      counting.add(days * limit.perExtensionDay);
      units += days * limit.perExtensionDay;
    }
  }
  const dueStatus = counting.provisional ? "provisional" : "final";
  return { end, dueAt: counting.dueAt, dueStatus, limit, units, left: counting.left, pauses, ignored };
}

function judge(clock: Clock, start: SlaEvent, counted: Counted): MilestoneState {
  const { end, dueAt } = counted;
  const until = end?.event.at ?? clock.facts.asOf;
  const breached = dueAt !== null && until > dueAt;
  const facts = {
    milestone: clock.name,
    advisory: clock.spec.advisory === true,
    startAt: start.at,
    dueAt,
    dueStatus: counted.dueStatus,
    completedAt: null,
    lateByMs: null,
    overdueMs: null,
    remaining: null,
    breached,
    cancelledAt: null,
    warnAt: null,
  };
  if (end?.how === "completed") {
    const lateByMs = dueAt !== null && breached ? until - dueAt : null;
    return { ...facts, state: breached ? "met_late" : "met", completedAt: until, lateByMs };
  }
  const overdueMs = dueAt !== null && breached ? overdue(dueAt, until, counted.pauses) : null;
  if (end !== null) return { ...facts, state: "cancelled", overdueMs, cancelledAt: until };
  if (dueAt === null) return { ...facts, state: "paused", remaining: remaining(clock.spec, counted.left) };
  return { ...facts, state: breached ? "breached" : "running", overdueMs, warnAt: warnInstants(clock.spec, counted) };
}

/** Time past due. A pause after the breach undoes nothing, but while it lasts the figure stands. */
function overdue(dueAt: Millis, until: Millis, { all, count }: ClockPauses): Millis {
  const last = all[count - 1];
  const frozen = last !== undefined && last.from > dueAt && last.from <= until && last.to > until;
  return (frozen ? last.from : until) - dueAt;
}

function remaining(spec: Milestone, left: number): MilestoneState["remaining"] {
  return isHourClock(spec.clock) ? { ms: left } : { days: left };
}

function warnInstants(spec: Milestone, { limit, units }: Counted): MilestoneState["warnAt"] {
  if (!isHourClock(spec.clock)) return null;
  const counting = limit.newCount(null);
  counting.add(Math.round(units * 0.5));
  const half = counting.dueAt;
  counting.add(Math.round(units * 0.8) - Math.round(units * 0.5));
  const fourFifths = counting.dueAt;
  return half === null || fourFifths === null ? null : { half, fourFifths };
}

function notStarted(
  clock: Clock,
  history: readonly SlaEvent[],
  ignored: readonly Ignored[],
  trace: Trace | null,
): ClockRun {
  for (const event of history) trace?.event(event);
  trace?.due(null, "final");
  const state: MilestoneState = {
    milestone: clock.name,
    state: "not_started",
    advisory: clock.spec.advisory === true,
    startAt: null,
    dueAt: null,
    dueStatus: "final",
    completedAt: null,
    lateByMs: null,
    overdueMs: null,
    remaining: null,
    breached: false,
    cancelledAt: null,
    warnAt: null,
  };
  return { state, end: null, ignored };
}

/** Extensions of a clock that was not running yet; an extension of an earlier start went with it. */
function earlyExtensions({ facts, name }: Clock, start: SlaEvent | null): Ignored[] {
  const extensions = facts.extensions.get(name) ?? [];
  const early = start === null ? extensions : extensions.slice(0, indexFrom(extensions, start.at));
  return early.map((event) => ({ event, reason: "extension-before-start" }));
}

/** What made the clock start when it did, what undid an earlier completion, and what put either right. */
function traceStart(clock: Clock, start: SlaEvent, history: readonly SlaEvent[], trace: Trace): void {
  const { corrections } = clock.facts.log;
  for (const event of history) if (event !== start) trace.event(event);
  trace.start(start);
  const { reopened } = clock.stops;
  for (const event of new Set([...history, start])) {
    const correction = corrections.get(event.id);
    if (correction !== undefined) trace.event(correction.by);
  }
  if (reopened !== null && reopened.at >= start.at) trace.event(reopened);
}
