// What one plan of a day changes against another: who gets, gives up or does at another time which visit.
import type { DayPlan, PlannedVisit } from "@kiosk/contract";

export type ChangeKind = "added" | "removed" | "person" | "place" | "time" | "work";

export interface PlanChange {
  readonly kind: ChangeKind;
  readonly visitId: string;
  readonly kioskSeq: number;
  readonly kioskName: string;
  /** undefined: not in that plan */
  readonly before: PlannedVisit | undefined;
  readonly after: PlannedVisit | undefined;
}

type Visits = Pick<DayPlan, "visits">;

/** What matters most of a visit that is in both. */
function kindOf(before: PlannedVisit, after: PlannedVisit): ChangeKind | undefined {
  if (before.technicianId !== after.technicianId) return "person";
  if (JSON.stringify(before.tasks) !== JSON.stringify(after.tasks)) return "work";
  if (before.position !== after.position) return "place";
  return before.beginAt === after.beginAt ? undefined : "time";
}

const order: readonly ChangeKind[] = ["added", "removed", "person", "work", "place", "time"];

/** Sorted by weight: new, gone, another person, other work, another place in the day, another time. */
export function planChanges(before: Visits, after: Visits): PlanChange[] {
  const old = new Map(before.visits.map((visit) => [visit.id, visit]));
  const now = new Map(after.visits.map((visit) => [visit.id, visit]));
  const of = (kind: ChangeKind, one: PlannedVisit): PlanChange => ({
    kind,
    visitId: one.id,
    kioskSeq: one.kioskSeq,
    kioskName: one.kioskName,
    before: old.get(one.id),
    after: now.get(one.id),
  });
  const kept = after.visits.flatMap((visit): PlanChange[] => {
    const was = old.get(visit.id);
    if (was === undefined) return [of("added", visit)];
    const kind = kindOf(was, visit);
    return kind === undefined ? [] : [of(kind, visit)];
  });
  const gone = before.visits.filter(({ id }) => !now.has(id)).map((visit) => of("removed", visit));
  return [...kept, ...gone].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
