// Checks a solution from the problem alone: it shares no code with the search, and believes nothing the solution says of
// itself but which stops are visited when.
import { type RouteProblem, type RouteSolution, tolerance, type VehicleRoute } from "./problem.ts";

const near = (a: number, b: number) => a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));

interface Sums {
  distance: number;
  travelTime: number;
  lateness: number;
  overtime: number;
  moved: number;
  fixed: number;
}

function checkRoute(problem: RouteProblem, route: VehicleRoute, sums: Sums): string[] {
  const vehicle = problem.vehicles[route.vehicle];
  if (vehicle === undefined) return [`vehicle ${route.vehicle} is not there`];
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`vehicle ${vehicle.id}: ${what}`);
  if (route.stops.length === 0) fault("a route without stops");
  const load = vehicle.capacity.map(() => 0);
  const { rest } = vehicle;
  let place = vehicle.start;
  let left = route.leaveStart;
  // the day's first idle time is before it leaves
  let idleFrom = vehicle.from;
  let rests = 0;
  if (left < vehicle.from - tolerance) fault(`leaves at ${left}, before ${vehicle.from}`);
  const leg = (to: number, arrive: number, ready: number, whose: string) => {
    const far = problem.distance[place * problem.places + to] ?? Infinity;
    const long = problem.time[place * problem.places + to] ?? Infinity;
    if (long === Infinity) fault(`no way to ${whose}`);
    sums.distance += far;
    sums.travelTime += long;
    // a rest lies within what is idle before the drive or after it, never within the drive
    let driveFrom = left;
    const at = route.restAt;
    if (at !== null && rest !== null) {
      const beforeDrive = at >= idleFrom - tolerance && at + rest.length + long <= arrive + tolerance;
      const afterDrive = at >= arrive - tolerance && at + rest.length <= ready + tolerance;
      if (beforeDrive && rests === 0) {
        rests += 1;
        driveFrom = Math.max(driveFrom, at + rest.length);
      } else if (afterDrive && rests === 0) rests += 1;
    }
    if (arrive < driveFrom + long - tolerance)
      fault(`reaches ${whose} at ${arrive}, not possible before ${driveFrom + long}`);
    place = to;
  };
  for (const { stop: index, arrive, begin, leave } of route.stops) {
    const stop = problem.stops[index];
    if (stop === undefined) {
      fault(`stop ${index} is not there`);
      continue;
    }
    const whose = `stop ${stop.id}`;
    leg(stop.place, arrive, begin, whose);
    if (begin < arrive - tolerance) fault(`${whose} begins at ${begin}, before the arrival at ${arrive}`);
    if (!stop.windows.some(([from, to]) => begin >= from - tolerance && begin <= to + tolerance))
      fault(`${whose} begins at ${begin}, in none of its windows`);
    if (!near(leave, begin + stop.service)) fault(`${whose} takes ${leave - begin}, not ${stop.service}`);
    if (stop.onlyVehicle !== null && stop.onlyVehicle !== route.vehicle) fault(`${whose} belongs to another`);
    for (const skill of stop.skills) if (!vehicle.skills.includes(skill)) fault(`${whose} needs ${skill}`);
    for (const [d, wanted] of stop.demand.entries()) {
      if (wanted > 0 && vehicle.capacity[d] === undefined) fault(`${whose} needs room it has none of`);
      load[d] = (load[d] ?? 0) + wanted;
    }
    if (stop.due !== null && begin > stop.due) sums.lateness += (begin - stop.due) * stop.lateCost;
    if (stop.preferred !== null && stop.preferred !== route.vehicle) sums.moved += stop.moveCost;
    left = leave;
    idleFrom = leave;
  }
  leg(vehicle.end, route.reachEnd, route.reachEnd, "the end");
  for (const [d, room] of vehicle.capacity.entries())
    if ((load[d] ?? 0) > room + tolerance) fault(`carries ${load[d]}, has room for ${room}`);
  if (route.reachEnd > vehicle.latest + tolerance) fault(`back at ${route.reachEnd}, after ${vehicle.latest}`);
  if (route.restAt === null) {
    if (rest !== null && vehicle.from <= rest.to && route.reachEnd > rest.to + tolerance) fault("has no rest");
  } else if (rest === null) fault("rests without need");
  else {
    if (rests !== 1) fault(`no idle time for the rest at ${route.restAt}`);
    if (route.restAt < rest.from - tolerance || route.restAt > rest.to + tolerance)
      fault(`rests at ${route.restAt}, not within ${rest.from}..${rest.to}`);
  }
  sums.overtime += Math.max(0, route.reachEnd - vehicle.to) * vehicle.overtimeCost;
  sums.fixed += vehicle.fixedCost;
  return faults;
}

/** What is wrong with the solution, in sentences; empty: nothing. */
export function faultsOf(problem: RouteProblem, { routes, unserved, cost }: RouteSolution): string[] {
  const sums: Sums = { distance: 0, travelTime: 0, lateness: 0, overtime: 0, moved: 0, fixed: 0 };
  const faults = routes.flatMap((route) => checkRoute(problem, route, sums));
  const seen = problem.stops.map(() => 0);
  for (const { stops } of routes) for (const { stop } of stops) seen[stop] = (seen[stop] ?? 0) + 1;
  for (const { stop } of unserved) seen[stop] = (seen[stop] ?? 0) + 1;
  for (const [index, times] of seen.entries())
    if (times !== 1) faults.push(`stop ${problem.stops[index]?.id ?? index} is named ${times} times`);
  const drivers = new Set(routes.map(({ vehicle }) => vehicle));
  if (drivers.size !== routes.length) faults.push("a vehicle has two routes");
  const missed = unserved.reduce((sum, { stop }) => sum + (problem.stops[stop]?.missCost ?? 0), 0);
  const { distance, travelTime, lateness, overtime, moved, fixed } = sums;
  const total =
    distance * problem.distanceCost + travelTime * problem.timeCost + lateness + overtime + moved + fixed + missed;
  const wanted = { total, distance, travelTime, lateness, overtime, moved, missed, vehicles: routes.length };
  for (const [name, value] of Object.entries(wanted)) {
    const said = new Map(Object.entries(cost)).get(name) ?? Number.NaN;
    if (!near(said, value)) faults.push(`cost says ${name} ${said}, it is ${value}`);
  }
  return faults;
}
