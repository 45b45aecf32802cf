import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GoalCounts, goalOrder, goalWeights, weighed } from "./weights.ts";

const bounds = fc.record({
  stops: fc.integer({ min: 1, max: 46 }),
  overtime: fc.integer({ min: 0, max: 240 }),
  travel: fc.integer({ min: 0, max: 2640 }),
  lateness: fc.integer({ min: 0, max: 4000 }),
  due: fc.integer({ min: 0, max: 46 }),
});

describe("the goals of a day", () => {
  it("are never traded: whatever is better in an upper goal is better as a whole", () => {
    const days = bounds.chain(({ due, ...rest }) => {
      const dueStops = Math.min(due, rest.stops);
      const counts = fc.record({
        missed: fc.integer({ min: 0, max: dueStops }),
        lateness: fc.integer({ min: 0, max: rest.lateness }),
        overtime: fc.integer({ min: 0, max: rest.overtime }),
        waiting: fc.integer({ min: 0, max: rest.stops - dueStops }),
        travel: fc.integer({ min: 0, max: rest.travel }),
        moved: fc.integer({ min: 0, max: rest.stops }),
      });
      return fc.record({ of: fc.constant({ ...rest, dueStops }), a: counts, b: counts });
    });
    fc.assert(
      fc.property(days, ({ of, a, b }) => {
        const weights = goalWeights(of);
        expect(Math.sign(weighed(a, weights) - weighed(b, weights))).toBe(compared(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it("are whole numbers that a day of 46 terminals and four people can sum up exactly", () => {
    const weights = goalWeights({ stops: 46, dueStops: 6, overtime: 240, travel: 2640, lateness: 6 * 660 });
    for (const weight of Object.values(weights)) expect(Number.isSafeInteger(weight * 46)).toBe(true);
  });
});

function compared(a: GoalCounts, b: GoalCounts): number {
  for (const goal of goalOrder) if (a[goal] !== b[goal]) return Math.sign(a[goal] - b[goal]);
  return 0;
}
