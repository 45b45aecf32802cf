import { expect, test } from "vitest";
import { formatPercent, levelOf } from "./level.ts";

test.each(["some", "unknown", "not-supported"] as const)("a level of %s is a word and never a percentage", (word) => {
  expect(levelOf({ value: word, percent: null })).toEqual({ name: word });
});

test("an amount without capacity stays an amount", () => {
  expect(levelOf({ value: 120, percent: null })).toEqual({ name: "amount", value: 120 });
});

test.each([
  [0, "out"],
  [0.4, "low"],
  [10, "low"],
  [10.5, "good"],
] as const)("%d %% is %s", (percent, tone) => {
  expect(levelOf({ value: percent, percent })).toEqual({ name: "percent", percent, tone });
});

test("a remainder below one percent is not shown as empty", () => {
  expect(formatPercent(0.4)).toBe("<1%");
  expect(formatPercent(0)).toBe("0%");
  expect(formatPercent(99.9)).toBe("99%");
});
