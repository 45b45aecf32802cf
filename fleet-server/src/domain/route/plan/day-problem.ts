// One day as the solver takes it. Times are whole minutes after local midnight, ways whole minutes, costs whole numbers.
import type { KioskId, UserId } from "@kiosk/contract";
import { dayStart, type LocalDay } from "../../sla/local-day.ts";
import { type Millis, minuteMs } from "../../time.ts";
import type { RouteProblem, RouteStop, RouteVehicle } from "../problem.ts";
import type { Point, Visit } from "./demand.ts";
import { beginWindows, pointDay } from "./point-hours.ts";
import { isKnown, type RouteSettingValues, type Technician } from "./settings.ts";
import type { Absence, StoredVisit } from "./stored.ts";
import { type Place, type Roads, type TravelTable, travelTable } from "./travel.ts";
import { type GoalWeights, goalWeights } from "./weights.ts";

/** Somebody of the team on this day. */
export interface CrewMember {
  readonly technician: Technician;
  readonly absence: Absence | null;
  /** started or done, in order: they stay as they are, the day goes on from the last */
  readonly begun: readonly BegunVisit[];
}

export interface BegunVisit {
  readonly visit: StoredVisit;
  /** when it was over; null: it goes on, as long as it was planned */
  readonly doneAt: Millis | null;
}

/** A visit that belongs to this day. */
export interface DayVisit {
  readonly id: string;
  readonly visit: Visit;
  /** nobody else may have it */
  readonly pinnedTo: UserId | null;
}

export interface DayFrame {
  readonly date: string;
  readonly day: LocalDay;
  /** nothing is planned before it */
  readonly now: Millis;
  /** when the next day begins on which people work: what is due until then cannot wait for it */
  readonly until: Millis;
  /** those who work, at least for a part of the day; nobody on a day off */
  readonly crew: readonly CrewMember[];
  readonly points: ReadonlyMap<KioskId, Point>;
  readonly settings: RouteSettingValues;
  /** null: no road matrix was imported */
  readonly roads: Roads | null;
  /** who has which visit in the published plan */
  readonly published: ReadonlyMap<string, UserId>;
}

export interface DayProblem {
  readonly frame: DayFrame;
  /** by index of the stops */
  readonly visits: readonly DayVisit[];
  /** by index of the vehicles */
  readonly crew: readonly CrewMember[];
  readonly problem: RouteProblem;
  readonly weights: GoalWeights;
  readonly travel: TravelTable;
}

/** Beyond everything anybody carries. */
const anyNumber = 1_000_000;
const lunchSlackMin = 60;

/** @throws nothing; visits whose point has no position must not be among them */
export function dayProblem(frame: DayFrame, visits: readonly DayVisit[]): DayProblem {
  const crew = frame.crew.filter((member) => canWork(frame, member));
  const places = new PlaceList();
  const plain = crew.map((member) => vehicleOf(frame, member, places));
  const counted = crew.some(({ technician }) => technician.vanPieces !== null);
  const vehicles = plain.map((vehicle, n) => ({
    ...vehicle,
    capacity: counted ? [crew[n]?.technician.vanPieces ?? anyNumber] : [],
  }));
  const due = visits.map(({ visit }) => dueMinute(frame, visit));
  const latest = Math.max(0, ...vehicles.map((vehicle) => vehicle.latest));
  const weights = goalWeights({
    stops: visits.length,
    dueStops: due.filter((minute) => minute !== null).length,
    overtime: vehicles.reduce((sum, vehicle) => sum + vehicle.latest - vehicle.to, 0),
    travel: vehicles.reduce((sum, vehicle) => sum + vehicle.latest - vehicle.from, 0),
    lateness: due.reduce((sum: number, minute) => sum + (minute === null ? 0 : Math.max(0, latest - minute)), 0),
  });
  const stops = visits.map(({ id, visit, pinnedTo }, n): RouteStop => {
    const minute = due[n] ?? null;
    const indexOf = (userId: UserId | null | undefined) => {
      const index = crew.findIndex(({ technician }) => technician.userId === userId);
      return index < 0 ? null : index;
    };
    return {
      id,
      place: places.indexOf(placeOf(frame, visit.kioskId)),
      windows: visitWindows(frame, visit),
      service: visit.minutes,
      demand: counted ? [visit.pieces.reduce((sum, { quantity }) => sum + quantity, 0)] : [],
      skills: visit.skills,
      missCost: minute === null ? weights.waiting : weights.missed,
      due: minute,
      lateCost: weights.lateness,
      preferred: indexOf(frame.published.get(id)),
      moveCost: weights.moved,
      onlyVehicle: indexOf(pinnedTo),
    };
  });
  const travel = travelTable(places.all, frame.settings, frame.roads);
  const problem: RouteProblem = {
    stops,
    vehicles: vehicles.map((vehicle) => ({ ...vehicle, overtimeCost: weights.overtime })),
    places: places.all.length,
    distance: travel.metres,
    time: travel.minutes,
    distanceCost: 0,
    timeCost: weights.travel,
  };
  return { frame, visits, crew, problem, weights, travel };
}

/** When somebody may begin the visit on this day, minutes after midnight. */
export function visitWindows(
  frame: Pick<DayFrame, "day" | "points" | "settings">,
  visit: Pick<Visit, "kioskId" | "minutes" | "from">,
): (readonly [number, number])[] {
  const point = frame.points.get(visit.kioskId);
  if (point === undefined) return [];
  const hours = pointDay(point.openingHours, frame.day, frame.settings);
  return beginWindows(hours, visit.minutes, visit.from === null ? 0 : minuteUp(frame.day, visit.from));
}

/** Whether it cannot wait for the next working day: minutes after midnight, 0 where it is overdue already; null: it has time. */
export function dueMinute({ day, until }: Pick<DayFrame, "day" | "until">, { dueAt }: Pick<Visit, "dueAt">) {
  if (dueAt === null || dueAt > until) return null;
  return Math.max(0, Math.floor((dueAt - dayStart(day)) / minuteMs));
}

function canWork(frame: DayFrame, member: CrewMember): boolean {
  const { from, latest } = shiftOf(frame, member);
  return latest > from;
}

/** Minutes after midnight; `latest` not after `from`: nothing is left of the day. */
export function shiftOf({ day, now }: DayFrame, { technician, absence, begun }: CrewMember) {
  const { fromMin, toMin, maxOvertimeMin } = technician;
  const leaves = absence === null ? Infinity : absence.from === null ? 0 : Math.floor(minuteDown(day, absence.from));
  const last = begun.at(-1);
  const free = last === undefined ? 0 : minuteUp(day, last.doneAt ?? Math.max(last.visit.leaveAt, now));
  const from = Math.max(fromMin, minuteUp(day, now), free);
  return { from, to: Math.min(toMin, leaves), latest: Math.min(toMin + maxOvertimeMin, leaves) };
}

function vehicleOf(frame: DayFrame, member: CrewMember, places: PlaceList): Omit<RouteVehicle, "capacity"> {
  const { technician, begun } = member;
  const home: Place = { name: technician.startName, lon: technician.startLon, lat: technician.startLat };
  const last = begun.at(-1);
  const { from, to, latest } = shiftOf(frame, member);
  const { lunchFromMin, lunchMinutes } = technician;
  return {
    id: technician.userId,
    start: places.indexOf(
      last === undefined ? home : { name: last.visit.kioskId, lon: last.visit.lon, lat: last.visit.lat },
    ),
    end: places.indexOf(home),
    from,
    // what of the shift is left; who starts after it is in overtime at once
    to: Math.max(from, to),
    latest,
    overtimeCost: 0,
    fixedCost: 0,
    skills: technician.skills,
    rest: lunchMinutes === 0 ? null : { from: lunchFromMin, to: lunchFromMin + lunchSlackMin, length: lunchMinutes },
  };
}

function placeOf({ points }: DayFrame, kioskId: KioskId): Place {
  const point = points.get(kioskId);
  if (point === undefined || !isKnown(point)) throw new Error(`no position of ${kioskId}`);
  return { name: kioskId, lon: point.lon, lat: point.lat };
}

function minuteUp(day: LocalDay, at: Millis): number {
  return Math.max(0, Math.ceil((at - dayStart(day)) / minuteMs));
}
function minuteDown(day: LocalDay, at: Millis): number {
  return Math.max(0, (at - dayStart(day)) / minuteMs);
}

/** Each place once. */
class PlaceList {
  readonly all: Place[] = [];
  readonly #index = new Map<string, number>();

  indexOf(place: Place): number {
    const key = `${place.name} ${place.lon} ${place.lat}`;
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    this.#index.set(key, this.all.length);
    this.all.push(place);
    return this.all.length - 1;
  }
}
