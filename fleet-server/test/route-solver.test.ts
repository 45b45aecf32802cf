// The search as the planner calls it: what it promises of every plan, and what it says of those it leaves out.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOf } from "../src/domain/route/check.ts";
import type { RouteProblem } from "../src/domain/route/problem.ts";
import { RouteProblemError } from "../src/domain/route/problem-fault.ts";
import { iterationsFor, solve } from "../src/domain/route/solve.ts";
import { createRouteSolver } from "../src/fleet/route-solver.ts";
import { routeCosts } from "./route-exact.ts";
import { lineOf, randomProblem, stopOf, vehicleOf } from "./route-problems.ts";

const few = { seed: 7, iterations: 300 };
const solver = createRouteSolver();

/** The stop alone, for each vehicle. */
function aloneCosts(problem: RouteProblem, stop: number): number[] {
  const one = problem.stops[stop];
  return problem.vehicles.map((_, v) =>
    one === undefined ? Infinity : (routeCosts({ ...problem, stops: [one] }, v)[1] ?? Infinity),
  );
}

describe("every plan", () => {
  it("passes the checker, and what is left out is left out for a reason that holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(200), (seed, iterations) => {
        const problem = randomProblem(seed, 16);
        const solution = solve(problem, { seed, iterations });
        expect(faultsOf(problem, solution)).toEqual([]);
        for (const { stop, why } of solution.unserved) {
          const possible = aloneCosts(problem, stop).some((cost) => cost < Infinity);
          expect([stop, possible]).toEqual([stop, why === "crowded" || why === "too-dear"]);
          if (why === "too-dear") expect(problem.stops[stop]?.missCost).toBeLessThan(Infinity);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("passes the checker where some places have no way between them and the way round is the shorter", () => {
    const gap = fc.oneof({ weight: 5, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constant(Infinity) });
    const problems = fc.integer({ min: 1, max: 9 }).chain((stops) =>
      fc.array(gap, { minLength: (stops + 1) ** 2, maxLength: (stops + 1) ** 2 }).map((ways) =>
        lineOf(
          Array.from({ length: stops + 1 }, () => 0),
          Array.from({ length: stops }, (_, n) => stopOf(`s${n}`, n + 1, { windows: [[n * 10, 120 + n * 10]] })),
          [vehicleOf("a", { to: 200, latest: 240, overtimeCost: 2 }), vehicleOf("b", { to: 150, latest: 150 })],
          { distance: Float64Array.from(ways), time: Float64Array.from(ways) },
        ),
      ),
    );
    fc.assert(
      fc.property(problems, (problem) => {
        expect(faultsOf(problem, solve(problem, { seed: 3, iterations: 100 }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("is the same for the same seed and number of iterations, and another for another seed", () => {
    const problem = randomProblem(4246, 40);
    expect(problem.stops.length).toBeGreaterThan(20);
    const plan = (seed: number) => JSON.stringify(solve(problem, { seed, iterations: 100 }).routes);
    expect(plan(1)).toBe(plan(1));
    expect(new Set([1, 2, 3, 4, 5].map(plan)).size).toBeGreaterThan(1);
  });

  it("is what it was when this was written: no machine and no release of Node changes it", () => {
    const { cost } = solve(randomProblem(4246, 40), { seed: 1, iterations: 1000 });
    expect(cost).toMatchInlineSnapshot(`
      {
        "distance": 390,
        "lateness": 0,
        "missed": 474,
        "moved": 21,
        "overtime": 0,
        "total": 1685,
        "travelTime": 390,
        "vehicles": 3,
      }
    `);
  });

  it("ends where the caller no longer wants it", () => {
    const asked: number[] = [];
    const more = (iteration: number) => {
      asked.push(iteration);
      return iteration < 500;
    };
    solve(randomProblem(5, 20), { seed: 1, iterations: 1e9, more });
    expect(asked.at(-1)).toBeGreaterThanOrEqual(500);
    expect(asked.at(-1)).toBeLessThan(600);
  });
});

describe("a day", () => {
  it("waits for windows, rests between them, and leaves no earlier than it must", () => {
    const stops = [
      stopOf("early", 1, { windows: [[100, 110]] }),
      stopOf("late", 2, {
        windows: [
          [20, 25],
          [300, 320],
        ],
      }),
    ];
    const rest = { from: 150, to: 250, length: 60 };
    const { routes } = solve(lineOf([0, 10, 30], stops, [vehicleOf("a", { rest })]), few);
    expect(routes).toEqual([
      {
        vehicle: 0,
        stops: [
          { stop: 0, arrive: 100, begin: 100, leave: 110 },
          { stop: 1, arrive: 130, begin: 300, leave: 310 },
        ],
        leaveStart: 90,
        reachEnd: 340,
        restAt: 150,
      },
    ]);
  });

  it("needs no rest when it is over before the last moment for it", () => {
    const rest = { from: 10, to: 250, length: 60 };
    const { routes } = solve(lineOf([0, 10], [stopOf("s", 1)], [vehicleOf("a", { rest })]), few);
    expect(routes[0]?.restAt).toBeNull();
  });

  it("goes into overtime rather than leave out a stop that must be made", () => {
    const stops = [stopOf("s", 1, { windows: [[95, 100]] })];
    const { cost, unserved } = solve(
      lineOf([0, 10], stops, [vehicleOf("a", { to: 100, latest: 200, overtimeCost: 3 })]),
      few,
    );
    expect(unserved).toEqual([]);
    expect(cost).toMatchObject({ overtime: 45, total: 65 });
  });

  it("keeps a stop with whom it was published, unless the way there is worth the change", () => {
    const day = (moveCost: number) => {
      const stops = [1, 2, 3].map((place) => stopOf(`s${place}`, place, { preferred: place === 3 ? 1 : 0, moveCost }));
      const { routes } = solve(lineOf([0, 50, 52, 54], stops, [vehicleOf("a"), vehicleOf("b")]), few);
      return routes.length;
    };
    expect([day(500), day(1)]).toEqual([2, 1]);
  });

  it("uses as few vehicles as there can be where a vehicle is dearer than any way", () => {
    const stops = Array.from({ length: 30 }, (_, n) => stopOf(`s${n}`, 1 + (n % 5), { demand: [1] }));
    const vehicles = Array.from({ length: 12 }, (_, n) => vehicleOf(`v${n}`, { capacity: [10], fixedCost: 5000 }));
    expect(solve(lineOf([0, 9, -9, 30, -30, 2], stops, vehicles), few).routes).toHaveLength(3);
  });
});

describe("a stop nobody has", () => {
  const plain = vehicleOf("a", { capacity: [5] });
  const why = (problem: RouteProblem) => solve(problem, few).unserved;

  it.each([
    ["no-window", stopOf("s", 1, { windows: [] })],
    ["skill", stopOf("s", 1, { skills: ["printer"] })],
    ["capacity", stopOf("s", 1, { demand: [6] })],
    ["time", stopOf("s", 1, { windows: [[2000, 3000]] })],
    ["time", stopOf("s", 1, { windows: [[0, 5]] })],
    ["time", stopOf("s", 1, { service: 995 })],
    ["too-dear", stopOf("s", 1, { missCost: 19 })],
  ] as const)("says %s", (reason, stop) => {
    expect(why(lineOf([0, 10], [stop], [plain]))).toEqual([{ stop: 0, why: reason }]);
  });

  it("says unreachable where there is no way to it, or none back", () => {
    for (const ways of [
      [0, Infinity, 10, 0],
      [0, 10, Infinity, 0],
    ]) {
      const matrices = { distance: Float64Array.from(ways), time: Float64Array.from(ways) };
      expect(why(lineOf([0, 10], [stopOf("s", 1)], [plain], matrices))).toEqual([{ stop: 0, why: "unreachable" }]);
    }
  });

  it("says no-vehicle when nobody works", () => {
    expect(why(lineOf([0, 10], [stopOf("s", 1)], []))).toEqual([{ stop: 0, why: "no-vehicle" }]);
  });

  it("says crowded when each could be made alone", () => {
    const stops = [0, 1].map((n) => stopOf(`s${n}`, 1, { windows: [[10, 12]], missCost: 100 + n }));
    expect(why(lineOf([0, 10], stops, [plain]))).toEqual([{ stop: 0, why: "crowded" }]);
  });

  it("is told by the reason of the vehicle that came nearest to having it", () => {
    const stop = stopOf("s", 1, { skills: ["printer"], service: 995 });
    expect(why(lineOf([0, 10], [stop], [plain, vehicleOf("b", { skills: ["printer"] })]))).toEqual([
      { stop: 0, why: "time" },
    ]);
  });
});

describe("a problem", () => {
  it("without stops has a plan without routes", () => {
    const empty = { routes: [], unserved: [], cost: { total: 0, vehicles: 0 } };
    expect(solve(lineOf([0], [], [vehicleOf("a")]), few)).toMatchObject(empty);
    expect(solve(lineOf([], [], []), few)).toMatchObject(empty);
  });

  const good = lineOf([0, 10], [stopOf("s", 1)], [vehicleOf("a")]);
  const withStop = (more: object): RouteProblem => ({ ...good, stops: [stopOf("s", 1, more)] });
  const withVehicle = (more: object): RouteProblem => ({ ...good, vehicles: [vehicleOf("a", more)] });

  it.each([
    ["distance from place 0 to 1 is NaN", { ...good, distance: Float64Array.from([0, Number.NaN, 1, 0]) }],
    ["time from place 1 to 0 is -1", { ...good, time: Float64Array.from([0, 1, -1, 0]) }],
    ["from place 0 to 1 there is a way by one", { ...good, time: Float64Array.from([0, Infinity, 1, 0]) }],
    ["time has 3 numbers, not 2 × 2", { ...good, time: new Float64Array(3) }],
    ["distanceCost is NaN", { ...good, distanceCost: Number.NaN }],
    ["stop s: place 2 is not there", withStop({ place: 2 })],
    ["stop s: service is -1", withStop({ service: -1 })],
    ["stop s: demand is NaN", withStop({ demand: [Number.NaN] })],
    ["stop s: missCost is NaN", withStop({ missCost: Number.NaN })],
    ["stop s: window 5..4", withStop({ windows: [[5, 4]] })],
    [
      "stop s: windows are not sorted",
      withStop({
        windows: [
          [5, 9],
          [8, 10],
        ],
      }),
    ],
    ["stop s: onlyVehicle 1 is not there", withStop({ onlyVehicle: 1 })],
    ["vehicle a: must be back (900)", withVehicle({ latest: 900 })],
    ["vehicle a: fixedCost is -1", withVehicle({ fixedCost: -1 })],
    ["vehicle a: rest begins within 9..8", withVehicle({ rest: { from: 9, to: 8, length: 1 } })],
  ])("is refused: %s", (message, problem) => {
    expect(() => solve(problem, few)).toThrow(RouteProblemError);
    expect(() => solve(problem, few)).toThrow(message);
  });

  it("gets fewer iterations the larger it is, and never none", () => {
    const of = (stops: number) =>
      iterationsFor({ stops: Array.from({ length: stops }, () => stopOf("s", 0)), vehicles: [vehicleOf("a")] });
    expect([0, 1, 46, 1000].map(of)).toEqual([1, 1, 7609, 500]);
  });
});

describe("the worker", () => {
  it("finds what the search finds here", async () => {
    const problem = randomProblem(31, 25);
    expect(await solver.solve(problem, few)).toEqual(solve(problem, few));
  });

  it("ends when nobody waits any more", async () => {
    const cancel = new AbortController();
    const found = solver.solve(randomProblem(31, 25), { seed: 1, iterations: 1e12 }, cancel.signal);
    cancel.abort(new Error("the dispatcher left"));
    await expect(found).rejects.toThrow("the dispatcher left");
    await expect(solver.solve(randomProblem(31, 25), few, cancel.signal)).rejects.toThrow("the dispatcher left");
  });

  it("tells what is wrong with a problem as the search does", async () => {
    const problem = lineOf([0, 10], [stopOf("s", 3)], [vehicleOf("a")]);
    await expect(solver.solve(problem, few)).rejects.toThrow(new RouteProblemError("stop s: place 3 is not there"));
  });
});
