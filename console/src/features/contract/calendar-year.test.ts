import { expect, test } from "vitest";
import { monthsOf, workingDays } from "./calendar-year.ts";

const calendar = {
  from: "2026-01-01",
  to: "2026-12-31",
  off: ["2026-10-01", "2026-10-02", "2026-10-03"],
  work: ["2026-10-10"],
};
const october = monthsOf(2026, calendar)[9];
const kind = (date: string) => october?.days.find((d) => d.date === date)?.kind;

test("a month begins on its weekday, Monday first", () => {
  expect(october?.blanks).toBe(3);
  expect(october?.days).toHaveLength(31);
});

test("a day off is off on a weekday and on a weekend, a made-up Saturday is a working day", () => {
  expect([kind("2026-10-01"), kind("2026-10-03")]).toEqual(["off", "off"]);
  expect([kind("2026-10-09"), kind("2026-10-10"), kind("2026-10-11")]).toEqual(["work", "make-up", "rest"]);
});

test("working days are weekdays less those off, and those made up", () => {
  expect(workingDays(monthsOf(2026, { ...calendar, off: [], work: [] }))).toBe(261);
  expect(workingDays(monthsOf(2026, calendar))).toBe(260);
});

test("days that the calendar does not cover are neither", () => {
  const half = monthsOf(2026, { ...calendar, to: "2026-06-30" });
  expect(half[6]?.days.every((d) => d.kind === "outside")).toBe(true);
});
