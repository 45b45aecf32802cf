import { expect, test } from "vitest";
import { groupByDay } from "./timeline-days.ts";

test("the day changes at midnight in Shanghai", () => {
  const midnight = Date.UTC(2026, 10, 21, 16);
  const entries = [{ at: midnight + 5 }, { at: midnight }, { at: midnight - 1 }];
  expect(groupByDay(entries).map((d) => d.entries.length)).toEqual([2, 1]);
});

test("no entries, no days", () => {
  expect(groupByDay([])).toEqual([]);
});
