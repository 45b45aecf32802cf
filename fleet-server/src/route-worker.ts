// The worker's side of fleet/route-solver.ts: one search, one answer.
import { parentPort, workerData } from "node:worker_threads";
import type { RouteProblem, RouteSolution } from "./domain/route/problem.ts";
import { RouteProblemError } from "./domain/route/problem-fault.ts";
import { solve } from "./domain/route/solve.ts";

export interface RouteTask {
  readonly problem: RouteProblem;
  readonly seed: number;
  readonly iterations: number;
}

export type RouteAnswer = { readonly solution: RouteSolution } | { readonly fault: string };

function answerTo({ problem, seed, iterations }: RouteTask): RouteAnswer {
  try {
    return { solution: solve(problem, { seed, iterations }) };
  } catch (error) {
    if (error instanceof RouteProblemError) return { fault: error.message };
    throw error;
  }
}

const task: RouteTask = workerData;
parentPort?.postMessage(answerTo(task));
