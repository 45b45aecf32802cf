import { expect, test } from "vitest";
import { countsOf, explainEmpty, streetsOf } from "./filter.ts";

test("all is the sum of every health", () => {
  expect(countsOf({ ok: 5, warning: 1, fault: 2, unknown: 0, offline: 3 })).toEqual({
    all: 11,
    ok: 5,
    warning: 1,
    fault: 2,
    unknown: 0,
    offline: 3,
  });
});

test("streets come with their number, most first", () => {
  const rows = ["新泾镇", "虹桥街道", "新泾镇"].map((street) => ({ street }));
  expect(streetsOf(rows)).toEqual([
    { street: "新泾镇", count: 2 },
    { street: "虹桥街道", count: 1 },
  ]);
});

test("an empty list says for each filter that is set what would be there without it, and for no other", () => {
  const view = { west: 1, south: 1, east: 2, north: 2 };
  const filter = { q: "x", health: "fault", street: undefined, view } as const;
  expect(explainEmpty({ q: 4, box: 7, street: 9 }, filter)).toEqual([
    { filter: "q", remains: 4 },
    { filter: "health", remains: 0 },
    { filter: "view", remains: 7 },
  ]);
});
