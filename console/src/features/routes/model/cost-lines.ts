// A cost as lines in the order of the goals: each is only traded for the ones before it.
import type { PlanCost } from "@kiosk/contract";

export const goals = ["missedDue", "latenessMs", "overtimeMs", "travelMs", "travelMetres", "moved"] as const;
export type Goal = (typeof goals)[number];

export interface CostLine {
  readonly goal: Goal;
  readonly before: number;
  readonly after: number;
  /** below zero: better */
  readonly change: number;
}

export function costLines(before: PlanCost, after: PlanCost): CostLine[] {
  return goals.map((goal) => ({
    goal,
    before: before[goal],
    after: after[goal],
    change: after[goal] - before[goal],
  }));
}

/** By the first goal that changes. */
export function verdictOf(lines: readonly CostLine[]): "better" | "worse" | "same" {
  const first = lines.find(({ change }) => change !== 0);
  if (first === undefined) return "same";
  return first.change < 0 ? "better" : "worse";
}
