// The search's own picture of a solution: each route a chain of nodes, with the times that tell in one step whether a stop
// fits between two others: the earliest each can begin, and the latest it may without harm to those behind it.
import { beginAt, Labels, latestAt } from "./labels.ts";
import type { Prepared } from "./prepared.ts";

export class Tour {
  readonly p: Prepared;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** the stop's vehicle; -1: nobody has it */
  readonly route: Int32Array;
  /** stops before it on its route */
  readonly position: Int32Array;
  /** work ends, at the earliest */
  readonly leave: Float64Array;
  readonly latest: Float64Array;
  /** cost of the way to the next node; 0 on an empty route, which nobody drives */
  readonly arc: Float64Array;
  readonly length: Int32Array;
  readonly load: Float64Array;
  /** of the whole route, and how much of it is lateness and overtime */
  readonly routeCost: Float64Array;
  readonly softCost: Float64Array;
  readonly #labels: Labels | null;

  constructor(p: Prepared) {
    this.p = p;
    this.next = new Int32Array(p.nodes);
    this.prev = new Int32Array(p.nodes);
    this.route = new Int32Array(p.stops).fill(-1);
    this.position = new Int32Array(p.stops);
    this.leave = new Float64Array(p.nodes);
    this.latest = new Float64Array(p.nodes);
    this.arc = new Float64Array(p.nodes);
    this.length = new Int32Array(p.vehicles);
    this.load = new Float64Array(p.vehicles * p.dimensions);
    this.routeCost = new Float64Array(p.vehicles);
    this.softCost = new Float64Array(p.vehicles);
    this.#labels = p.soft.includes(1) ? new Labels(p) : null;
    for (let v = 0; v < p.vehicles; v++) {
      this.next[this.start(v)] = this.end(v);
      this.prev[this.end(v)] = this.start(v);
      this.refresh(v);
    }
  }

  start(vehicle: number): number {
    return this.p.stops + vehicle;
  }

  end(vehicle: number): number {
    return this.p.stops + this.p.vehicles + vehicle;
  }

  copyFrom(other: Tour): void {
    this.next.set(other.next);
    this.prev.set(other.prev);
    this.route.set(other.route);
    this.position.set(other.position);
    this.leave.set(other.leave);
    this.latest.set(other.latest);
    this.arc.set(other.arc);
    this.length.set(other.length);
    this.load.set(other.load);
    this.routeCost.set(other.routeCost);
    this.softCost.set(other.softCost);
    if (this.#labels !== null && other.#labels !== null) this.#labels.copyFrom(other.#labels);
  }

  /** Takes a stop out of its chain; the caller refreshes the route. */
  unlink(stop: number): void {
    const before = this.prev[stop] ?? 0;
    const after = this.next[stop] ?? 0;
    this.next[before] = after;
    this.prev[after] = before;
    this.route[stop] = -1;
  }

  /** Puts a stop behind a node; the caller refreshes the route. */
  link(stop: number, vehicle: number, before: number): void {
    const after = this.next[before] ?? 0;
    this.next[before] = stop;
    this.prev[stop] = before;
    this.next[stop] = after;
    this.prev[after] = stop;
    this.route[stop] = vehicle;
  }

  /** Counts a changed route anew. False: it cannot be driven any more (only where the way round is shorter than straight on). */
  refresh(vehicle: number): boolean {
    const { p, next } = this;
    const start = this.start(vehicle);
    const end = this.end(vehicle);
    this.load.fill(0, vehicle * p.dimensions, (vehicle + 1) * p.dimensions);
    let leave = p.opens[start] ?? 0;
    this.leave[start] = leave;
    let cost = p.problem.vehicles[vehicle]?.fixedCost ?? 0;
    let length = 0;
    for (let node = start; node !== end; ) {
      const to = next[node] ?? end;
      const way = (p.place[node] ?? 0) * p.places + (p.place[to] ?? 0);
      const begin = beginAt(p, to, leave + (p.time[way] ?? 0));
      if (begin === Infinity && (length > 0 || to !== end)) return false;
      leave = begin + (p.service[to] ?? 0);
      this.leave[to] = leave;
      this.arc[node] = p.cost[way] ?? 0;
      cost += p.cost[way] ?? 0;
      if (to !== end) {
        this.position[to] = length;
        length += 1;
        for (let d = 0; d < p.dimensions; d++)
          this.load[vehicle * p.dimensions + d] =
            (this.load[vehicle * p.dimensions + d] ?? 0) + (p.demand[to * p.dimensions + d] ?? 0);
        cost += this.moved(to, vehicle);
      }
      node = to;
    }
    this.length[vehicle] = length;
    this.#backwards(start, end);
    if (length === 0) this.arc[start] = 0;
    const soft = this.#count(vehicle, start, end);
    this.softCost[vehicle] = length === 0 ? 0 : soft;
    this.routeCost[vehicle] = length === 0 ? 0 : cost + soft;
    return length === 0 || soft < Infinity;
  }

  moved(stop: number, vehicle: number): number {
    const preferred = this.p.preferred[stop] ?? -1;
    return preferred === -1 || preferred === vehicle ? 0 : (this.p.moveCost[stop] ?? 0);
  }

  #backwards(start: number, end: number): void {
    const { p } = this;
    let bound = p.closes[end] ?? 0;
    this.latest[end] = bound;
    for (let node = end; node !== start; ) {
      const before = this.prev[node] ?? start;
      const travel = p.time[(p.place[before] ?? 0) * p.places + (p.place[node] ?? 0)] ?? 0;
      bound = latestAt(p, before, bound - travel - (p.service[before] ?? 0));
      this.latest[before] = bound;
      node = before;
    }
  }

  #count(vehicle: number, start: number, end: number): number {
    const labels = this.#labels;
    if (labels === null || this.p.soft[vehicle] === 0) return 0;
    labels.start(vehicle);
    for (let node = start; node !== end; ) {
      const to = this.next[node] ?? end;
      if (!labels.extend(vehicle, node, node, to, to)) return Infinity;
      node = to;
    }
    return labels.settle(vehicle, end);
  }

  /** Lateness and overtime of the vehicle's route if the stop came behind `before`; Infinity: it does not fit. */
  softCostWith(stop: number, vehicle: number, before: number): number {
    const labels = this.#labels;
    if (labels === null || this.p.soft[vehicle] === 0) return 0;
    const end = this.end(vehicle);
    let at = this.p.nodes;
    if (!labels.extend(vehicle, before, before, stop, at)) return Infinity;
    let from = stop;
    for (let to = this.next[before] ?? end; ; to = this.next[to] ?? end) {
      const into = at === this.p.nodes ? this.p.nodes + 1 : this.p.nodes;
      if (!labels.extend(vehicle, from, at, to, into)) return Infinity;
      at = into;
      if (to === end) return labels.settle(vehicle, at);
      from = to;
    }
  }

  /** Cost of all routes; what is missing is not in it. */
  drivenCost(): number {
    let cost = 0;
    for (let v = 0; v < this.p.vehicles; v++) cost += this.routeCost[v] ?? 0;
    return cost;
  }
}

/** Average cost of a way on the routes in use: the scale on which plans are compared; 1 where nothing is driven. */
export function averageArc({ p, route, length, arc }: Tour): number {
  let sum = 0;
  let arcs = 0;
  for (let node = 0; node < p.stops + p.vehicles; node++) {
    const isDriven = node < p.stops ? route[node] !== -1 : length[node - p.stops] !== 0;
    if (!isDriven) continue;
    sum += arc[node] ?? 0;
    arcs += 1;
  }
  return sum === 0 ? 1 : sum / arcs;
}
