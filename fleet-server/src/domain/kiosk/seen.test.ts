import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSeen, hasSeen, missingCount } from "./seen.ts";

describe("sequence numbers seen", () => {
  it("are the numbers that were added, in any order and however often", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 120 }), (numbers) => {
        const ranges = numbers.reduce<ReturnType<typeof addSeen>>((seen, n) => addSeen(seen, n), []);
        const set = new Set(numbers);
        for (let n = 0; n <= 61; n++) expect(hasSeen(ranges, n)).toBe(set.has(n));
        expect(missingCount(ranges)).toBe(Math.max(0, ...numbers) - set.size);
        // sorted, disjoint and not adjacent: as few ranges as possible
        for (let i = 1; i < ranges.length; i++) expect(ranges[i]?.[0]).toBeGreaterThan((ranges[i - 1]?.[1] ?? 0) + 1);
      }),
    );
  });
  it("stay one range while they come in order", () => {
    const ranges = [1, 2, 3, 4, 5].reduce<ReturnType<typeof addSeen>>((seen, n) => addSeen(seen, n), []);
    expect(ranges).toEqual([[1, 5]]);
  });
});
