import { expect, test } from "vitest";
import { elsewhereAt, tilesAt } from "../../e2e/shell-samples.ts";
import { canStart, categoryCounts, frequentTiles, nearestKnown, offered, tilesOf } from "./order.ts";

const tiles = tilesAt(0);
const [booklet, printing, endorsement, guides] = tiles;
if (booklet === undefined || printing === undefined || endorsement === undefined || guides === undefined) {
  throw new Error("the sample has eight services");
}

test("the eight places are filled by their number first, then by what can be done", () => {
  const shuffled = [endorsement, { ...booklet, frequent: null, state: "off" as const }, guides, printing];
  expect(frequentTiles(shuffled).map((tile) => tile.manifest.id)).toEqual([
    "print-documents",
    "endorsement",
    "guides",
    "medical-booklet",
  ]);
  expect(frequentTiles([...tiles, ...tiles])).toHaveLength(8);
});

test("a category counts what is in it, and is not shown without anything", () => {
  expect(categoryCounts([booklet, guides])).toEqual([
    { category: "medical", count: 1 },
    { category: "guide", count: 1 },
  ]);
});

test("within a category what can be done stands before what cannot", () => {
  expect(tilesOf(tiles, "medical").map(({ state }) => state)).toEqual(["ok", "off"]);
});

test("nothing starts that is suspended, taken off or has no page", () => {
  expect([booklet, printing, endorsement].map((tile) => canStart(tile, "open"))).toEqual([true, true, false]);
  expect(canStart({ ...booklet, state: "off" }, "open")).toBe(false);
  expect(canStart({ ...booklet, frame: null }, "open")).toBe(false);
});

test("in safe mode the guides alone are offered and start", () => {
  expect(offered(tiles, "safe")).toEqual([guides]);
  expect(offered(tiles, "open")).toBe(tiles);
  expect([booklet, guides].map((tile) => canStart(tile, "safe"))).toEqual([false, true]);
});

test("the nearest known terminal is the nearest of all services, an unknown distance the farthest", () => {
  const near = { ...elsewhereAt(0), metres: 300 };
  const unknown = { ...elsewhereAt(0), metres: null };
  expect(
    nearestKnown([
      { ...booklet, elsewhere: unknown },
      { ...printing, elsewhere: near },
      { ...guides, elsewhere: elsewhereAt(0) },
    ]),
  ).toBe(near);
  expect(nearestKnown([booklet])).toBeNull();
});
