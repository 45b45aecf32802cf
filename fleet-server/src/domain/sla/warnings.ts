// When people are warned of a due that comes near. Hour clocks at shares of their limit; day clocks in the morning of the
// days before, never at midnight.
import { dayMs, hourMs, type Millis } from "../time.ts";
import { isHourClock } from "./clock-limit.ts";
import type { Evaluation, MilestoneState, PlannedWarning } from "./evaluation.ts";
import { dayStart, localDay } from "./local-day.ts";
import type { Milestone, PolicyVersion } from "./policy.ts";

const dayLevels = [
  ["D-3", 3],
  ["D-1", 1],
  ["D-0", 0],
] as const;

/**
 * All warnings of a clock that runs or is breached, past ones included, so that a scheduler which was down knows what it
 * missed; by time. A clock that is paused, has not started or has ended has none, and none lies at or before its start.
 */
export function warningInstants(spec: Milestone, state: MilestoneState): PlannedWarning[] {
  const { milestone, startAt, dueAt, warnAt } = state;
  if ((state.state !== "running" && state.state !== "breached") || dueAt === null || startAt === null) return [];
  const warnings: PlannedWarning[] = [];
  if (!isHourClock(spec.clock)) {
    for (const [level, days] of dayLevels) warnings.push({ milestone, level, at: nineOnLastDay(dueAt) - days * dayMs });
  } else if (warnAt !== null) {
    warnings.push(
      { milestone, level: "warn50", at: warnAt.half },
      { milestone, level: "warn80", at: warnAt.fourFifths },
    );
  }
  return warnings.filter(({ at }) => at > startAt);
}

/** The warnings still to come of the clocks that run, in policy order, then by time. */
export function plannedWarnings(policy: PolicyVersion, evaluation: Evaluation, asOf: Millis): PlannedWarning[] {
  return evaluation.milestones.flatMap((state) => {
    const spec = policy.milestones[state.milestone];
    if (spec === undefined || state.state !== "running") return [];
    return warningInstants(spec, state).filter(({ at }) => at > asOf);
  });
}

/** 09:00 of the day whose end the due instant is. */
function nineOnLastDay(dueAt: Millis): Millis {
  return dayStart(localDay(dueAt - 1)) + 9 * hourMs;
}
