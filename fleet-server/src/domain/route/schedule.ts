// The times of one route whose order is given: each stop as early as it can be, the rest where it costs least.
import type { RouteProblem, RouteStop, RouteVehicle, ScheduledStop, VehicleRoute } from "./problem.ts";
import { tolerance } from "./problem.ts";

/** When work that could begin at `at` does begin; Infinity: in no window any more. */
export function beginsAt(windows: RouteStop["windows"], at: number): number {
  for (const [from, to] of windows) if (at <= to + tolerance) return Math.max(at, from);
  return Infinity;
}

/** Cost of work that begins at `begin`. */
export function latenessCost({ due, lateCost }: RouteStop, begin: number): number {
  return due === null || begin <= due ? 0 : (begin - due) * lateCost;
}

/** Whether a day that ends at `end` needs the rest: not one that is over, or not begun, when the last moment for it passes. */
export function needsRest({ rest, from }: RouteVehicle, end: number): boolean {
  return rest !== null && from <= rest.to && end > rest.to + tolerance;
}

/** One way to have come to a stop; `last` leads back to the start. */
interface Way {
  readonly arrive: number;
  readonly begin: number;
  readonly leave: number;
  readonly cost: number;
  readonly restAt: number | null;
  readonly last: Way | null;
}

/** Ways that no other beats in both time and cost; the one without rest stays beside those with it. */
function worthKeeping(ways: readonly Way[]): Way[] {
  const beats = (a: Way, b: Way) =>
    (a.restAt === null) === (b.restAt === null) && a.begin <= b.begin && a.cost <= b.cost;
  return ways.filter(
    (way, n) => !ways.some((other, m) => m !== n && beats(other, way) && (m < n || !beats(way, other))),
  );
}

/** What a stop or the end asks of who comes there. */
interface Call {
  readonly place: number;
  readonly service: number;
  begin(arrive: number): number;
  cost(begin: number): number;
}

function onward(problem: RouteProblem, vehicle: RouteVehicle, way: Way, from: number, to: Call): Way[] {
  const travel = problem.time[from * problem.places + to.place] ?? Infinity;
  const come = (arrive: number, ready: number, restAt: number | null): Way => {
    const begin = to.begin(ready);
    return { arrive, begin, leave: begin + to.service, cost: way.cost + to.cost(begin), restAt, last: way };
  };
  const arrive = way.leave + travel;
  const ways = [come(arrive, arrive, way.restAt)];
  const { rest } = vehicle;
  if (rest !== null && way.restAt === null) {
    // resting where one arrives is never later than resting where one leaves, but may be too late to begin
    if (arrive <= rest.to) {
      const at = Math.max(arrive, rest.from);
      ways.push(come(arrive, at + rest.length, at));
    } else if (way.leave <= rest.to) {
      const at = Math.max(way.leave, rest.from);
      ways.push(come(at + rest.length + travel, at + rest.length + travel, at));
    }
  }
  return ways.filter((one) => one.begin < Infinity);
}

export interface PricedRoute {
  readonly route: VehicleRoute;
  /** what lateness and overtime cost, in order of the route */
  readonly softCost: number;
}

/**
 * The cheapest times for `stops` in this order; null where the day cannot be done: a window is over, the vehicle back too
 * late, or no room for its rest. Capacity, skills and whose stop it is are not asked here.
 */
export function scheduleOf(problem: RouteProblem, vehicleIndex: number, stops: readonly number[]): PricedRoute | null {
  const vehicle = problem.vehicles[vehicleIndex];
  if (vehicle === undefined) return null;
  const calls: Call[] = [];
  for (const index of stops) {
    const stop = problem.stops[index];
    if (stop === undefined) return null;
    calls.push({
      place: stop.place,
      service: stop.service,
      begin: (arrive) => beginsAt(stop.windows, arrive),
      cost: (begin) => latenessCost(stop, begin),
    });
  }
  calls.push({
    place: vehicle.end,
    service: 0,
    begin: (arrive) => (arrive <= vehicle.latest + tolerance ? arrive : Infinity),
    cost: (end) => Math.max(0, end - vehicle.to) * vehicle.overtimeCost,
  });
  const start: Way = {
    arrive: vehicle.from,
    begin: vehicle.from,
    leave: vehicle.from,
    cost: 0,
    restAt: null,
    last: null,
  };
  let ways = [start];
  let place = vehicle.start;
  for (const call of calls) {
    ways = worthKeeping(ways.flatMap((way) => onward(problem, vehicle, way, place, call)));
    place = call.place;
  }
  const ended = ways.filter((way) => way.restAt !== null || !needsRest(vehicle, way.begin));
  const [best] = ended.toSorted((a, b) => a.cost - b.cost || a.begin - b.begin);
  return best === undefined
    ? null
    : { route: written(problem, vehicleIndex, vehicle, stops, best), softCost: best.cost };
}

/** The way back from the end, as a route; who would wait at the first stop leaves the start later instead. */
function written(
  problem: RouteProblem,
  index: number,
  vehicle: RouteVehicle,
  stops: readonly number[],
  end: Way,
): VehicleRoute {
  const scheduled: ScheduledStop[] = [];
  let n = stops.length - 1;
  for (let way = end.last; way !== null && n >= 0; way = way.last) {
    scheduled.push({ stop: stops[n] ?? 0, arrive: way.arrive, begin: way.begin, leave: way.leave });
    n -= 1;
  }
  scheduled.reverse();
  const [first] = scheduled;
  const travel =
    problem.time[vehicle.start * problem.places + (problem.stops[stops[0] ?? -1]?.place ?? vehicle.end)] ?? 0;
  const restsFirst = end.restAt !== null && end.restAt < (first?.begin ?? Infinity);
  const arrive = first === undefined || restsFirst ? first?.arrive : first.begin;
  const leaveStart = arrive === undefined ? vehicle.from : Math.max(vehicle.from, arrive - travel);
  return {
    vehicle: index,
    stops: first === undefined || arrive === undefined ? scheduled : [{ ...first, arrive }, ...scheduled.slice(1)],
    leaveStart,
    reachEnd: end.begin,
    restAt: end.restAt,
  };
}
