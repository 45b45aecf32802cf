// The search for routes beside the server's own thread: one worker for each search, gone when it has answered.
import { Worker } from "node:worker_threads";
import type { RouteProblem, RouteSolution, SearchLimits } from "../domain/route/problem.ts";
import { RouteProblemError } from "../domain/route/problem-fault.ts";
import type { RouteAnswer, RouteTask } from "../route-worker.ts";

export interface RouteSolver {
  /**
   * Rejects with the signal's reason when it is aborted, and with an error that names the stop or vehicle when the problem
   * cannot be meant. The same limits give what `solve` itself gives.
   */
  solve(
    problem: RouteProblem,
    limits: Pick<SearchLimits, "seed" | "iterations">,
    signal?: AbortSignal,
  ): Promise<RouteSolution>;
}

const program = new URL("../route-worker.ts", import.meta.url);

export function createRouteSolver(): RouteSolver {
  return {
    async solve(problem, { seed, iterations }, signal) {
      signal?.throwIfAborted();
      const task: RouteTask = { problem, seed, iterations };
      const worker = new Worker(program, { workerData: task });
      const { promise, resolve, reject } = Promise.withResolvers<RouteSolution>();
      const stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      worker.once("message", (answer: RouteAnswer) => {
        if ("solution" in answer) resolve(answer.solution);
        else reject(new RouteProblemError(answer.fault));
      });
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`the route worker ended with ${code} and no answer`)));
      try {
        return await promise;
      } finally {
        signal?.removeEventListener("abort", stop);
        await worker.terminate();
      }
    },
  };
}
