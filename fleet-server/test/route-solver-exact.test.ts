// The search against dynamic programming, where the problem is small enough for it.
import { describe, expect, it } from "vitest";
import { faultsOf } from "../src/domain/route/check.ts";
import { solve } from "../src/domain/route/solve.ts";
import { exactly, worthOf } from "./route-exact.ts";
import { randomProblem } from "./route-problems.ts";

const cases = 1000;
const most = 9;

describe("routes of up to nine stops", () => {
  // windows, services, one to three vehicles; by halves optional stops, lateness and overtime, rests, capacity, fixed costs
  it("are the best there are, in 1,000 random cases", { timeout: 120_000 }, () => {
    const wrong: unknown[] = [];
    for (let seed = 1; seed <= cases; seed++) {
      const problem = randomProblem(seed, most);
      const found = solve(problem, { seed: 1, iterations: 2000 });
      const faults = faultsOf(problem, found);
      const [is, should] = [worthOf(problem, found), exactly(problem)];
      if (faults.length > 0 || is.musts !== should.musts || is.cost !== should.cost)
        wrong.push({ seed, is, should, faults });
    }
    expect(wrong).toEqual([]);
  });

  it("are no better than the dynamic programme says when the search hardly begins", () => {
    const worse = Array.from({ length: 60 }, (_, n) => randomProblem(n + 1, most)).filter((problem) => {
      const is = worthOf(problem, solve(problem, { seed: 1, iterations: 0 }));
      const should = exactly(problem);
      expect(is.musts * 1e9 + is.cost).toBeGreaterThanOrEqual(should.musts * 1e9 + should.cost);
      return is.musts > should.musts || is.cost > should.cost;
    });
    // the comparison can tell a good plan from a poor one
    expect(worse.length).toBeGreaterThan(5);
  });
});
