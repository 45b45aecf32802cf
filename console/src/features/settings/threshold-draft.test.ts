import { expect, test } from "vitest";
import { draftOf, valuesOf } from "./threshold-draft.ts";

test("what is typed full-width is the number it says", () => {
  expect(valuesOf({ isDefault: false, low: "２０", critical: " 5 " })).toEqual({
    ok: true,
    lowPercent: 20,
    criticalPercent: 5,
  });
});

test.each([
  [{ low: "0", critical: "0" }, ["low"]],
  [{ low: "91", critical: "x" }, ["low", "critical"]],
  [{ low: "10", critical: "10" }, ["order"]],
  [{ low: "1.5", critical: "0" }, ["low"]],
] as const)("%o is refused for %o", (typed, faults) => {
  expect(valuesOf({ isDefault: false, ...typed })).toEqual({ ok: false, faults });
});

test("back to default needs no numbers, and a row that nobody set begins there", () => {
  expect(valuesOf({ isDefault: true, low: "", critical: "" })).toEqual({
    ok: true,
    lowPercent: null,
    criticalPercent: null,
  });
  expect(draftOf({ lowPercent: 10, criticalPercent: 0, from: "product" }).isDefault).toBe(true);
  expect(draftOf({ lowPercent: 20, criticalPercent: 5, from: "own" })).toEqual({
    isDefault: false,
    low: "20",
    critical: "5",
  });
});
