// The checker itself: a good plan passes, and each way of being wrong is told.
import { describe, expect, it } from "vitest";
import { faultsOf } from "../src/domain/route/check.ts";
import type { RouteProblem, RouteSolution, ScheduledStop, VehicleRoute } from "../src/domain/route/problem.ts";
import { solve } from "../src/domain/route/solve.ts";
import { lineOf, stopOf, vehicleOf } from "./route-problems.ts";

const rest = { from: 40, to: 60, length: 20 };
const problem = lineOf(
  [0, 10, 20],
  [
    stopOf("a", 1, { windows: [[10, 15]], demand: [2], skills: ["printer"], onlyVehicle: 0 }),
    stopOf("b", 2, { windows: [[30, 200]], service: 20, demand: [3], due: 35, lateCost: 2, preferred: 1, moveCost: 5 }),
  ],
  [
    vehicleOf("x", { capacity: [5], skills: ["printer"], rest, to: 80, latest: 100, overtimeCost: 1, fixedCost: 1 }),
    vehicleOf("y", { from: 900 }),
  ],
);
const good = solve(problem, { seed: 1, iterations: 200 });

function route(more: Partial<VehicleRoute>): RouteSolution {
  return { ...good, routes: good.routes.map((one) => ({ ...one, ...more })) };
}

function stopWith(n: number, more: Partial<ScheduledStop>): RouteSolution {
  const [one] = good.routes;
  return route({ stops: (one?.stops ?? []).map((stop, m) => (m === n ? { ...stop, ...more } : stop)) });
}

function vehicle(more: object): RouteProblem {
  return {
    ...problem,
    vehicles: [{ ...vehicleOf("x"), ...problem.vehicles[0], ...more }, vehicleOf("y", { from: 900 })],
  };
}

function stop(n: number, more: object): RouteProblem {
  return { ...problem, stops: problem.stops.map((one, m) => (m === n ? { ...one, ...more } : one)) };
}

describe("the checker", () => {
  it("finds nothing in a good plan", () => {
    expect(good.routes).toHaveLength(1);
    expect(good.routes[0]?.restAt).not.toBeNull();
    expect(faultsOf(problem, good)).toEqual([]);
  });

  it.each<[string, RouteProblem, RouteSolution]>([
    ["leaves at -1, before 0", problem, route({ leaveStart: -1 })],
    ["reaches stop a at 5, not possible before 10", problem, stopWith(0, { arrive: 5 })],
    ["reaches the end at 65, not possible before 70", problem, route({ reachEnd: 65 })],
    ["begins at 9, before the arrival", problem, stopWith(0, { begin: 9 })],
    ["stop a begins at 10, in none of its windows", stop(0, { windows: [[11, 15]] }), good],
    ["stop b takes 21, not 20", problem, stopWith(1, { leave: (good.routes[0]?.stops[1]?.leave ?? 0) + 1 })],
    ["stop a belongs to another", stop(0, { onlyVehicle: 1 }), good],
    ["stop a needs printer", vehicle({ skills: [] }), good],
    ["carries 5, has room for 4", vehicle({ capacity: [4] }), good],
    ["stop a needs room it has none of", vehicle({ capacity: [] }), good],
    ["after 75", vehicle({ to: 75, latest: 75 }), good],
    ["has no rest", problem, route({ restAt: null })],
    ["rests without need", vehicle({ rest: null }), good],
    ["not within 61..62", vehicle({ rest: { ...rest, from: 61, to: 62 } }), good],
    ["no idle time for the rest at 35", problem, route({ restAt: 35 })],
    ["no idle time for the rest", vehicle({ rest: { ...rest, length: 25 } }), good],
    ["vehicle 7 is not there", problem, route({ vehicle: 7 })],
    ["stop b is named 0 times", problem, route({ stops: good.routes[0]?.stops.slice(0, 1) ?? [] })],
    ["stop a is named 2 times", problem, { ...good, unserved: [{ stop: 0, why: "crowded" }] }],
    ["a vehicle has two routes", problem, { ...good, routes: [...good.routes, ...good.routes] }],
    [
      "a route without stops",
      problem,
      { ...good, routes: [...good.routes, { vehicle: 1, stops: [], leaveStart: 900, reachEnd: 900, restAt: null }] },
    ],
    ["no way to stop a", { ...problem, time: problem.time.map((time, n) => (n === 1 ? Infinity : time)) }, good],
  ])("tells: %s", (fault, given, solution) => {
    expect(faultsOf(given, solution).join("\n")).toContain(fault);
  });

  it.each(["total", "distance", "travelTime", "lateness", "overtime", "moved", "missed", "vehicles"] as const)(
    "counts %s itself",
    (name) => {
      const said = { ...good, cost: { ...good.cost, [name]: good.cost[name] + 1 } };
      expect(faultsOf(problem, said)).toEqual([expect.stringContaining(`cost says ${name}`)]);
    },
  );
});
