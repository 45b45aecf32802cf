// The answer to a case whose policy is one of clocks: every milestone, and why it stands where it stands.
import { derive, evaluate } from "../domain/sla/evaluate.ts";
import type { Derivation, DerivationStep, MilestoneState } from "../domain/sla/evaluation.ts";
import type { SlaEvent } from "../domain/sla/event.ts";
import type { Milestone, PolicyVersion } from "../domain/sla/policy.ts";
import { stepText } from "../domain/sla/step-text.ts";
import { plannedWarnings } from "../domain/sla/warnings.ts";
import type { Calendars } from "../domain/sla/working-calendar.ts";
import { type Millis, secondMs } from "../domain/time.ts";
import type { Json } from "./fields.ts";
import { isoInstant, isoOrNull } from "./iso-instant.ts";

export function explainClocks(
  policy: PolicyVersion,
  calendars: Calendars,
  events: readonly SlaEvent[],
  now: Millis,
): Json {
  const evaluation = evaluate(policy, calendars, events, now);
  const milestones = evaluation.milestones.flatMap((state) => {
    const spec = policy.milestones[state.milestone];
    if (spec === undefined) return [];
    const derivation = derive(policy, calendars, events, now, state.milestone);
    return [[state.milestone, { ...milestoneRow(spec, state), derivation: derivationRow(spec, derivation) }]];
  });
  const warnings = plannedWarnings(policy, evaluation, now).map((w) => ({ ...w, at: isoInstant(w.at) }));
  return {
    milestones: Object.fromEntries(milestones),
    plannedWarnings: warnings,
    ...(evaluation.ignored.length > 0 && { ignored: evaluation.ignored }),
  };
}

/** The keys of a worked case's `expect`, no others; `derivation` is laid beside them. */
function milestoneRow(spec: Milestone, state: MilestoneState): Json {
  const { remaining, lateByMs, overdueMs, completedAt, cancelledAt } = state;
  const showsStatus = state.dueAt !== null && (spec.clock.kind === "workingDays" || state.dueStatus === "provisional");
  return {
    state: state.state,
    due: isoOrNull(state.dueAt),
    ...(showsStatus && { dueStatus: state.dueStatus }),
    ...(state.advisory && { advisory: true }),
    ...(completedAt !== null && { completedAt: isoInstant(completedAt) }),
    ...(lateByMs !== null && { lateBySeconds: seconds(lateByMs), lateByMs }),
    ...(overdueMs !== null && cancelledAt === null && { overdueSeconds: seconds(overdueMs) }),
    ...(remaining !== null && {
      remaining: "ms" in remaining ? { seconds: seconds(remaining.ms) } : { days: remaining.days },
    }),
    ...(cancelledAt !== null && { breached: state.breached }),
  };
}

function derivationRow(spec: Milestone, { calendars, steps }: Derivation): Json {
  const start = steps.find((step) => step.kind === "start");
  return {
    clause: spec.clause,
    start: start === undefined ? null : { event: start.eventId, type: start.eventType, at: isoInstant(start.at) },
    calendars,
    steps: steps.map((step) => ({ ...stepRow(step), ...stepText(step) })),
  };
}

/** A step with its instants written out. */
function stepRow(step: DerivationStep): Json {
  switch (step.kind) {
    case "stretch":
      return { ...step, from: isoInstant(step.from), to: isoInstant(step.to) };
    case "pause":
      return { ...step, from: isoInstant(step.from), to: isoOrNull(step.to) };
    case "due":
      return { ...step, at: isoOrNull(step.at) };
    default:
      return { ...step, at: isoInstant(step.at) };
  }
}

function seconds(ms: Millis): number {
  return Math.floor(ms / secondMs);
}
