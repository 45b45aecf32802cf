// What the search found, as the caller is told it: times, costs, and a reason for each stop that nobody has.
import { Insertion } from "./insertion.ts";
import type { Prepared } from "./prepared.ts";
import type { RouteProblem, RouteSolution, UnservedWhy, VehicleRoute } from "./problem.ts";
import { chance } from "./random.ts";
import { latenessCost, scheduleOf } from "./schedule.ts";
import type { Tour } from "./tour.ts";

/** The costs of routes with given times; `unserved` are indices of stops. */
export function costOf(
  problem: RouteProblem,
  routes: readonly VehicleRoute[],
  unserved: readonly number[],
): RouteSolution["cost"] {
  let [distance, travelTime, lateness, overtime, moved, fixed] = [0, 0, 0, 0, 0, 0];
  for (const route of routes) {
    const vehicle = problem.vehicles[route.vehicle];
    if (vehicle === undefined) continue;
    let place = vehicle.start;
    const drive = (to: number) => {
      distance += problem.distance[place * problem.places + to] ?? 0;
      travelTime += problem.time[place * problem.places + to] ?? 0;
      place = to;
    };
    for (const { stop: index, begin } of route.stops) {
      const stop = problem.stops[index];
      if (stop === undefined) continue;
      drive(stop.place);
      lateness += latenessCost(stop, begin);
      if (stop.preferred !== null && stop.preferred !== route.vehicle) moved += stop.moveCost;
    }
    drive(vehicle.end);
    overtime += Math.max(0, route.reachEnd - vehicle.to) * vehicle.overtimeCost;
    fixed += vehicle.fixedCost;
  }
  const missed = unserved.reduce((sum, index) => sum + (problem.stops[index]?.missCost ?? 0), 0);
  const driven = distance * problem.distanceCost + travelTime * problem.timeCost;
  return {
    total: driven + lateness + overtime + moved + fixed + missed,
    distance,
    travelTime,
    lateness,
    overtime,
    moved,
    missed,
    vehicles: routes.length,
  };
}

function routeOf(p: Prepared, tour: Tour, vehicle: number): VehicleRoute {
  const stops: number[] = [];
  const end = tour.end(vehicle);
  for (let node = tour.next[tour.start(vehicle)] ?? end; node !== end; node = tour.next[node] ?? end) stops.push(node);
  const priced = scheduleOf(p.problem, vehicle, stops);
  if (priced === null) throw new Error(`the route of vehicle ${vehicle} has no times`);
  return priced.route;
}

export function solutionOf(p: Prepared, tour: Tour): RouteSolution {
  const routes: VehicleRoute[] = [];
  for (let v = 0; v < p.vehicles; v++) if ((tour.length[v] ?? 0) > 0) routes.push(routeOf(p, tour, v));
  const insertion = new Insertion(tour, chance(0));
  const why = (stop: number): UnservedWhy => {
    const alone = p.hopeless.get(stop);
    if (alone !== undefined) return alone;
    insertion.find(stop, true, false);
    return insertion.cost < Infinity ? "too-dear" : "crowded";
  };
  const unserved: { stop: number; why: UnservedWhy }[] = [];
  for (let stop = 0; stop < p.stops; stop++) if (tour.route[stop] === -1) unserved.push({ stop, why: why(stop) });
  return {
    routes,
    unserved,
    cost: costOf(
      p.problem,
      routes,
      unserved.map(({ stop }) => stop),
    ),
  };
}
