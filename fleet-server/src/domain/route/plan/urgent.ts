// An order that cannot wait, put into a day that stands: at most two other visits move, none that was begun.
import type { RouteProblem } from "../problem.ts";
import type { DayProblem } from "./day-problem.ts";
import { routePrice, type Sequences } from "./sequences.ts";

export interface Insertion {
  readonly sequences: Sequences;
  readonly cost: number;
  /** stops that are at another place in the order, with somebody else, or left for another day */
  readonly moved: readonly number[];
}

/** Of so many, every pair is tried: a dispatcher waits for the answer. */
const pairsFrom = 12;

interface Place {
  readonly vehicle: number;
  readonly position: number;
  /** by how much the day gets dearer */
  readonly added: number;
}

/** Prices one person's stops once: the same order comes up again and again. */
class Prices {
  readonly #problem: RouteProblem;
  readonly #known = new Map<string, number | null>();

  constructor(problem: RouteProblem) {
    this.#problem = problem;
  }

  of(vehicle: number, stops: readonly number[]): number | null {
    const key = `${vehicle} ${stops.join(" ")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const price = routePrice(this.#problem, vehicle, stops)?.cost ?? null;
    this.#known.set(key, price);
    return price;
  }
}

/**
 * The cheapest way to put `stop` in. Others that move: none where that makes nothing due late, else one, else two.
 * @param movable stops that a person may be told to do otherwise: not begun, not pinned
 * @returns undefined where it fits nowhere
 */
export function insertUrgent(
  { problem, weights }: Pick<DayProblem, "problem" | "weights">,
  sequences: Sequences,
  stop: number,
  movable: ReadonlySet<number>,
): Insertion | undefined {
  const prices = new Prices(problem);
  const base = sequences.reduce((sum, stops, vehicle) => sum + (prices.of(vehicle, stops) ?? 0), 0);
  const served = new Set(sequences.flat());
  const missed = problem.stops.reduce((sum, one, n) => sum + (served.has(n) || n === stop ? 0 : one.missCost), 0);
  // what it costs if nobody did anything else that day: that is nobody else's fault
  const alone = Math.min(...sequences.map((_, vehicle) => prices.of(vehicle, [stop]) ?? Infinity));
  let best: Insertion | undefined;
  const offer = (found: Insertion | undefined) => {
    if (found !== undefined && (best === undefined || found.cost < best.cost)) best = found;
  };
  // goes on only while something above travel suffers
  const isGood = () => best !== undefined && best.cost - base - missed - alone < weights.waiting;

  const tried = (out: readonly number[]) => {
    const left = sequences.map((stops) => stops.filter((index) => !out.includes(index)));
    const found = placed(left, stop, out);
    offer(found);
    return found?.cost ?? Infinity;
  };
  tried([]);
  if (isGood()) return best;
  const able = sequences.flat().filter((index) => movable.has(index));
  const one = able.map((index) => ({ index, cost: tried([index]), frees: problem.stops[index]?.service ?? 0 }));
  if (isGood()) return best;
  // two of those that help most alone; where none does, of those that free most time
  const promising = one.sort((a, b) => (a.cost === b.cost ? b.frees - a.frees : a.cost - b.cost)).slice(0, pairsFrom);
  for (const [n, a] of promising.entries()) for (const b of promising.slice(n + 1)) tried([a.index, b.index]);
  return best;

  /** The urgent one first, then those that were taken out, each where it is cheapest; what fits nowhere is left out. */
  function placed(start: Sequences, urgent: number, out: readonly number[]): Insertion | undefined {
    const first = cheapest(start, urgent);
    if (first === undefined) return undefined;
    let now = withStop(start, urgent, first);
    for (const index of out) {
      const place = cheapest(now, index);
      const missCost = problem.stops[index]?.missCost ?? 0;
      if (place !== undefined && place.added < missCost) now = withStop(now, index, place);
    }
    const cost = total(now);
    return cost === undefined ? undefined : { sequences: now, cost, moved: movedOf(sequences, now, out) };
  }

  function cheapest(start: Sequences, index: number): Place | undefined {
    let found: Place | undefined;
    start.forEach((stops, vehicle) => {
      const before = prices.of(vehicle, stops);
      if (before === null) return;
      for (let position = 0; position <= stops.length; position++) {
        const price = prices.of(vehicle, stops.toSpliced(position, 0, index));
        if (price === null) continue;
        if (found === undefined || price - before < found.added) found = { vehicle, position, added: price - before };
      }
    });
    return found;
  }

  function total(all: Sequences): number | undefined {
    let cost = 0;
    const served = new Set(all.flat());
    problem.stops.forEach((one, n) => {
      if (!served.has(n)) cost += one.missCost;
    });
    for (const [vehicle, stops] of all.entries()) {
      const price = prices.of(vehicle, stops);
      if (price === null) return undefined;
      cost += price;
    }
    return cost;
  }
}

function withStop(sequences: Sequences, index: number, { vehicle, position }: Place): Sequences {
  return sequences.map((stops, n) => (n === vehicle ? stops.toSpliced(position, 0, index) : stops));
}

/** Of those taken out, the ones that did not come back to where they were. */
function movedOf(before: Sequences, after: Sequences, out: readonly number[]): number[] {
  return out.filter((index) => {
    const was = before.findIndex((stops) => stops.includes(index));
    const is = after.findIndex((stops) => stops.includes(index));
    if (was !== is) return true;
    const order = (all: Sequences) => (all[was] ?? []).filter((other) => other === index || !out.includes(other));
    const kept = order(before).indexOf(index);
    const others = order(after).filter((other) => order(before).includes(other));
    return others.indexOf(index) !== kept;
  });
}
