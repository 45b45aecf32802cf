// The published plan for other rooms: what phones show, what inspections are told, and what the field tells of visits.
import type { ContractId, PlannedVisit, UserId } from "@kiosk/contract";
import { dateOfVisit, type VisitMark } from "../domain/route/plan/stored.ts";
import { formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { DayVisits } from "../field-ports.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Unit } from "../ingest/unit.ts";
import type { VisitBook } from "../inspection-ports.ts";
import type { Clock } from "../ports.ts";
import { visitView } from "./route-desk.ts";
import type { RouteWorlds, StoredDay } from "./route-world.ts";

/** For whoever carries visits out; called within the unit of what is told, so that both are kept or neither. */
export interface VisitMarks {
  visitStarted(unit: Unit, visitId: string, at: Millis, by: string): void;
  visitDone(unit: Unit, visitId: string, at: Millis, by: string): void;
  /** nobody came, or it was called off on the spot: what it was for is to be planned again */
  visitCancelled(unit: Unit, visitId: string, at: Millis, by: string): void;
}

interface Parts {
  readonly state: FleetState;
  readonly worlds: RouteWorlds;
  readonly clock: Clock;
}

/** Windows are two months: a visit planned further ahead than that is for the next one. */
const plannedAheadDays = 92;

export class PublishedVisits implements DayVisits, VisitBook, VisitMarks {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  /** Of every contract the person has the technician's role in. */
  async visitsOf(
    userId: UserId,
    from: string,
    to: string,
  ): Promise<readonly (PlannedVisit & { readonly date: string })[]> {
    const grants = this.#o.state.user(userId)?.grants ?? [];
    const contracts = new Set(
      grants.flatMap(({ role, contractId }) => (role === "technician" ? (contractId ?? []) : [])),
    );
    const visits: (PlannedVisit & { readonly date: string })[] = [];
    for (const contractId of contracts) {
      for (const day of await this.#days(contractId, from, to)) {
        visits.push(...published(day).filter(({ technicianId }) => technicianId === userId));
      }
    }
    return visits.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.beginAt - b.beginAt));
  }

  async plannedFor(contractId: ContractId): Promise<ReadonlyMap<string, Millis>> {
    const today = localDay(this.#o.clock.now());
    const days = await this.#days(contractId, formatLocalDay(today), formatLocalDay(today + plannedAheadDays));
    const found = new Map<string, Millis>();
    for (const visit of days.flatMap(published)) {
      if (visit.state === "cancelled") continue;
      for (const task of visit.tasks) {
        if (task.type !== "inspection" || task.windowKey === null || found.has(task.windowKey)) continue;
        found.set(task.windowKey, visit.beginAt);
      }
    }
    return found;
  }

  #days(contractId: ContractId, from: string, to: string): Promise<StoredDay[]> {
    return this.#o.worlds.days(contractId, parseLocalDay(from), parseLocalDay(to));
  }

  visitStarted(unit: Unit, visitId: string, at: Millis, by: string): void {
    this.#mark(unit, visitId, "started", at, by);
  }

  visitDone(unit: Unit, visitId: string, at: Millis, by: string): void {
    this.#mark(unit, visitId, "done", at, by);
  }

  visitCancelled(unit: Unit, visitId: string, at: Millis, by: string): void {
    this.#mark(unit, visitId, "cancelled", at, by);
  }

  #mark(unit: Unit, visitId: string, mark: VisitMark["mark"], at: Millis, by: string): void {
    unit.put("visitMark", { visitId, mark, date: dateOfVisit(visitId), at, by });
  }
}

function published(day: StoredDay): (PlannedVisit & { readonly date: string })[] {
  const visits = day.published?.body.visits ?? [];
  return visits.map((visit) => ({ ...visitView(visit, day), date: day.date }));
}
