import { expect, test } from "vitest";
import { parseDateTime } from "../../shared/format/time.ts";
import { isDay, monthSpan, recentMonths, recentWeeks } from "./periods.ts";

const at = (text: string) => parseDateTime(text) ?? 0;

test("months go back over the year, each to its last day", () => {
  expect(recentMonths(at("2028-03-01 00:10"), 4)).toEqual([
    { name: "2028-03", from: "2028-03-01", to: "2028-03-31" },
    { name: "2028-02", from: "2028-02-01", to: "2028-02-29" },
    { name: "2028-01", from: "2028-01-01", to: "2028-01-31" },
    { name: "2027-12", from: "2027-12-01", to: "2027-12-31" },
  ]);
  expect(monthSpan("2026-12")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
});

test("a week belongs to the year its Thursday lies in", () => {
  expect(recentWeeks(at("2027-01-03 23:50"), 2)).toEqual([
    { name: "2026-W53", from: "2026-12-28", to: "2027-01-03" },
    { name: "2026-W52", from: "2026-12-21", to: "2026-12-27" },
  ]);
  expect(recentWeeks(at("2026-09-13 12:00"), 1)[0]?.name).toBe("2026-W37");
  expect(recentWeeks(at("2026-01-01 00:00"), 1)[0]?.name).toBe("2026-W01");
});

test("a day that does not exist is none", () => {
  expect(["2026-02-28", "2026-02-29", "2026-2-8", "soon"].map(isDay)).toEqual([true, false, false, false]);
});
