import { expect, test } from "vitest";
import { formatPercent, levelOf } from "./level.ts";

test.each(["some", "unknown", "not-supported"] as const)("a level of %s is a word and never a percentage", (word) => {
  expect(levelOf({ value: word, percent: null, level: null })).toEqual({ name: word });
});

test("an amount without capacity stays an amount", () => {
  expect(levelOf({ value: 120, percent: null, level: null })).toEqual({ name: "amount", value: 120 });
});

test("what is low is what the server says, not a number of the console's own", () => {
  expect(levelOf({ value: 25, percent: 25, level: "low" })).toEqual({ name: "percent", percent: 25, tone: "low" });
  expect(levelOf({ value: 5, percent: 5, level: "ok" })).toEqual({ name: "percent", percent: 5, tone: "ok" });
});

test("a remainder below one percent is not shown as empty", () => {
  expect(formatPercent(0.4)).toBe("<1%");
  expect(formatPercent(0)).toBe("0%");
  expect(formatPercent(99.9)).toBe("99%");
});
