// The cheapest place for one stop, found by looking at every gap of every route that may have it.
import type { Prepared } from "./prepared.ts";
import { type Chance, ln } from "./random.ts";
import type { Tour } from "./tour.ts";

/** every hundredth gap is overlooked, so that the same stops do not always end in the same places */
const blinking = 0.01;

export class Insertion {
  readonly #tour: Tour;
  readonly #p: Prepared;
  readonly #chance: Chance;
  readonly #seen: Int32Array;
  #stamp = 0;
  /** gaps until the next that is overlooked */
  #untilBlink = 0;
  /** a vehicle that gets nothing; -1: none */
  closed = -1;
  /** what the place found costs, and where it is; Infinity: there is none */
  cost = Infinity;
  vehicle = -1;
  before = -1;

  constructor(tour: Tour, chance: Chance) {
    this.#tour = tour;
    this.#p = tour.p;
    this.#chance = chance;
    this.#seen = new Int32Array(tour.p.vehicles);
    this.#untilBlink = this.#nextBlink();
  }

  #nextBlink(): number {
    return Math.floor(ln(1 - this.#chance.unit()) / ln(1 - blinking));
  }

  /** @param opens whether a vehicle without stops may be used */
  find(stop: number, opens: boolean, blinks: boolean): void {
    const { allowed, kind, stops, vehicles } = this.#p;
    const { length } = this.#tour;
    this.cost = Infinity;
    this.#stamp += 1;
    for (let v = 0; v < vehicles; v++) {
      if (allowed[v * stops + stop] !== 1 || v === this.closed) continue;
      if (length[v] === 0) {
        const same = kind[v] ?? 0;
        if (!opens || this.#seen[same] === this.#stamp) continue;
        this.#seen[same] = this.#stamp;
      }
      if (this.#hasRoom(stop, v)) this.#lookInto(stop, v, blinks);
    }
  }

  #hasRoom(stop: number, vehicle: number): boolean {
    const { dimensions, capacity, demand } = this.#p;
    for (let d = 0; d < dimensions; d++) {
      const load = (this.#tour.load[vehicle * dimensions + d] ?? 0) + (demand[stop * dimensions + d] ?? 0);
      if (load > (capacity[vehicle * dimensions + d] ?? 0)) return false;
    }
    return true;
  }

  #lookInto(stop: number, vehicle: number, blinks: boolean): void {
    const tour = this.#tour;
    const { place, places, time, timeInto, cost, costInto, opens, closes, split } = this.#p;
    const { next, leave, latest, arc } = tour;
    const row = (place[stop] ?? 0) * places;
    const isSoft = this.#p.soft[vehicle] === 1;
    const service = this.#p.service[stop] ?? 0;
    const closing = closes[stop] ?? 0;
    const opening = opens[stop] ?? 0;
    const hasGaps = split[stop] === 1;
    const end = tour.end(vehicle);
    const extra =
      tour.moved(stop, vehicle) +
      (tour.length[vehicle] === 0 ? (this.#p.problem.vehicles[vehicle]?.fixedCost ?? 0) : 0);
    let best = this.cost;
    for (let before = tour.start(vehicle); before !== end; ) {
      const left = leave[before] ?? 0;
      if (left > closing) break;
      const after = next[before] ?? end;
      const from = place[before] ?? 0;
      const to = place[after] ?? 0;
      const more = (costInto[row + from] ?? 0) + (cost[row + to] ?? 0) - (arc[before] ?? 0) + extra;
      if (more < best) {
        const arrive = left + (timeInto[row + from] ?? 0);
        if (arrive <= closing) {
          const begin = hasGaps ? this.#begin(stop, arrive) : arrive > opening ? arrive : opening;
          if (begin + service + (time[row + to] ?? 0) <= (latest[after] ?? 0)) {
            const soft = isSoft ? tour.softCostWith(stop, vehicle, before) - (tour.softCost[vehicle] ?? 0) : 0;
            if (more + soft < best && !(blinks && this.#blink())) {
              best = more + soft;
              this.cost = best;
              this.vehicle = vehicle;
              this.before = before;
            }
          }
        }
      }
      before = after;
    }
  }

  #begin(stop: number, at: number): number {
    for (const [from, to] of this.#p.windows[stop] ?? []) if (at <= to) return at > from ? at : from;
    return Infinity;
  }

  #blink(): boolean {
    if (this.#untilBlink > 0) {
      this.#untilBlink -= 1;
      return false;
    }
    this.#untilBlink = this.#nextBlink();
    return true;
  }
}
