import type { InspectionRule } from "@kiosk/contract";
import { expect, test } from "vitest";
import { owedWindows } from "./owed-windows.ts";

const term = { from: "2026-09-01", to: "2027-05-31" };
const rule = (kind: InspectionRule["kind"], every: InspectionRule["every"], minDaysLeft = 15): InspectionRule => ({
  ...{ kind, every, minDaysLeft, maxGapDays: null },
});
const version = (rules: InspectionRule[], appliesFrom = term.from, own = term) => ({ term: own, rules, appliesFrom });

test("nine months owe five inspections on site and nine of the system", () => {
  const rules = [version([rule("hardware", { months: 2 }), rule("system", { months: 1 })])];
  expect(owedWindows(rules, "hardware").at(-1)).toEqual({ from: "2027-05-01", to: "2027-05-31" });
  expect([owedWindows(rules, "hardware").length, owedWindows(rules, "system").length]).toEqual([5, 9]);
  expect(owedWindows(rules, "app")).toEqual([]);
});

test("weeks run from Monday to Sunday, shorter at both ends of the term", () => {
  const rules = [version([rule("app", { weeks: 1 })], term.from, { from: "2026-09-01", to: "2026-09-16" })];
  expect(owedWindows(rules, "app")).toEqual([
    { from: "2026-09-01", to: "2026-09-06" },
    { from: "2026-09-07", to: "2026-09-13" },
    { from: "2026-09-14", to: "2026-09-16" },
  ]);
});

test("another version leaves the window that has begun, and counts from where it ends", () => {
  const two = version([rule("hardware", { months: 2 }, 30)]);
  const one = version([rule("hardware", { months: 1 })], "2026-10-15");
  expect(owedWindows([two, one], "hardware").slice(0, 3)).toEqual([
    { from: "2026-09-01", to: "2026-10-31" },
    { from: "2026-11-01", to: "2026-11-30" },
    { from: "2026-12-01", to: "2026-12-31" },
  ]);
  expect(owedWindows([two, version([], "2026-10-15")], "hardware")).toHaveLength(1);
});

test("what is left of a window counts only where it is long enough", () => {
  const two = version([rule("hardware", { months: 2 }, 30)]);
  const three = (minDaysLeft: number) => version([rule("hardware", { months: 3 }, minDaysLeft)], "2026-10-15");
  expect(owedWindows([two, three(30)], "hardware")[1]).toEqual({ from: "2026-11-01", to: "2026-11-30" });
  expect(owedWindows([two, three(31)], "hardware")[1]).toEqual({ from: "2026-12-01", to: "2027-02-28" });
});
