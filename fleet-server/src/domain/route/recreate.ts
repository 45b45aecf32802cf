// Greedy insertion with blinks: whoever has no place gets the cheapest there is, in an order drawn by lot.
import { Insertion } from "./insertion.ts";
import type { Prepared } from "./prepared.ts";
import type { Chance } from "./random.ts";
import type { Tour } from "./tour.ts";

/** An order is a number for each stop, the lowest first; `weight` is its share of the lot. */
interface Order {
  readonly weight: number;
  readonly key: Float64Array;
}

function orders(p: Prepared): Order[] {
  const keys = (of: (stop: number) => number) => Float64Array.from({ length: p.stops }, (_, stop) => of(stop));
  const home = (stop: number) => p.cost[(p.place[p.stops] ?? 0) * p.places + (p.place[stop] ?? 0)] ?? 0;
  const load = (stop: number) => {
    let sum = 0;
    for (let d = 0; d < p.dimensions; d++) sum += p.demand[stop * p.dimensions + d] ?? 0;
    return sum;
  };
  const opens = (stop: number) => p.opens[stop] ?? 0;
  const closes = (stop: number) => Math.min(p.closes[stop] ?? 0, p.due[stop] ?? 0);
  const all: Order[] = [
    { weight: 4, key: keys((stop) => -load(stop)) },
    { weight: 2, key: keys((stop) => -home(stop)) },
    { weight: 1, key: keys(home) },
    { weight: 2, key: keys((stop) => closes(stop) - opens(stop)) },
    { weight: 2, key: keys(opens) },
    { weight: 2, key: keys((stop) => -closes(stop)) },
  ];
  // dear ones first, where some may be left out
  if (p.missCost.some((cost) => cost > 0))
    all.push({ weight: 6, key: keys((stop) => (p.must[stop] === 1 ? -Infinity : -(p.missCost[stop] ?? 0))) });
  // an order that tells no stop from another is none
  return all.filter(({ key }) => key.some((value) => value !== key[0]));
}

const byLot = 4;
/** share of runs that put in what fits at any price: two stops may be worth the way together that neither is alone */
const eager = 0.25;

export class Recreate {
  readonly #tour: Tour;
  readonly #chance: Chance;
  readonly #insertion: Insertion;
  readonly #orders: readonly Order[];
  readonly #lots: Float64Array;
  readonly #queue: Int32Array;
  readonly #weights: number;
  #atAnyPrice = false;
  /** what is missing after {@link run}: how many of those that must not be, and the price of the others */
  musts = 0;
  missing = 0;
  missCost = 0;

  constructor(tour: Tour, chance: Chance) {
    this.#tour = tour;
    this.#chance = chance;
    this.#insertion = new Insertion(tour, chance);
    this.#orders = orders(tour.p);
    this.#weights = this.#orders.reduce((sum, { weight }) => sum + weight, byLot);
    this.#lots = new Float64Array(tour.p.stops);
    this.#queue = new Int32Array(tour.p.stops);
  }

  /**
   * @param opens whether vehicles without stops may be used
   * @param closed a vehicle that gets nothing this time; -1: none
   */
  run(opens: boolean, blinks: boolean, closed = -1): void {
    const { p } = this.#tour;
    this.#insertion.closed = closed;
    this.musts = 0;
    this.missing = 0;
    this.missCost = 0;
    const waiting = this.#line();
    this.#atAnyPrice = blinks && this.#chance.unit() < eager;
    for (let n = 0; n < waiting; n++) {
      const stop = this.#queue[n] ?? 0;
      if (this.#place(stop, opens, blinks)) continue;
      this.missing += 1;
      if (p.must[stop] === 1) this.musts += 1;
      else this.missCost += p.missCost[stop] ?? 0;
    }
  }

  #place(stop: number, opens: boolean, blinks: boolean): boolean {
    const { p } = this.#tour;
    const insertion = this.#insertion;
    insertion.find(stop, opens, blinks);
    const price = this.#atAnyPrice || p.must[stop] === 1 ? Infinity : (p.missCost[stop] ?? 0);
    if (insertion.cost >= price) return false;
    const { vehicle, before } = insertion;
    this.#tour.link(stop, vehicle, before);
    if (this.#tour.refresh(vehicle)) return true;
    // the gap was measured with other roundings than the route
    this.#tour.unlink(stop);
    this.#tour.refresh(vehicle);
    return false;
  }

  /** Those without a place, in the order drawn; their number. */
  #line(): number {
    const { p, route } = this.#tour;
    const key = this.#drawn();
    let size = 0;
    for (let stop = 0; stop < p.stops; stop++) {
      if (route[stop] !== -1 || p.hopeless.has(stop)) continue;
      const value = key[stop] ?? 0;
      let at = size;
      for (; at > 0 && (key[this.#queue[at - 1] ?? 0] ?? 0) > value; at--) this.#queue[at] = this.#queue[at - 1] ?? 0;
      this.#queue[at] = stop;
      size += 1;
    }
    return size;
  }

  #drawn(): Float64Array {
    let drawn = this.#chance.below(this.#weights);
    for (const { weight, key } of this.#orders) {
      if (drawn < weight) return key;
      drawn -= weight;
    }
    const { route } = this.#tour;
    for (let stop = 0; stop < route.length; stop++) if (route[stop] === -1) this.#lots[stop] = this.#chance.unit();
    return this.#lots;
  }
}
