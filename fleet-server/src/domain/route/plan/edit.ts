// A plan that stands, changed by hand: one visit dragged, or one order put in.
import type { UserId } from "@kiosk/contract";
import { minuteMs } from "../../time.ts";
import { type DayFacts, dayBody, type LeftOut } from "./day-body.ts";
import { type DayFrame, type DayProblem, type DayVisit, dayProblem } from "./day-problem.ts";
import { type Demand, type Visit, visitOf } from "./demand.ts";
import type { UnservedReason } from "./explain.ts";
import { dayPrice, routePrice, type Sequences } from "./sequences.ts";
import type { RouteSettingValues } from "./settings.ts";
import { type DayBody, type StoredUnserved, type StoredVisit, visitIdOf } from "./stored.ts";
import { insertUrgent } from "./urgent.ts";

export interface StandingDay {
  readonly frame: DayFrame;
  readonly facts: DayFacts;
  readonly body: DayBody;
  /** ids of visits that were begun or called off */
  readonly begun: ReadonlySet<string>;
}

export type Edited =
  | { readonly ok: true; readonly body: DayBody; readonly before: DayBody; readonly moved: readonly string[] }
  | { readonly ok: false; readonly reason: UnservedReason; readonly visit: Visit };

interface Laid {
  readonly day: DayProblem;
  readonly sequences: Sequences;
  /** visits of the plan nobody has */
  readonly leftOut: readonly LeftOut[];
}

/** What is ahead of everybody, in the order of the plan. */
function ahead({ body, begun }: StandingDay): StoredVisit[] {
  return body.visits.filter(({ id }) => !begun.has(id)).toSorted((a, b) => a.position - b.position);
}

function lay(standing: StandingDay, visits: readonly DayVisit[], whose: (id: string) => UserId | undefined): Laid {
  const day = dayProblem(standing.frame, visits);
  const sequences = day.crew.map(({ technician }) =>
    visits.flatMap(({ id }, index) => (whose(id) === technician.userId ? [index] : [])),
  );
  return { day, sequences, leftOut: standing.body.unserved.map(leftOutOf) };
}

function leftOutOf(one: StoredUnserved): LeftOut {
  return { visit: visitFrom(one), reason: one.reason };
}

/** The visit as it was planned. */
function visitFrom(
  stored: Pick<StoredVisit, "kioskId" | "tasks" | "taskLabels" | "dueAt" | "needs" | "serviceMs">,
): Visit {
  const { kioskId, dueAt, needs } = stored;
  const demands = stored.tasks.map((task, n): Demand => {
    const label = stored.taskLabels[n] ?? { zh: "", en: "" };
    return { kioskId, task, label, from: needs.from, dueAt, endsAtDue: false, skills: needs.skills, pieces: [] };
  });
  const minutes = Math.round(stored.serviceMs / minuteMs);
  return { kioskId, demands, minutes, from: needs.from, dueAt, skills: needs.skills, pieces: needs.pieces };
}

/** The plan as it stands, priced as the change will be: what a drag costs is the difference of two like things. */
function present(standing: StandingDay, { day, sequences, leftOut }: Laid): DayBody {
  const priced = dayPrice(day, sequences);
  return priced === null ? standing.body : dayBody(day, priced.routes, leftOut, standing.facts);
}

/**
 * @param visitId of a visit in the plan, or the one an unserved terminal's would have
 * @param position in the person's day, those begun counted
 * @returns undefined: no such visit ahead
 */
export function dragVisit(
  standing: StandingDay,
  visitId: string,
  technicianId: UserId,
  position: number,
): Edited | undefined {
  const { frame, facts, body } = standing;
  const planned = ahead(standing);
  const unserved = body.unserved.find(({ kioskId }) => visitIdOf(frame.date, kioskId) === visitId);
  const isPlanned = planned.some(({ id }) => id === visitId);
  if (!isPlanned && unserved === undefined) return undefined;
  const visits = planned.map((stored): DayVisit => {
    const pinnedTo = stored.id === visitId ? technicianId : stored.pinned ? stored.technicianId : null;
    return { id: stored.id, visit: visitFrom(stored), pinnedTo };
  });
  if (!isPlanned && unserved !== undefined)
    visits.push({ id: visitId, visit: visitFrom(unserved), pinnedTo: technicianId });
  const owner = new Map<string, UserId>(planned.map((stored) => [stored.id, stored.technicianId]));
  const pinned = new Map(planned.map((stored) => [stored.id, stored.pinned ? stored.technicianId : null]));
  const asItIs = visits.map((one) => ({ ...one, pinnedTo: pinned.get(one.id) ?? null }));
  const laid = lay(standing, visits, (id) => owner.get(id));
  const index = visits.findIndex(({ id }) => id === visitId);
  const visit = visits[index]?.visit;
  const vehicle = laid.day.crew.findIndex(({ technician }) => technician.userId === technicianId);
  if (visit === undefined) return undefined;
  if (vehicle < 0) return { ok: false, reason: "nobody-works", visit };
  const begunBefore = laid.day.crew[vehicle]?.begun.length ?? 0;
  const sequences = laid.sequences.map((stops, n) => {
    const others = stops.filter((stop) => stop !== index);
    return n === vehicle ? others.toSpliced(Math.max(0, position - begunBefore), 0, index) : others;
  });
  const priced = dayPrice(laid.day, sequences);
  if (priced === null) return { ok: false, reason: whyNot(laid.day, vehicle, index), visit };
  const leftOut = laid.leftOut.filter((one) => one.visit.kioskId !== (isPlanned ? null : visit.kioskId));
  const before = present(
    standing,
    lay(standing, isPlanned ? asItIs : asItIs.slice(0, -1), (id) => owner.get(id)),
  );
  return { ok: true, body: dayBody(laid.day, priced.routes, leftOut, facts), before, moved: [visitId] };
}

function whyNot({ problem, visits, crew }: DayProblem, vehicle: number, index: number): UnservedReason {
  if (routePrice(problem, vehicle, [index]) !== null) return "no-time-left";
  if ((problem.stops[index]?.windows.length ?? 0) === 0) return "closed-all-day";
  const skills = crew[vehicle]?.technician.skills ?? [];
  return visits[index]?.visit.skills.every((skill) => skills.includes(skill)) === true
    ? "not-reachable"
    : "skill-missing";
}

/** Puts an order in; where the terminal has a visit ahead that day it is done in that one. */
export function putUrgent(standing: StandingDay, demand: Demand, settings: RouteSettingValues): Edited {
  const { frame, facts } = standing;
  const planned = ahead(standing);
  const there = planned.find(({ kioskId }) => kioskId === demand.kioskId);
  const others = planned.filter((stored) => stored !== there);
  const asDayVisit = (stored: StoredVisit): DayVisit => ({
    id: stored.id,
    visit: visitFrom(stored),
    pinnedTo: stored.pinned ? stored.technicianId : null,
  });
  const alone = visitOf(demand.kioskId, [demand], settings);
  const urgent: DayVisit =
    there === undefined
      ? { id: urgentId(standing, demand), visit: alone, pinnedTo: null }
      : { ...asDayVisit(there), visit: joined(visitFrom(there), alone, settings) };
  const owner = new Map<string, UserId>(others.map((stored) => [stored.id, stored.technicianId]));
  const laid = lay(standing, [...others.map(asDayVisit), urgent], (id) => owner.get(id));
  const movable = new Set(others.flatMap(({ pinned }, index) => (pinned ? [] : [index])));
  const found = insertUrgent(laid.day, laid.sequences, others.length, movable);
  if (found === undefined) return { ok: false, reason: whyNowhere(laid.day, others.length), visit: urgent.visit };
  const priced = dayPrice(laid.day, found.sequences);
  if (priced === null) return { ok: false, reason: "no-time-left", visit: urgent.visit };
  const served = new Set(found.sequences.flat());
  const dropped = laid.day.visits.flatMap(({ visit }, index): LeftOut[] =>
    served.has(index) ? [] : [{ visit, reason: "no-time-left" }],
  );
  const stillOut = laid.leftOut.flatMap((one) => withoutTask(one, demand, settings));
  const owners = new Map<string, UserId>(planned.map((stored) => [stored.id, stored.technicianId]));
  const before = present(
    standing,
    lay(standing, planned.map(asDayVisit), (id) => owners.get(id)),
  );
  return {
    ok: true,
    body: dayBody(laid.day, priced.routes, [...stillOut, ...dropped], facts),
    before,
    moved: found.moved.flatMap((index) => laid.day.visits[index]?.id ?? []),
  };

  function urgentId({ begun }: StandingDay, { kioskId }: Demand): string {
    let nth = 1;
    while (begun.has(visitIdOf(frame.date, kioskId, nth))) nth += 1;
    return visitIdOf(frame.date, kioskId, nth);
  }
}

/** What the terminal was left out for, without the order that is now done. */
function withoutTask(one: LeftOut, { kioskId, task }: Demand, settings: RouteSettingValues): LeftOut[] {
  if (one.visit.kioskId !== kioskId || task.type !== "order") return [one];
  const rest = one.visit.demands.filter((d) => d.task.type !== "order" || d.task.orderId !== task.orderId);
  if (rest.length === one.visit.demands.length) return [one];
  return rest.length === 0 ? [] : [{ ...one, visit: visitOf(kioskId, rest, settings) }];
}

function joined(there: Visit, more: Visit, { minutes }: RouteSettingValues): Visit {
  const dues = [there.dueAt, more.dueAt].flatMap((due) => due ?? []);
  return {
    ...there,
    demands: [...more.demands, ...there.demands],
    minutes: there.minutes + more.minutes - minutes.arrival,
    dueAt: dues.length === 0 ? null : Math.min(...dues),
    skills: [...new Set([...there.skills, ...more.skills])].sort(),
  };
}

function whyNowhere(day: DayProblem, index: number): UnservedReason {
  if (day.crew.length === 0) return "nobody-works";
  const reasons = day.crew.map((_, vehicle) => whyNot(day, vehicle, index));
  return reasons.find((reason) => reason === "no-time-left") ?? reasons[0] ?? "nobody-works";
}
