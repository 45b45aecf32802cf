// Problems of routes for tests: plain ones by hand, and random ones in whole numbers, so that sums are exact.
import type { RouteProblem, RouteStop, RouteVehicle } from "../src/domain/route/problem.ts";
import { type Chance, chance } from "../src/domain/route/random.ts";

export function stopOf(id: string, place: number, more: Partial<RouteStop> = {}): RouteStop {
  return {
    id,
    place,
    windows: [[0, 1000]],
    service: 10,
    demand: [],
    skills: [],
    missCost: Infinity,
    due: null,
    lateCost: 0,
    preferred: null,
    moveCost: 0,
    onlyVehicle: null,
    ...more,
  };
}

export function vehicleOf(id: string, more: Partial<RouteVehicle> = {}): RouteVehicle {
  return {
    id,
    start: 0,
    end: 0,
    from: 0,
    to: 1000,
    latest: 1000,
    overtimeCost: 0,
    fixedCost: 0,
    capacity: [],
    skills: [],
    rest: null,
    ...more,
  };
}

/** Places on a line, one unit of way in one unit of time. */
export function lineOf(
  at: readonly number[],
  stops: readonly RouteStop[],
  vehicles: readonly RouteVehicle[],
  more: Partial<RouteProblem> = {},
): RouteProblem {
  const places = at.length;
  const distance = Float64Array.from({ length: places * places }, (_, n) =>
    Math.abs((at[Math.floor(n / places)] ?? 0) - (at[n % places] ?? 0)),
  );
  return { stops, vehicles, places, distance, time: distance, distanceCost: 1, timeCost: 0, ...more };
}

/** What a random problem may hold besides windows and service times. */
export interface Flavour {
  readonly optional: boolean;
  readonly late: boolean;
  readonly rest: boolean;
  readonly capacity: boolean;
  readonly fixed: boolean;
}

function randomStop(n: number, vehicles: number, flavour: Flavour, lot: Chance): RouteStop {
  const chanceOf = (share: number) => lot.unit() < share;
  const open = lot.below(150);
  const windows: [number, number][] = [[open, open + 20 + lot.below(120)]];
  if (chanceOf(0.3)) windows.push([open + 160, open + 190 + lot.below(60)]);
  return stopOf(`s${n}`, n + 1, {
    windows,
    service: lot.below(20),
    demand: flavour.capacity ? [1 + lot.below(5)] : [],
    skills: chanceOf(0.15) ? ["printer"] : [],
    missCost: flavour.optional && chanceOf(0.7) ? 20 + lot.below(200) : Infinity,
    due: flavour.late && chanceOf(0.6) ? open + lot.below(60) : null,
    lateCost: 1 + lot.below(5),
    preferred: chanceOf(0.3) ? lot.below(vehicles) : null,
    moveCost: lot.below(15),
    onlyVehicle: chanceOf(0.08) ? lot.below(vehicles) : null,
  });
}

function randomVehicle(n: number, flavour: Flavour, lot: Chance): RouteVehicle {
  const from = lot.below(30);
  const to = 220 + lot.below(100);
  const late = flavour.late && lot.unit() < 0.6;
  const restFrom = 80 + lot.below(40);
  return vehicleOf(`v${n}`, {
    from,
    to,
    latest: late ? to + lot.below(60) : to,
    overtimeCost: late ? 1 + lot.below(4) : 0,
    fixedCost: flavour.fixed ? lot.below(2) * 400 : 0,
    capacity: flavour.capacity ? [8 + lot.below(12)] : [],
    skills: n === 0 || lot.unit() < 0.5 ? ["printer"] : [],
    rest: flavour.rest ? { from: restFrom, to: restFrom + lot.below(60), length: 10 + lot.below(30) } : null,
  });
}

/** Up to `most` stops on a grid, up to three vehicles. */
export function randomProblem(seed: number, most: number): RouteProblem {
  const lot = chance(seed);
  const half = () => lot.unit() < 0.5;
  const flavour: Flavour = { optional: half(), late: half(), rest: half(), capacity: half(), fixed: half() };
  const count = 1 + lot.below(most);
  const vehicles = 1 + lot.below(3);
  const places = count + 1;
  const grid = Array.from({ length: places }, () => [lot.below(40), lot.below(40)] as const);
  const way = (n: number) => {
    const [ax, ay] = grid[Math.floor(n / places)] ?? [0, 0];
    const [bx, by] = grid[n % places] ?? [0, 0];
    return Math.abs(ax - bx) + Math.abs(ay - by);
  };
  const distance = Float64Array.from({ length: places * places }, (_, n) => way(n));
  return {
    places,
    distance,
    // sometimes the way back takes longer, and the way round is quicker than straight on
    time: half() ? distance : distance.map((far) => (far === 0 ? 0 : far + lot.below(8))),
    distanceCost: 1,
    timeCost: lot.below(2),
    stops: Array.from({ length: count }, (_, n) => randomStop(n, vehicles, flavour, lot)),
    vehicles: Array.from({ length: vehicles }, (_, n) => randomVehicle(n, flavour, lot)),
  };
}
