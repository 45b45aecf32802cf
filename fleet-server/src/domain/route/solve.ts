// Ruin and recreate with simulated annealing: a part of the plan is taken apart, put together again, and kept when it is
// better, or while the search is young, not much worse.
import { leastVehicles } from "./fleet-search.ts";
import { prepare } from "./prepared.ts";
import type { RouteProblem, RouteSolution, SearchLimits } from "./problem.ts";
import { refuseFaults } from "./problem-fault.ts";
import { chance, exp, ln } from "./random.ts";
import { Recreate } from "./recreate.ts";
import { clear, exchange, Ruin } from "./ruin.ts";
import { solutionOf } from "./solution.ts";
import { averageArc, Tour } from "./tour.ts";

/** temperatures at the beginning and at the end, in arcs of average cost */
const hot = 1;
const cold = 0.03;
/** where vehicles differ, a whole day may be better with another: share of turns in which two exchange, or one stands still */
const exchanging = 0.06;
const standing = 0.06;
/** how often the limits are asked */
const askEvery = 32;

/** Iterations that give a good plan for a problem of this size; 46 stops take well under a second. */
export function iterationsFor({ stops, vehicles }: Pick<RouteProblem, "stops" | "vehicles">): number {
  if (stops.length < 2 || vehicles.length === 0) return 1;
  return Math.max(500, Math.min(12_000, Math.round(350_000 / stops.length)));
}

/** How far the search is, 0..1; 1 ends it. */
function progress(limits: SearchLimits): (iteration: number) => number {
  const { iterations, more, elapsed } = limits;
  return (iteration) => {
    if (iteration >= iterations || more?.(iteration) === false) return 1;
    return Math.min(1, elapsed === undefined ? iteration / iterations : elapsed(iteration));
  };
}

/** What is compared: those missing that must not be, then all costs. */
interface Worth {
  readonly musts: number;
  readonly cost: number;
}

const isBetter = (a: Worth, b: Worth) => a.musts < b.musts || (a.musts === b.musts && a.cost < b.cost);

/**
 * A plan for the problem. Without `elapsed` and unless `more` ends it, the same problem, seed and number of iterations give
 * the same plan on any machine.
 * @throws {RouteProblemError} when the problem cannot be meant
 */
export function solve(problem: RouteProblem, limits: SearchLimits): RouteSolution {
  refuseFaults(problem);
  const p = prepare(problem);
  const lot = chance(limits.seed);
  const tour = new Tour(p);
  const recreate = new Recreate(tour, lot);
  const ruin = new Ruin(tour, lot);
  const current = new Tour(p);
  const best = new Tour(p);
  const worth = (): Worth => ({ musts: recreate.musts, cost: tour.drivenCost() + recreate.missCost });
  const far = progress(limits);
  recreate.run(true, false);
  let iteration = leastVehicles({ tour, ruin, recreate, lot, far });
  recreate.run(true, false);
  let currentWorth = worth();
  current.copyFrom(tour);
  best.copyFrom(tour);
  let bestWorth = currentWorth;
  const arc = averageArc(tour);
  const cooling = ln(cold / hot);
  let heat = hot * arc;
  const begun = far(iteration);
  const differ = p.kind.some((kind) => kind !== 0);
  for (; p.stops > 1 && p.vehicles > 0; iteration++) {
    if (iteration % askEvery === 0) {
      const share = far(iteration);
      if (share >= 1) break;
      heat = hot * arc * exp(cooling * ((share - begun) / (1 - begun)));
    }
    const { musts, cost } = currentWorth;
    const turn = differ ? lot.unit() : 1;
    const closed = turn < standing ? lot.below(p.vehicles) : -1;
    const exchanged = turn >= standing && turn < standing + exchanging;
    if (closed !== -1) clear(tour, closed);
    if (exchanged) exchange(tour, lot.below(p.vehicles), lot.below(p.vehicles));
    if (!exchanged || lot.unit() < 0.5) ruin.run();
    recreate.run(true, true, closed);
    const found = worth();
    const allowed = cost - heat * ln(1 - lot.unit());
    if (isBetter(found, { musts, cost: allowed })) {
      current.copyFrom(tour);
      currentWorth = found;
      if (isBetter(found, bestWorth)) {
        best.copyFrom(tour);
        bestWorth = found;
      }
    } else tour.copyFrom(current);
  }
  tour.copyFrom(best);
  recreate.run(true, false);
  return solutionOf(p, tour);
}
