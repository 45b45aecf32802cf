// What is wrong with a problem before anybody searches: numbers that are none, places that are not there.
import type { RouteProblem, RouteStop, RouteVehicle } from "./problem.ts";

/** A problem that cannot be meant; the message says which stop or vehicle and what is wrong with it. */
export class RouteProblemError extends Error {
  override name = "RouteProblemError";
}

const negative = (x: number) => !(x >= 0 && x < Infinity);
const infinite = (x: number) => !Number.isFinite(x);

function travelFault({ places, distance, time }: RouteProblem): string | null {
  if (!Number.isInteger(places) || places < 0) return `places is ${places}`;
  for (const [name, matrix] of [["distance", distance] as const, ["time", time] as const])
    if (matrix.length !== places * places) return `${name} has ${matrix.length} numbers, not ${places} × ${places}`;
  for (let from = 0; from < places; from++)
    for (let to = 0; to < places; to++) {
      const far = distance[from * places + to] ?? Number.NaN;
      const long = time[from * places + to] ?? Number.NaN;
      if (!(far >= 0)) return `distance from place ${from} to ${to} is ${far}`;
      if (!(long >= 0)) return `time from place ${from} to ${to} is ${long}`;
      if ((far === Infinity) !== (long === Infinity))
        return `from place ${from} to ${to} there is a way by one matrix and none by the other`;
    }
  return null;
}

function windowFault(windows: RouteStop["windows"]): string | null {
  let last = -Infinity;
  for (const [from, to] of windows) {
    if (Number.isNaN(from) || Number.isNaN(to) || to < from) return `window ${from}..${to}`;
    if (from < last) return "windows are not sorted and disjoint";
    last = to;
  }
  return null;
}

function stopFault(stop: RouteStop, { places, vehicles }: RouteProblem): string | null {
  const isVehicle = (v: number | null) => v === null || (Number.isInteger(v) && v >= 0 && v < vehicles.length);
  if (!Number.isInteger(stop.place) || stop.place < 0 || stop.place >= places)
    return `place ${stop.place} is not there`;
  if (negative(stop.service)) return `service is ${stop.service}`;
  const demand = stop.demand.find(negative);
  if (demand !== undefined) return `demand is ${demand}`;
  if (!(stop.missCost >= 0)) return `missCost is ${stop.missCost}`;
  if (negative(stop.lateCost)) return `lateCost is ${stop.lateCost}`;
  if (negative(stop.moveCost)) return `moveCost is ${stop.moveCost}`;
  if (stop.due !== null && infinite(stop.due)) return `due is ${stop.due}`;
  if (!isVehicle(stop.preferred)) return `preferred vehicle ${stop.preferred} is not there`;
  if (!isVehicle(stop.onlyVehicle)) return `onlyVehicle ${stop.onlyVehicle} is not there`;
  return windowFault(stop.windows);
}

function vehicleFault(vehicle: RouteVehicle, places: number): string | null {
  const { start, end, from, to, latest, rest } = vehicle;
  for (const place of [start, end])
    if (!Number.isInteger(place) || place < 0 || place >= places) return `place ${place} is not there`;
  if (infinite(from) || infinite(to) || infinite(latest)) return `works ${from}..${to}, back by ${latest}`;
  if (latest < to) return `must be back (${latest}) before the end of work (${to})`;
  if (negative(vehicle.overtimeCost)) return `overtimeCost is ${vehicle.overtimeCost}`;
  if (negative(vehicle.fixedCost)) return `fixedCost is ${vehicle.fixedCost}`;
  const capacity = vehicle.capacity.find((room) => !(room >= 0));
  if (capacity !== undefined) return `capacity is ${capacity}`;
  if (rest === null) return null;
  if (infinite(rest.from) || infinite(rest.to) || rest.to < rest.from)
    return `rest begins within ${rest.from}..${rest.to}`;
  return negative(rest.length) ? `rest is ${rest.length} long` : null;
}

/** @throws {RouteProblemError} when a number is missing, negative or points to nothing */
export function refuseFaults(problem: RouteProblem): void {
  const refuse = (what: string | null, whose: string) => {
    if (what !== null) throw new RouteProblemError(`${whose}${what}`);
  };
  for (const [name, cost] of [["distanceCost", problem.distanceCost] as const, ["timeCost", problem.timeCost] as const])
    refuse(negative(cost) ? `${name} is ${cost}` : null, "");
  refuse(travelFault(problem), "");
  for (const vehicle of problem.vehicles) refuse(vehicleFault(vehicle, problem.places), `vehicle ${vehicle.id}: `);
  for (const stop of problem.stops) refuse(stopFault(stop, problem), `stop ${stop.id}: `);
}
