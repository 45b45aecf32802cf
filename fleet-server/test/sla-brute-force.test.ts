// The engine against clocks that walk hour by hour and day by day (fixtures/sla/slow-clock.ts), on random orders with
// pauses, extensions, reopenings, classes, parts, corrections and changing calendars. npm run fuzz:clock runs ten times as many.
import { describe, expect, it } from "vitest";
import { compare } from "../../fixtures/sla/compare.ts";
import { RandomCases } from "../../fixtures/sla/random-case.ts";

describe("the engine", () => {
  it("says what a day-by-day count says, on 100,000 random orders", () => {
    const random = new RandomCases(20_261_122);
    for (let n = 0; n < 100_000; n++) {
      const mismatch = compare(random.next());
      // Asserting each would cost more than counting each.
      if (mismatch !== null)
        expect({ n, ...mismatch.case, states: mismatch.engine }).toEqual({ n, states: mismatch.slow });
    }
  });
});

describe("the random orders", () => {
  it("are the same for the same seed, and others for another", () => {
    const first = (seed: number) => JSON.stringify(new RandomCases(seed).next());
    expect(first(5)).toBe(first(5));
    expect(first(5)).not.toBe(first(6));
  });
});
