import { expect, test } from "vitest";
import { touchesUpkeep } from "./live-upkeep.ts";

test.each([
  "replacementTask",
  "stockPlace",
  "routeDraft",
  "visitMark",
  "inspection",
  "reportHead",
  "fieldOutcome",
  "problem",
] as const)("a commit that writes %s is told", (table) => {
  expect(touchesUpkeep({ tables: ["timeline", table] })).toBe(true);
});

test.each(["supplyMonth", "supplyForecast", "selfInspection"] as const)(
  "the bookkeeping of %s alone is not told",
  (table) => {
    expect(touchesUpkeep({ tables: [table] })).toBe(false);
    expect(touchesUpkeep({ tables: [table, "replacementTask"] })).toBe(true);
  },
);

test("a report of a terminal is not told as upkeep", () => {
  expect(touchesUpkeep({ tables: ["kiosk", "timeline", "consumable"] })).toBe(false);
});
