// Fewest vehicles first: a route is dissolved, and what has no place any more is put in by ruin and recreate, led by how
// often each stop was left over so far (absence counters of Christiaens and Vanden Berghe 2020).
import { type Chance, ln } from "./random.ts";
import type { Recreate } from "./recreate.ts";
import { clear, type Ruin } from "./ruin.ts";
import { averageArc, Tour } from "./tour.ts";

/** of the whole search, where it takes so long */
const share = 0.35;
/** how much dearer the rest may become on the way, in arcs of average cost */
const warm = 1;
const askEvery = 32;

interface Search {
  /** a plan to begin with; holds the plan of fewest vehicles afterwards */
  readonly tour: Tour;
  readonly ruin: Ruin;
  readonly recreate: Recreate;
  readonly lot: Chance;
  /** how far the search is after so many iterations */
  readonly far: (iteration: number) => number;
}

/** A vehicle is dearer than any way round could be. */
function vehiclesFirst({ p }: Tour): boolean {
  const dearest = p.cost.reduce((most, cost) => (cost < Infinity ? Math.max(most, cost) : most), 0);
  return p.problem.vehicles.every(({ fixedCost }) => fixedCost > 4 * dearest) && p.stops > 0;
}

/** As many as the load asks for where all vehicles are alike; else 1. */
function fewest({ p }: Tour): number {
  let least = 1;
  for (let d = 0; d < p.dimensions; d++) {
    let sum = 0;
    let most = 0;
    for (let stop = 0; stop < p.stops; stop++) sum += p.demand[stop * p.dimensions + d] ?? 0;
    for (let v = 0; v < p.vehicles; v++) most = Math.max(most, p.capacity[v * p.dimensions + d] ?? 0);
    if (most > 0 && most < Infinity) least = Math.max(least, Math.ceil(sum / most));
  }
  return least;
}

const inUse = (tour: Tour) => tour.length.reduce((used, length) => used + (length > 0 ? 1 : 0), 0);

/** The number of iterations spent. */
export function leastVehicles({ tour, ruin, recreate, lot, far }: Search): number {
  if (!vehiclesFirst(tour) || recreate.missing > 0) return 0;
  const { p } = tour;
  const absences = new Float64Array(p.stops);
  const absent = (of: Tour) => {
    let sum = 0;
    for (let stop = 0; stop < p.stops; stop++) if (of.route[stop] === -1) sum += absences[stop] ?? 0;
    return sum;
  };
  const dissolve = () => {
    let least = Infinity;
    let vehicle = -1;
    for (let v = 0; v < p.vehicles; v++) {
      if (tour.length[v] === 0) continue;
      let sum = 0;
      for (let stop = 0; stop < p.stops; stop++) if (tour.route[stop] === v) sum += absences[stop] ?? 0;
      if (sum >= least) continue;
      least = sum;
      vehicle = v;
    }
    if (vehicle !== -1) clear(tour, vehicle);
  };
  const floor = fewest(tour);
  const whole = new Tour(p);
  whole.copyFrom(tour);
  const current = new Tour(p);
  let iteration = 0;
  let currentMissing = p.stops;
  let currentCost = Infinity;
  const heat = warm * averageArc(tour);
  if (inUse(tour) > floor) dissolve();
  current.copyFrom(tour);
  for (; inUse(whole) > floor; iteration++) {
    if (iteration % askEvery === 0 && far(iteration) >= share) break;
    ruin.run();
    recreate.run(false, true);
    if (recreate.missing === 0) {
      whole.copyFrom(tour);
      dissolve();
      current.copyFrom(tour);
      currentMissing = p.stops;
      currentCost = Infinity;
      continue;
    }
    const [found, before] = [absent(tour), absent(current)];
    const missing = recreate.missing;
    for (let stop = 0; stop < p.stops; stop++) if (tour.route[stop] === -1) absences[stop] = (absences[stop] ?? 0) + 1;
    const cost = tour.drivenCost();
    const allowed = currentCost - heat * ln(1 - lot.unit());
    if (found < before || missing < currentMissing || (missing === currentMissing && cost < allowed)) {
      current.copyFrom(tour);
      currentMissing = missing;
      currentCost = cost;
    } else tour.copyFrom(current);
  }
  tour.copyFrom(whole);
  return iteration;
}
