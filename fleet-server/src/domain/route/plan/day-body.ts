// From routes back to what people read: visits with times, what is left out and why, what it costs.
import type { TechnicianDay } from "@kiosk/contract";
import { dayStart } from "../../sla/local-day.ts";
import { type Millis, minuteMs } from "../../time.ts";
import type { VehicleRoute } from "../problem.ts";
import { assumptionsOf } from "./assumptions.ts";
import { costOf } from "./cost.ts";
import { type CrewMember, type DayFrame, type DayProblem, type DayVisit, shiftOf } from "./day-problem.ts";
import type { Visit } from "./demand.ts";
import { explain, type UnservedReason } from "./explain.ts";
import { kitsOf, type Stock } from "./kit.ts";
import { pointDay } from "./point-hours.ts";
import type { DayBody, StoredUnserved, StoredVisit } from "./stored.ts";

export interface LeftOut {
  readonly visit: Visit;
  readonly reason: UnservedReason;
  /** items nobody has */
  readonly missing?: readonly string[];
}

export interface DayFacts {
  /** those who do not work that day, too */
  readonly team: readonly CrewMember[];
  readonly stock: Stock | null;
  /** how each person's day was planned before: it began as it began */
  readonly before: ReadonlyMap<string, TechnicianDay>;
  readonly roadsImportedAt: Millis | null;
  readonly seed: number;
  readonly onDuty: DayBody["onDuty"];
}

export function dayBody(
  day: DayProblem,
  routes: readonly VehicleRoute[],
  leftOut: readonly LeftOut[],
  facts: DayFacts,
): DayBody {
  const { frame, crew, travel } = day;
  const visits: StoredVisit[] = [];
  const technicians: TechnicianDay[] = [];
  let travelMetres = 0;
  for (const member of facts.team) {
    const { userId } = member.technician;
    const vehicle = crew.findIndex(({ technician }) => technician.userId === userId);
    const route = routes.find((one) => one.vehicle === vehicle);
    const begun = member.begun.map(({ visit }, position) => ({ ...visit, position }));
    const ahead = route === undefined ? [] : visitsOf(day, route, begun.length);
    visits.push(...begun, ...ahead);
    const wayBack = route === undefined ? 0 : way(day, route, route.stops.length).minutes;
    const driven = [...begun, ...ahead].reduce((sum, { travelMs }) => sum + travelMs, 0) + wayBack * minuteMs;
    if (route !== undefined) for (let n = 0; n <= route.stops.length; n++) travelMetres += way(day, route, n).metres;
    technicians.push(technicianDay(frame, member, { route, driven, before: facts.before.get(userId) }));
  }
  const needs = technicians.map(({ technicianId: userId }) => ({
    userId,
    pieces: visits.filter(({ technicianId }) => technicianId === userId).flatMap((visit) => visit.needs.pieces),
  }));
  const kits = kitsOf(needs, facts.stock);
  const unserved = leftOut.map((one) => unservedVisit(frame, one));
  const people = technicians.map((one) => ({ ...one, kit: [...(kits.get(one.technicianId) ?? [])] }));
  return {
    technicians: people,
    visits,
    unserved,
    cost: costOf(frame, { technicians: people, visits, unserved, travelMetres: Math.round(travelMetres) }),
    travel: {
      source: frame.roads === null ? "detour" : "matrix",
      detour: frame.settings.detour,
      speedKmh: frame.settings.speedKmh,
      importedAt: facts.roadsImportedAt,
      missingPairs: travel.missingPairs,
    },
    assumptions: assumptionsOf(frame, facts, visits, unserved, travel.missingPairs),
    absent: facts.team.flatMap(({ absence }) => (absence === null ? [] : [absence])),
    onDuty: facts.onDuty,
    seed: facts.seed,
  };
}

function visitsOf(day: DayProblem, route: VehicleRoute, begun: number): StoredVisit[] {
  const { frame, visits, crew } = day;
  const at = instantOf(frame);
  return route.stops.flatMap((stop, n) => {
    const planned = visits[stop.stop];
    const technicianId = crew[route.vehicle]?.technician.userId;
    if (planned === undefined || technicianId === undefined) return [];
    const times = { arriveAt: at(stop.arrive), beginAt: at(stop.begin), leaveAt: at(stop.leave) };
    const travelMs = way(day, route, n).minutes * minuteMs;
    return [{ ...plannedVisit(frame, planned, times.beginAt), ...times, technicianId, position: begun + n, travelMs }];
  });
}

function plannedVisit(frame: DayFrame, { id, visit, pinnedTo }: DayVisit, beginAt: Millis) {
  const point = frame.points.get(visit.kioskId);
  return {
    id,
    kioskId: visit.kioskId,
    kioskSeq: point?.seq ?? 0,
    kioskName: point?.name ?? visit.kioskId,
    address: point?.address ?? "",
    lon: point?.lon ?? 0,
    lat: point?.lat ?? 0,
    serviceMs: visit.minutes * minuteMs,
    tasks: visit.demands.map(({ task }) => task),
    taskLabels: visit.demands.map(({ label }) => label),
    dueAt: visit.dueAt,
    late: visit.dueAt !== null && beginAt > visit.dueAt,
    pinned: pinnedTo !== null,
    hoursAssumed: point === undefined || point.openingHours === null,
    needs: { skills: visit.skills, pieces: visit.pieces, from: visit.from },
  };
}

/** The way to the n-th stop alone, without waiting or lunch; behind the last one the way home. */
function way({ problem, travel }: DayProblem, route: VehicleRoute, n: number): { minutes: number; metres: number } {
  const vehicle = problem.vehicles[route.vehicle];
  const placeOf = (index: number | undefined) => (index === undefined ? undefined : problem.stops[index]?.place);
  const from = n === 0 ? vehicle?.start : placeOf(route.stops[n - 1]?.stop);
  const to = n === route.stops.length ? vehicle?.end : placeOf(route.stops[n]?.stop);
  if (from === undefined || to === undefined) return { minutes: 0, metres: 0 };
  const cell = from * problem.places + to;
  return { minutes: travel.minutes[cell] ?? 0, metres: travel.metres[cell] ?? 0 };
}

function technicianDay(
  frame: DayFrame,
  member: CrewMember,
  { route, driven, before }: { route: VehicleRoute | undefined; driven: number; before: TechnicianDay | undefined },
): TechnicianDay {
  const { technician, absence, begun } = member;
  const at = instantOf(frame);
  const last = begun.at(-1);
  const shiftEnds = at(Math.min(technician.toMin, shiftOf(frame, member).to));
  const starts =
    begun.length > 0 && before !== undefined ? before.startAt : at(route?.leaveStart ?? technician.fromMin);
  const ends = route === undefined ? (last?.doneAt ?? last?.visit.leaveAt ?? starts) : at(route.reachEnd);
  const restAt = route?.restAt ?? null;
  const lunch = restAt === null ? null : { from: at(restAt), to: at(restAt + technician.lunchMinutes) };
  return {
    technicianId: technician.userId,
    name: technician.name,
    skills: [...technician.skills],
    startName: technician.startName,
    startLon: technician.startLon,
    startLat: technician.startLat,
    startAt: starts,
    endAt: ends,
    lunch: lunch ?? (begun.length > 0 ? (before?.lunch ?? null) : null),
    overtimeMs: route === undefined ? 0 : Math.max(0, ends - Math.max(shiftEnds, at(shiftOf(frame, member).from))),
    travelMs: driven,
    kit: [],
    absent: absence !== null,
    absentFrom: absence?.from ?? null,
  };
}

function unservedVisit(frame: DayFrame, { visit, reason, missing = [] }: LeftOut): StoredUnserved {
  const point = frame.points.get(visit.kioskId);
  const { open } = pointDay(point?.openingHours ?? null, frame.day, frame.settings);
  return {
    kioskId: visit.kioskId,
    kioskSeq: point?.seq ?? 0,
    kioskName: point?.name ?? visit.kioskId,
    tasks: visit.demands.map(({ task }) => task),
    taskLabels: visit.demands.map(({ label }) => label),
    dueAt: visit.dueAt,
    reason,
    ...explain(reason, { minutes: visit.minutes, skills: visit.skills, open, missing }),
    serviceMs: visit.minutes * minuteMs,
    needs: { skills: visit.skills, pieces: visit.pieces, from: visit.from },
  };
}

function instantOf({ day }: DayFrame): (minute: number) => Millis {
  return (minute) => dayStart(day) + Math.round(minute * minuteMs);
}
