// What a day's plan costs by the goals, worked out from the plan itself: whoever drags a visit is told the same figures as
// whoever looks at the plan afterwards.
import type { PlanCost } from "@kiosk/contract";
import type { Millis } from "../../time.ts";
import type { DayBody } from "./stored.ts";

export function costOf(
  { until, published }: { readonly until: Millis; readonly published: ReadonlyMap<string, string> },
  plan: Pick<DayBody, "technicians" | "visits" | "unserved"> & { readonly travelMetres: number },
): PlanCost {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const now = new Map<string, string>(plan.visits.map(({ id, technicianId }) => [id, technicianId]));
  return {
    missedDue: plan.unserved.filter(({ dueAt }) => dueAt !== null && dueAt <= until).length,
    latenessMs: sum(plan.visits.map(({ dueAt, beginAt }) => (dueAt === null ? 0 : Math.max(0, beginAt - dueAt)))),
    overtimeMs: sum(plan.technicians.map(({ overtimeMs }) => overtimeMs)),
    travelMs: sum(plan.technicians.map(({ travelMs }) => travelMs)),
    travelMetres: plan.travelMetres,
    moved: [...published].filter(([id, technicianId]) => now.get(id) !== technicianId).length,
  };
}

export const noCost: PlanCost = { missedDue: 0, latenessMs: 0, overtimeMs: 0, travelMs: 0, travelMetres: 0, moved: 0 };
