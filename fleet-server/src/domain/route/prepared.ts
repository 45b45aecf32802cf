// A problem laid out for the search: nodes are stops 0..n-1, then each vehicle's start, then each vehicle's end.
import type { RouteProblem, RouteVehicle, UnservedWhy } from "./problem.ts";
import { needsRest, scheduleOf } from "./schedule.ts";

export interface Prepared {
  readonly problem: RouteProblem;
  readonly stops: number;
  readonly vehicles: number;
  readonly nodes: number;
  readonly places: number;
  readonly place: Int32Array;
  readonly service: Float64Array;
  /** first and last moment of a node's windows; `windows` where it has more than one */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly windows: readonly (readonly (readonly [number, number])[])[];
  readonly split: Uint8Array;
  readonly due: Float64Array;
  readonly lateCost: Float64Array;
  /** of an arc; `Into` is the same by its end: `costInto[to * places + from]` */
  readonly cost: Float64Array;
  readonly costInto: Float64Array;
  readonly time: Float64Array;
  readonly timeInto: Float64Array;
  readonly dimensions: number;
  readonly demand: Float64Array;
  readonly capacity: Float64Array;
  /** `vehicle * stops + stop`: could do it if it did nothing else */
  readonly allowed: Uint8Array;
  readonly preferred: Int32Array;
  readonly moveCost: Float64Array;
  readonly missCost: Float64Array;
  /** never left out where it fits */
  readonly must: Uint8Array;
  /** lateness, overtime or a rest have to be counted on this vehicle's route */
  readonly soft: Uint8Array;
  /** vehicles of one kind are the same while they are empty */
  readonly kind: Int32Array;
  /** `stop * stops + n`: the n-th nearest to the stop, itself first */
  readonly near: Int32Array;
  /** stops that no vehicle could do, even alone */
  readonly hopeless: ReadonlyMap<number, UnservedWhy>;
}

const hasRoom = (capacity: readonly number[], demand: readonly number[]) =>
  demand.every((wanted, d) => wanted <= (capacity[d] ?? 0));

/** Why the vehicle could not do the stop even if it did nothing else; null: it could. */
function refusal(problem: RouteProblem, v: number, s: number): UnservedWhy | null {
  const vehicle = problem.vehicles[v];
  const stop = problem.stops[s];
  if (vehicle === undefined || stop === undefined) return "no-vehicle";
  if (stop.onlyVehicle !== null && stop.onlyVehicle !== v) return "no-vehicle";
  if (!stop.skills.every((skill) => vehicle.skills.includes(skill))) return "skill";
  if (!hasRoom(vehicle.capacity, stop.demand)) return "capacity";
  const way = (from: number, to: number) => (problem.time[from * problem.places + to] ?? Infinity) < Infinity;
  if (!way(vehicle.start, stop.place) || !way(stop.place, vehicle.end)) return "unreachable";
  return scheduleOf(problem, v, [s]) === null ? "time" : null;
}

/** Of several vehicles' refusals the one that came nearest to yes. */
const nearestToYes: readonly UnservedWhy[] = ["time", "unreachable", "capacity", "skill", "no-vehicle"];

function sameKind(problem: RouteProblem): Int32Array {
  const named = new Set(problem.stops.flatMap(({ preferred, onlyVehicle }) => [preferred, onlyVehicle]));
  const kinds = new Map<string, number>();
  const kindOf = (vehicle: RouteVehicle, v: number) => {
    const key = JSON.stringify([{ ...vehicle, id: "" }, named.has(v) ? v : -1]);
    const kind = kinds.get(key) ?? kinds.size;
    kinds.set(key, kind);
    return kind;
  };
  return Int32Array.from(problem.vehicles, kindOf);
}

function neighbours(stops: number, places: number, place: Int32Array, cost: Float64Array): Int32Array {
  const near = new Int32Array(stops * stops);
  const far = new Float64Array(stops);
  for (let s = 0; s < stops; s++) {
    const here = place[s] ?? 0;
    for (let other = 0; other < stops; other++) {
      const there = place[other] ?? 0;
      far[other] = (cost[here * places + there] ?? 0) + (cost[there * places + here] ?? 0);
    }
    far[s] = -1;
    const order = Int32Array.from({ length: stops }, (_, n) => n);
    // Infinity - Infinity is no order
    order.sort((a, b) => (far[a] === far[b] ? a - b : (far[a] ?? 0) - (far[b] ?? 0)));
    near.set(order, s * stops);
  }
  return near;
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) turned[b * size + a] = matrix[a * size + b] ?? 0;
  return turned;
}

export function prepare(problem: RouteProblem): Prepared {
  const { stops, vehicles, places, distance, time, distanceCost, timeCost } = problem;
  const S = stops.length;
  const V = vehicles.length;
  const dimensions = Math.max(0, ...stops.map(({ demand }) => demand.length));
  const cost = distance.map((far, n) => (far < Infinity ? far * distanceCost + (time[n] ?? 0) * timeCost : Infinity));
  const starts = vehicles.map(({ start }) => start);
  const ends = vehicles.map(({ end }) => end);
  const place = Int32Array.from([...stops.map((stop) => stop.place), ...starts, ...ends]);
  const windows = [
    ...stops.map((stop) => stop.windows),
    ...vehicles.map(({ from, latest }) => [[from, latest] as const]),
    ...vehicles.map(({ from, latest }) => [[from, latest] as const]),
  ];
  const allowed = new Uint8Array(V * S);
  const hopeless = new Map<number, UnservedWhy>();
  for (const [s, stop] of stops.entries()) {
    const refusals = vehicles.map((_, v) => refusal(problem, v, s));
    for (const [v, why] of refusals.entries()) allowed[v * S + s] = why === null ? 1 : 0;
    if (refusals.includes(null)) continue;
    const nearest = nearestToYes.find((why) => refusals.includes(why)) ?? "no-vehicle";
    hopeless.set(s, V > 0 && stop.windows.length === 0 ? "no-window" : nearest);
  }
  const hasLateCost = stops.some(({ due, lateCost }) => due !== null && lateCost > 0);
  const isSoft = (vehicle: RouteVehicle) =>
    hasLateCost || needsRest(vehicle, vehicle.latest) || (vehicle.overtimeCost > 0 && vehicle.latest > vehicle.to);
  return {
    problem,
    stops: S,
    vehicles: V,
    nodes: S + 2 * V,
    places,
    place,
    service: Float64Array.from({ length: S + 2 * V }, (_, n) => stops[n]?.service ?? 0),
    opens: Float64Array.from(windows, (of) => of[0]?.[0] ?? Infinity),
    closes: Float64Array.from(windows, (of) => of.at(-1)?.[1] ?? -Infinity),
    windows,
    split: Uint8Array.from(windows, (of) => (of.length > 1 ? 1 : 0)),
    due: Float64Array.from(stops, ({ due }) => due ?? Infinity),
    lateCost: Float64Array.from(stops, ({ lateCost }) => lateCost),
    cost,
    costInto: transposed(cost, places),
    time,
    timeInto: transposed(time, places),
    dimensions,
    demand: Float64Array.from(
      { length: S * dimensions },
      (_, n) => stops[Math.floor(n / dimensions)]?.demand[n % dimensions] ?? 0,
    ),
    capacity: Float64Array.from(
      { length: V * dimensions },
      (_, n) => vehicles[Math.floor(n / dimensions)]?.capacity[n % dimensions] ?? 0,
    ),
    allowed,
    preferred: Int32Array.from(stops, ({ preferred }) => preferred ?? -1),
    moveCost: Float64Array.from(stops, (stop) => stop.moveCost),
    missCost: Float64Array.from(stops, ({ missCost }) => (missCost < Infinity ? missCost : 0)),
    must: Uint8Array.from(stops, ({ missCost }) => (missCost < Infinity ? 0 : 1)),
    soft: Uint8Array.from(vehicles, (vehicle) => (isSoft(vehicle) ? 1 : 0)),
    kind: sameKind(problem),
    near: neighbours(S, places, place, cost),
    hopeless,
  };
}
