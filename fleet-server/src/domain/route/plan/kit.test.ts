import { describe, expect, it } from "vitest";
import { inspection, kioskOf, userOf } from "../../../../test/route-cases.ts";
import { visitOf } from "./demand.ts";
import { allPieces, kitsOf, withoutPieces } from "./kit.ts";
import { defaultSettings } from "./settings.ts";

const piece = (item: string, quantity = 1) => ({ item, quantity });
const replacement = (n: number, dueAt: number, pieces = [piece("硒鼓")]) =>
  visitOf(
    kioskOf(n),
    [inspection(n, { task: { type: "replacement", taskId: `t${n}` }, dueAt, pieces })],
    defaultSettings,
  );

describe("what goes into the vans", () => {
  const days = [
    { userId: userOf(0), pieces: [piece("硒鼓"), piece("硒鼓"), piece("色带")] },
    { userId: userOf(1), pieces: [piece("硒鼓", 2)] },
  ];

  it("is what the day needs less what lies there; of the depot nobody takes what another took", () => {
    const stock = { vans: new Map([[userOf(0), new Map([["硒鼓", 1]])]]), depot: new Map([["硒鼓", 2]]) };
    const kits = kitsOf(days, stock);
    expect(kits.get(userOf(0))).toEqual([
      { item: "硒鼓", needed: 2, inVan: 1, take: 1, missing: 0 },
      { item: "色带", needed: 1, inVan: 0, take: 0, missing: 1 },
    ]);
    expect(kits.get(userOf(1))).toEqual([{ item: "硒鼓", needed: 2, inVan: 0, take: 1, missing: 1 }]);
    expect([...allPieces(stock)]).toEqual([["硒鼓", 3]]);
  });

  it("is not called missing where nobody keeps a stock", () => {
    expect(kitsOf(days, null).get(userOf(1))).toEqual([{ item: "硒鼓", needed: 2, inVan: 0, take: 2, missing: 0 }]);
  });
});

describe("visits for a piece nobody has", () => {
  it("are not made; those due first get what there is", () => {
    const [late, soon] = [replacement(1, 900), replacement(2, 100)];
    const left = new Map([["硒鼓", 1]]);
    expect([...withoutPieces([late, soon], left)]).toEqual([[late, ["硒鼓"]]]);
    expect(left.get("硒鼓")).toBe(0);
    expect(withoutPieces([late], null).size).toBe(0);
  });

  it("are made all the same where there is other work", () => {
    const both = visitOf(kioskOf(3), [inspection(3), ...replacement(3, 1).demands], defaultSettings);
    expect(withoutPieces([both], new Map()).size).toBe(0);
  });
});
