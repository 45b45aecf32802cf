// Where lateness, overtime or a rest count: the ways of coming to a node that no other beats in both time and cost, beside
// each other in flat arrays. Slot 0 of a node is the way without rest so far, the others have rested.
import type { Prepared } from "./prepared.ts";

/** ways kept for a node; more than enough, as a rest fits between few stops of a day */
const wide = 8;
/** less than the problem's tolerance, so that what the search takes the schedule takes too */
const rounding = 1e-7;

/** When work at a node that could begin at `at` does begin; Infinity: never any more. */
export function beginAt(p: Prepared, node: number, at: number): number {
  if (p.split[node] === 0) {
    if (at > (p.closes[node] ?? 0) + rounding) return Infinity;
    return Math.max(at, p.opens[node] ?? 0);
  }
  for (const [from, to] of p.windows[node] ?? []) if (at <= to + rounding) return Math.max(at, from);
  return Infinity;
}

/** The last moment not after `bound` at which work at a node may begin; -Infinity: none. */
export function latestAt(p: Prepared, node: number, bound: number): number {
  if (p.split[node] === 0) return (p.opens[node] ?? 0) <= bound ? Math.min(p.closes[node] ?? 0, bound) : -Infinity;
  const windows = p.windows[node] ?? [];
  for (let n = windows.length - 1; n >= 0; n--) {
    const [from, to] = windows[n] ?? [Infinity, Infinity];
    if (from <= bound) return Math.min(to, bound);
  }
  return -Infinity;
}

export class Labels {
  readonly #p: Prepared;
  readonly #count: Int32Array;
  readonly #time: Float64Array;
  readonly #cost: Float64Array;

  constructor(p: Prepared) {
    this.#p = p;
    // two more than the nodes have: a way that is only being weighed
    this.#count = new Int32Array(p.nodes + 2);
    this.#time = new Float64Array((p.nodes + 2) * wide);
    this.#cost = new Float64Array((p.nodes + 2) * wide);
  }

  copyFrom(other: Labels): void {
    this.#count.set(other.#count);
    this.#time.set(other.#time);
    this.#cost.set(other.#cost);
  }

  start(vehicle: number): void {
    const node = this.#p.stops + vehicle;
    this.#count[node] = 1;
    this.#time[node * wide] = this.#p.opens[node] ?? 0;
    this.#cost[node * wide] = 0;
  }

  #push(place: number, time: number, cost: number): void {
    const base = place * wide;
    let count = this.#count[place] ?? 0;
    for (let n = base + 1; n < base + count; n++)
      if ((this.#time[n] ?? 0) <= time && (this.#cost[n] ?? 0) <= cost) return;
    let kept = 1;
    for (let n = base + 1; n < base + count; n++) {
      const beaten = (this.#time[n] ?? 0) >= time && (this.#cost[n] ?? 0) >= cost;
      if (beaten) continue;
      this.#time[base + kept] = this.#time[n] ?? 0;
      this.#cost[base + kept] = this.#cost[n] ?? 0;
      kept += 1;
    }
    count = kept;
    if (count < wide) {
      this.#time[base + count] = time;
      this.#cost[base + count] = cost;
      count += 1;
    }
    this.#count[place] = count;
  }

  #arrive(node: number, at: number, sofar: number, into: number): void {
    const begin = beginAt(this.#p, node, at);
    if (begin < Infinity) this.#push(into, begin, sofar + this.#late(node, begin));
  }

  #late(node: number, begin: number): number {
    const late = begin - (node < this.#p.stops ? (this.#p.due[node] ?? Infinity) : Infinity);
    return late > 0 ? late * (this.#p.lateCost[node] ?? 0) : 0;
  }

  /** From the ways of `from` (kept in `at`) the ways of `to`, kept in `into`; false: there is none. */
  extend(vehicle: number, from: number, at: number, to: number, into: number): boolean {
    const p = this.#p;
    const travel = p.time[(p.place[from] ?? 0) * p.places + (p.place[to] ?? 0)] ?? 0;
    const service = p.service[from] ?? 0;
    const base = at * wide;
    const leave = (this.#time[base] ?? 0) + service;
    const sofar = this.#cost[base] ?? 0;
    const arrive = leave + travel;
    const begin = beginAt(p, to, arrive);
    if (begin === Infinity) return false;
    this.#count[into] = 1;
    this.#time[into * wide] = begin;
    this.#cost[into * wide] = sofar + this.#late(to, begin);
    const count = this.#count[at] ?? 0;
    for (let n = base + 1; n < base + count; n++)
      this.#arrive(to, (this.#time[n] ?? 0) + service + travel, this.#cost[n] ?? 0, into);
    const rest = p.problem.vehicles[vehicle]?.rest ?? null;
    if (rest === null) return true;
    if (arrive <= rest.to) this.#arrive(to, Math.max(arrive, rest.from) + rest.length, sofar, into);
    else if (leave <= rest.to) this.#arrive(to, Math.max(leave, rest.from) + rest.length + travel, sofar, into);
    return true;
  }

  /** Least cost of lateness and overtime of a day whose ways to the end are kept in `at`; Infinity: no such day. */
  settle(vehicle: number, at: number): number {
    const whole = this.#p.problem.vehicles[vehicle];
    if (whole === undefined) return Infinity;
    const { rest, from, to, overtimeCost } = whole;
    const base = at * wide;
    let best = Infinity;
    for (let n = 0; n < (this.#count[at] ?? 0); n++) {
      const end = this.#time[base + n] ?? 0;
      if (n === 0 && rest !== null && from <= rest.to && end > rest.to + rounding) continue;
      best = Math.min(best, (this.#cost[base + n] ?? 0) + Math.max(0, end - to) * overtimeCost);
    }
    return best;
  }
}
