// The best plan of a small problem by dynamic programming: for each vehicle the cheapest route over each set of stops, then
// the cheapest way to share the stops out. Shares nothing with the search but the description of the problem.
import type { RouteProblem, RouteSolution, RouteStop, RouteVehicle } from "../src/domain/route/problem.ts";

/** Those missing that must not be, and what all the rest costs. */
export interface Worth {
  readonly musts: number;
  readonly cost: number;
}

interface Label {
  /** work at the last stop is done */
  readonly at: number;
  readonly cost: number;
  readonly rested: boolean;
}

function keep(labels: Label[], label: Label): void {
  const beats = (a: Label, b: Label) => a.rested === b.rested && a.at <= b.at && a.cost <= b.cost;
  if (labels.some((other) => beats(other, label))) return;
  const left = labels.filter((other) => !beats(label, other));
  labels.length = 0;
  labels.push(...left, label);
}

/** Every way of driving on with the rest now, after the drive, or neither: when one is ready there. */
function* drives(
  label: Label,
  travel: number,
  { rest }: RouteVehicle,
): Generator<readonly [ready: number, rested: boolean]> {
  yield [label.at + travel, label.rested];
  if (rest === null || label.rested) return;
  const now = Math.max(label.at, rest.from);
  if (now <= rest.to) yield [now + rest.length + travel, true];
  const then = Math.max(label.at + travel, rest.from);
  if (then <= rest.to) yield [then + rest.length, true];
}

function begins(stop: RouteStop, ready: number): number | null {
  const window = stop.windows.find(([, to]) => ready <= to);
  return window === undefined ? null : Math.max(ready, window[0]);
}

const fits = (stop: RouteStop, vehicle: RouteVehicle, v: number) =>
  (stop.onlyVehicle === null || stop.onlyVehicle === v) && stop.skills.every((skill) => vehicle.skills.includes(skill));

/** For each set of stops (as bits) the cost of the vehicle's cheapest route; Infinity: none. */
export function routeCosts(problem: RouteProblem, v: number): Float64Array {
  const { stops, places, distance, time, distanceCost, timeCost } = problem;
  const sets = 1 << stops.length;
  const best = new Float64Array(sets).fill(Infinity);
  best[0] = 0;
  const vehicle = problem.vehicles[v];
  if (vehicle === undefined) return best;
  const usable = stops.map((stop) => fits(stop, vehicle, v));
  const room = (set: number) =>
    vehicle.capacity.every((most, d) => {
      let load = 0;
      for (const [s, { demand }] of stops.entries()) if ((set & (1 << s)) !== 0) load += demand[d] ?? 0;
      return load <= most;
    });
  const extend = (from: number, labels: readonly Label[], s: number, into: Label[]) => {
    const stop = stops[s];
    if (stop === undefined) return;
    const way = from * places + stop.place;
    const travel = time[way] ?? Infinity;
    const moved = stop.preferred !== null && stop.preferred !== v ? stop.moveCost : 0;
    const driven = (distance[way] ?? 0) * distanceCost + travel * timeCost + moved;
    for (const label of labels)
      for (const [ready, rested] of drives(label, travel, vehicle)) {
        const begin = begins(stop, ready);
        if (begin === null) continue;
        const late = stop.due === null ? 0 : Math.max(0, begin - stop.due) * stop.lateCost;
        keep(into, { at: begin + stop.service, cost: label.cost + driven + late, rested });
      }
  };
  const start: Label[] = [{ at: vehicle.from, cost: vehicle.fixedCost, rested: false }];
  const table: Label[][] = Array.from({ length: sets * stops.length }, () => []);
  for (let set = 1; set < sets; set++) {
    if (!room(set)) continue;
    for (const [s, stop] of stops.entries()) {
      if ((set & (1 << s)) === 0 || usable[s] !== true) continue;
      const labels = table[set * stops.length + s] ?? [];
      const before = set & ~(1 << s);
      if (before === 0) extend(vehicle.start, start, s, labels);
      else
        for (const [last, { place }] of stops.entries()) {
          const reached = table[before * stops.length + last] ?? [];
          if (reached.length > 0) extend(place, reached, s, labels);
        }
      const home = stop.place * places + vehicle.end;
      const travel = time[home] ?? Infinity;
      for (const label of labels)
        for (const [end, rested] of drives(label, travel, vehicle)) {
          const { rest } = vehicle;
          if (end > vehicle.latest || end === Infinity) continue;
          if (rest !== null && !rested && vehicle.from <= rest.to && end > rest.to) continue;
          const overtime = Math.max(0, end - vehicle.to) * vehicle.overtimeCost;
          const cost = label.cost + (distance[home] ?? 0) * distanceCost + travel * timeCost + overtime;
          best[set] = Math.min(best[set] ?? Infinity, cost);
        }
    }
  }
  return best;
}

/** The best there is: as few musts missing as can be, then the least cost. */
export function exactly(problem: RouteProblem): Worth {
  const { stops, vehicles } = problem;
  const sets = 1 << stops.length;
  // a must left out counts more than any plan
  const must = 1e9;
  const missed = Float64Array.from({ length: sets }, (_, set) =>
    stops.reduce((sum, { missCost }, s) => sum + ((set & (1 << s)) === 0 ? 0 : Math.min(missCost, must)), 0),
  );
  let left = missed;
  for (const v of vehicles.keys()) {
    const costs = routeCosts(problem, v);
    left = Float64Array.from({ length: sets }, (_, set) => {
      let least = Infinity;
      for (let mine = set; ; mine = (mine - 1) & set) {
        least = Math.min(least, (costs[mine] ?? Infinity) + (left[set & ~mine] ?? Infinity));
        if (mine === 0) return least;
      }
    });
  }
  const total = left[sets - 1] ?? 0;
  const musts = Math.floor(total / must);
  return { musts, cost: total - musts * must };
}

/** A found plan on the same scale. */
export function worthOf(problem: RouteProblem, { routes, unserved, cost }: RouteSolution): Worth {
  const missing = unserved.map(({ stop }) => problem.stops[stop]?.missCost ?? 0);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const fixed = routes.map(({ vehicle }) => problem.vehicles[vehicle]?.fixedCost ?? 0);
  const driven = cost.distance * problem.distanceCost + cost.travelTime * problem.timeCost;
  return {
    musts: missing.filter((price) => price === Infinity).length,
    cost:
      driven +
      cost.lateness +
      cost.overtime +
      cost.moved +
      sum(fixed) +
      sum(missing.filter((price) => price < Infinity)),
  };
}
