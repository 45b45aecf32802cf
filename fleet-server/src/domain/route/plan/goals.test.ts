// Small days against every way there is to plan them: the solver's plan is the best by the goals in their order.
import { describe, expect, it } from "vitest";
import { at, frame, inspection, member, point, pointsOf } from "../../../../test/route-cases.ts";
import { chance } from "../random.ts";
import { solve } from "../solve.ts";
import { type DayProblem, type DayVisit, dayProblem } from "./day-problem.ts";
import { visitOf } from "./demand.ts";
import { dayPrice, type Sequences } from "./sequences.ts";
import { defaultSettings } from "./settings.ts";
import { visitIdOf } from "./stored.ts";

const date = "2026-11-23";

/** A day so full that something has to be late, in overtime or left out. */
function day(seed: number): DayProblem {
  const lot = chance(seed);
  const whole = (most: number) => lot.below(most);
  const numbers = [...new Set(Array.from({ length: 4 }, () => whole(49)))];
  const points = pointsOf(
    ...numbers.map((n) => {
      const fromMin = 540 + whole(120);
      const openingHours = whole(3) === 0 ? { week: [{ day: 1, fromMin, toMin: fromMin + 90 + whole(200) }] } : null;
      return point(n, { openingHours });
    }),
  );
  const shift = { fromMin: 510, toMin: 510 + 60 + whole(160), lunchMinutes: 0, maxOvertimeMin: whole(60) };
  const visits = numbers.map((n): DayVisit => {
    const dueAt = whole(2) === 0 ? at(date, 540 + whole(200)) : null;
    const demand = inspection(n, { dueAt });
    return {
      id: visitIdOf(date, demand.kioskId),
      visit: visitOf(demand.kioskId, [demand], defaultSettings),
      pinnedTo: null,
    };
  });
  return dayProblem(frame(date, [member(0, shift), member(1, shift)], points), visits);
}

/** Every choice of who does what in which order, or not at all. */
function* every(stops: number): Generator<Sequences> {
  function* place(n: number, sequences: Sequences): Generator<Sequences> {
    if (n === stops) {
      yield sequences;
      return;
    }
    yield* place(n + 1, sequences);
    for (const [who, own] of sequences.entries())
      for (let position = 0; position <= own.length; position++)
        yield* place(
          n + 1,
          sequences.map((one, i) => (i === who ? own.toSpliced(position, 0, n) : one)),
        );
  }
  yield* place(0, [[], []]);
}

describe("a small day", () => {
  it("is planned as well as it can be, by all goals in their order", () => {
    let hard = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const given = day(seed);
      const best = Math.min(...[...every(given.visits.length)].flatMap((one) => dayPrice(given, one)?.cost ?? []));
      const found = solve(given.problem, { seed, iterations: 400 });
      const sequences = given.crew.map((_, vehicle) =>
        (found.routes.find((route) => route.vehicle === vehicle)?.stops ?? []).map(({ stop }) => stop),
      );
      expect({ seed, cost: dayPrice(given, sequences)?.cost }).toEqual({ seed, cost: best });
      if (best >= given.weights.overtime) hard += 1;
    }
    // days in which an upper goal suffers are among them
    expect(hard).toBeGreaterThan(10);
  });
});
