// Slack induced string removal (Christiaens and Vanden Berghe 2020): strings of stops beside each other are taken out of
// routes beside each other, so that there is slack both in time and in room where they are put back.
import type { Chance } from "./random.ts";
import type { Tour } from "./tour.ts";

/** stops removed at one time on average, and of one route at most: the paper's values */
const average = 10;
const longest = 10;
/** share of strings that keep some stops in their middle, and chance that they keep one more */
const splitting = 0.5;
const keepingMore = 0.01;

export class Ruin {
  readonly #tour: Tour;
  readonly #chance: Chance;
  readonly #ruined: Int32Array;
  #stamp = 0;

  constructor(tour: Tour, chance: Chance) {
    this.#tour = tour;
    this.#chance = chance;
    this.#ruined = new Int32Array(tour.p.vehicles);
  }

  /** Takes strings out of the tour; its routes are counted anew. */
  run(): void {
    const { p, route, length } = this.#tour;
    let assigned = 0;
    let used = 0;
    for (let v = 0; v < p.vehicles; v++) {
      assigned += length[v] ?? 0;
      if ((length[v] ?? 0) > 0) used += 1;
    }
    if (used === 0) return;
    const string = Math.min(longest, assigned / used);
    const strings = Math.floor(this.#chance.unit() * ((4 * average) / (1 + string) - 1) + 1);
    const seed = this.#chance.below(p.stops);
    this.#stamp += 1;
    let done = 0;
    for (let n = 0; n < p.stops && done < strings; n++) {
      const stop = p.near[seed * p.stops + n] ?? 0;
      const vehicle = route[stop] ?? -1;
      if (vehicle === -1 || this.#ruined[vehicle] === this.#stamp) continue;
      this.#ruined[vehicle] = this.#stamp;
      this.#removeString(stop, vehicle, string);
      done += 1;
    }
  }

  #removeString(stop: number, vehicle: number, string: number): void {
    const tour = this.#tour;
    const size = tour.length[vehicle] ?? 0;
    const removing = Math.floor(this.#chance.unit() * Math.min(size, string) + 1);
    let keeping = 0;
    if (removing > 1 && removing < size && this.#chance.unit() < splitting) {
      keeping = 1;
      while (removing + keeping < size && this.#chance.unit() < keepingMore) keeping += 1;
    }
    const whole = Math.min(size, removing + keeping);
    const at = tour.position[stop] ?? 0;
    const first = Math.max(0, at - whole + 1);
    const offset = first + this.#chance.below(Math.min(at, size - whole) - first + 1);
    // the kept ones lie within the string, neither first nor last
    const keepFrom = keeping === 0 ? whole : 1 + this.#chance.below(removing - 1);
    let node = stop;
    for (let n = at; n > offset; n--) node = tour.prev[node] ?? 0;
    for (let n = 0; n < whole; n++) {
      const after = tour.next[node] ?? 0;
      if (n < keepFrom || n >= keepFrom + keeping) tour.unlink(node);
      node = after;
    }
    if (!tour.refresh(vehicle)) clear(tour, vehicle);
  }
}

/** Takes every stop off a vehicle. */
export function clear(tour: Tour, vehicle: number): void {
  const end = tour.end(vehicle);
  for (let node = tour.next[tour.start(vehicle)] ?? end; node !== end; ) {
    const after = tour.next[node] ?? end;
    tour.unlink(node);
    node = after;
  }
  tour.refresh(vehicle);
}

function stopsOf(tour: Tour, vehicle: number): number[] {
  const stops: number[] = [];
  const end = tour.end(vehicle);
  for (let node = tour.next[tour.start(vehicle)] ?? end; node !== end; node = tour.next[node] ?? end) stops.push(node);
  return stops;
}

/** Gives a vehicle a whole day, without those stops it may not have; one it could not drive is dropped. */
function take(tour: Tour, vehicle: number, stops: readonly number[]): void {
  const { allowed, dimensions, capacity } = tour.p;
  let last = tour.start(vehicle);
  for (const stop of stops) {
    if (allowed[vehicle * tour.p.stops + stop] !== 1) continue;
    tour.link(stop, vehicle, last);
    last = stop;
  }
  let fits = tour.refresh(vehicle);
  for (let d = vehicle * dimensions; d < (vehicle + 1) * dimensions; d++)
    if ((tour.load[d] ?? 0) > (capacity[d] ?? 0)) fits = false;
  if (!fits) clear(tour, vehicle);
}

/** Two vehicles take each other's day. */
export function exchange(tour: Tour, one: number, other: number): void {
  if (one === other) return;
  const [ones, others] = [stopsOf(tour, one), stopsOf(tour, other)];
  clear(tour, one);
  clear(tour, other);
  take(tour, one, others);
  take(tour, other, ones);
}
