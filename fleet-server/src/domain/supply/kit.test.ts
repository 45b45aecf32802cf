import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kitFor } from "./kit.ts";

describe("the kit of a day", () => {
  it("comes from the van first, then from the depot, and says what neither has", () => {
    const demands = [
      { item: "黑色硒鼓", quantity: 2 },
      { item: "色带", quantity: 1 },
      { item: "黑色硒鼓", quantity: 3 },
    ];
    const lines = kitFor(demands, new Map([["黑色硒鼓", 1]]), new Map([["黑色硒鼓", 2]]));
    expect(lines).toEqual([
      { item: "色带", needed: 1, inVan: 0, take: 0, missing: 1 },
      { item: "黑色硒鼓", needed: 5, inVan: 1, take: 2, missing: 2 },
    ]);
  });

  it("always adds up, and takes no more than there is", () => {
    const holdings = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.nat(5)).map((o) => new Map(Object.entries(o)));
    const demand = fc.record({ item: fc.constantFrom("a", "b", "c"), quantity: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 8 }), holdings, holdings, (demands, van, depot) => {
        for (const { item, needed, inVan, take, missing } of kitFor(demands, van, depot)) {
          expect(inVan + take + missing).toBe(needed);
          expect(inVan).toBeLessThanOrEqual(van.get(item) ?? 0);
          expect(take).toBeLessThanOrEqual(depot.get(item) ?? 0);
          expect(Math.min(inVan, take, missing)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
