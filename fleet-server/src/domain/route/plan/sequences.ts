// Days whose order is given, priced by the goals: what a drag or an urgent order does to a plan.
import type { RouteProblem, VehicleRoute } from "../problem.ts";
import { scheduleOf } from "../schedule.ts";
import type { DayProblem } from "./day-problem.ts";

/** Stops by vehicle, in order. Those in none are left out. */
export type Sequences = readonly (readonly number[])[];

export interface PricedDay {
  readonly routes: readonly VehicleRoute[];
  readonly cost: number;
}

/** Cost of one person's stops in this order; null where it cannot be done. */
export function routePrice(problem: RouteProblem, vehicle: number, stops: readonly number[]): PricedRoute | null {
  if (stops.length === 0) return { route: null, cost: 0 };
  if (!stops.every((stop) => mayHave(problem, vehicle, stop)) || !carries(problem, vehicle, stops)) return null;
  const priced = scheduleOf(problem, vehicle, stops);
  if (priced === null) return null;
  const moves = stops.reduce((sum, index) => sum + moveCost(problem, vehicle, index), 0);
  return { route: priced.route, cost: priced.softCost + travelOf(problem, vehicle, stops) * problem.timeCost + moves };
}

export interface PricedRoute {
  readonly route: VehicleRoute | null;
  readonly cost: number;
}

/** null where one of the days cannot be done */
export function dayPrice({ problem }: Pick<DayProblem, "problem">, sequences: Sequences): PricedDay | null {
  const routes: VehicleRoute[] = [];
  let cost = 0;
  const served = new Set(sequences.flat());
  problem.stops.forEach((stop, index) => {
    if (!served.has(index)) cost += stop.missCost;
  });
  for (const [vehicle, stops] of sequences.entries()) {
    const priced = routePrice(problem, vehicle, stops);
    if (priced === null) return null;
    cost += priced.cost;
    if (priced.route !== null) routes.push(priced.route);
  }
  return { routes, cost };
}

function mayHave({ stops, vehicles }: RouteProblem, vehicle: number, index: number): boolean {
  const stop = stops[index];
  if (stop === undefined) return false;
  if (stop.onlyVehicle !== null && stop.onlyVehicle !== vehicle) return false;
  return stop.skills.every((skill) => vehicles[vehicle]?.skills.includes(skill) === true);
}

function carries({ stops, vehicles }: RouteProblem, vehicle: number, route: readonly number[]): boolean {
  const capacity = vehicles[vehicle]?.capacity ?? [];
  return capacity.every((most, n) => route.reduce((sum, index) => sum + (stops[index]?.demand[n] ?? 0), 0) <= most);
}

function moveCost({ stops }: RouteProblem, vehicle: number, index: number): number {
  const stop = stops[index];
  return stop === undefined || stop.preferred === null || stop.preferred === vehicle ? 0 : stop.moveCost;
}

function travelOf({ stops, vehicles, places, time }: RouteProblem, vehicle: number, route: readonly number[]): number {
  const own = vehicles[vehicle];
  if (own === undefined) return 0;
  let from = own.start;
  let sum = 0;
  for (const to of [...route.map((index) => stops[index]?.place ?? own.end), own.end]) {
    sum += time[from * places + to] ?? 0;
    from = to;
  }
  return sum;
}
