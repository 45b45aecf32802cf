// Every clock of an order at an instant. Pure: the same log, policy and calendars give the same answer for ever.
import type { Millis } from "../time.ts";
import { readsCalendar } from "./clock-limit.ts";
import { type ClockRun, runClock } from "./clock-run.ts";
import type { Derivation, Evaluation, IgnoredEvent, MilestoneState } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";
import type { Ignored } from "./log.ts";
import { type OrderFacts, readFacts } from "./order-facts.ts";
import type { Milestone, PolicyVersion } from "./policy.ts";
import { settleOverPublications } from "./settle.ts";
import { Trace } from "./trace.ts";
import type { Calendars } from "./working-calendar.ts";

/**
 * The clocks that an order of this history has under a policy, as known at `asOf`.
 * @param events the order's log, in any order; an event may be there more than once
 * @param asOf milliseconds UTC; what was recorded later is not known, what is effective later has not happened
 */
export function evaluate(
  policy: PolicyVersion,
  calendars: Calendars,
  events: readonly SlaEvent[],
  asOf: Millis,
): Evaluation {
  const facts = readFacts(policy, calendars, events, asOf);
  const milestones: MilestoneState[] = [];
  const ignored: Ignored[] = [...facts.log.ignored, ...facts.ignored];
  const listed = new Set<string>();
  for (const name of Object.keys(policy.milestones)) {
    const run = runOf(facts, name, null);
    if (run === null) continue;
    listed.add(name);
    milestones.push(run.state);
    ignored.push(...run.ignored);
  }
  for (const [milestone, extensions] of facts.extensions) {
    if (listed.has(milestone)) continue;
    for (const event of extensions) ignored.push({ event, reason: "extension-of-unknown-milestone" });
  }
  return { milestones, ignored: ignored.length === 0 ? [] : inOrder(ignored) };
}

/**
 * Why one clock stands where {@link evaluate} says: each tick, pause and extension, in the order it was counted.
 * A milestone the order does not have has no steps.
 */
export function derive(
  policy: PolicyVersion,
  calendars: Calendars,
  events: readonly SlaEvent[],
  asOf: Millis,
  milestone: string,
): Derivation {
  // The publication that decides is known only after the count, so each gets a trace of its own.
  let trace = new Trace();
  runOf(readFacts(policy, calendars, events, asOf), milestone, () => {
    trace = new Trace();
    return trace;
  });
  return { milestone, calendars: [...trace.calendars], steps: trace.steps };
}

function runOf(facts: OrderFacts, name: string, newTrace: (() => Trace) | null): ClockRun | null {
  const spec = facts.policy.milestones[name];
  if (spec === undefined || (spec.requires !== undefined && !isInForce(facts, spec.requires))) return null;
  return runMilestone(facts, name, spec, newTrace);
}

/** A required event counts when the clock it supersedes was superseded by it; one that supersedes none counts as such. */
function isInForce(facts: OrderFacts, type: string): boolean {
  const superseded = Object.entries(facts.policy.milestones).filter(([, spec]) => spec.supersededBy === type);
  if (superseded.length === 0) return facts.log.events.some((event) => event.type === type);
  return superseded.some(([name]) => runOf(facts, name, null)?.end?.how === "superseded");
}

function runMilestone(
  facts: OrderFacts,
  name: string,
  spec: Milestone,
  newTrace: (() => Trace) | null,
): ClockRun | null {
  const { calendars, asOf, log } = facts;
  const since = readsCalendar(facts.policy, spec.clock) ? (log.events[0]?.at ?? asOf) : asOf;
  return settleOverPublications(
    calendars,
    since,
    asOf,
    (calendar) => runClock(facts, name, spec, calendar, newTrace?.() ?? null),
    (run, before) =>
      run !== null &&
      run.state.dueStatus === "final" &&
      ((run.end !== null && run.end.event.at < before) || (run.state.dueAt !== null && run.state.dueAt < before)),
  );
}

function inOrder(ignored: readonly Ignored[]): IgnoredEvent[] {
  const rows = new Map<string, Ignored>();
  for (const row of ignored) rows.set(`${row.event.id}\n${row.event.type}\n${row.reason}`, row);
  return [...rows]
    .sort(([a, x], [b, y]) => x.event.at - y.event.at || (a < b ? -1 : 1))
    .map(([, { event, reason }]) => ({ eventId: event.id, type: event.type, reason }));
}
