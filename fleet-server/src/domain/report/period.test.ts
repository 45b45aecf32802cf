import { describe, expect, test } from "vitest";
import { formatLocalDay, parseLocalDay } from "../sla/local-day.ts";
import { nextNumber, numberStem, parsePeriod, periodBefore, periodText, weekName, yearBefore } from "./period.ts";

const week = (text: string) => parsePeriod("week", text);
const month = (text: string) => parsePeriod("month", text);

describe("periods", () => {
  test("a week of the turn of the year belongs to the year of its Thursday", () => {
    expect(weekName(parseLocalDay("2026-12-31"))).toBe("2026-W53");
    expect(weekName(parseLocalDay("2027-01-03"))).toBe("2026-W53");
    expect(weekName(parseLocalDay("2027-01-04"))).toBe("2027-W01");
  });

  test("names that are no week, month or day are none", () => {
    expect([week("2026-W54"), week("2026-W00"), month("2026-13"), month("2026-9")]).toEqual(Array(4).fill(undefined));
    expect(parsePeriod("drill", "2026-02-30")).toBeUndefined();
  });

  test("before January comes December, a year before a week is the same weekday", () => {
    const january = month("2027-01");
    const w = week("2026-W37");
    if (january === undefined || w === undefined) throw new Error("no period");
    expect(periodBefore("month", january).name).toBe("2026-12");
    expect(yearBefore("month", january).name).toBe("2026-01");
    expect(periodBefore("week", w).name).toBe("2026-W36");
    expect(yearBefore("week", w).name).toBe("2025-W37");
    expect(formatLocalDay(w.from)).toBe("2026-09-07");
    expect(periodText("week", w)).toBe("2026年第37周（9月7日至9月13日）");
  });

  test("a number goes on from the highest there ever was, past 999 too", () => {
    const september = month("2026-09");
    if (september === undefined) throw new Error("no period");
    const stem = numberStem("CN", "inspection-daily", september);
    expect(nextNumber(stem, [])).toBe("CN-XJ-202609-001");
    expect(nextNumber(stem, ["CN-XJ-202609-040", "CN-XJ-202609-007"])).toBe("CN-XJ-202609-041");
    expect(nextNumber(stem, ["CN-XJ-202609-999", "CN-XJ-202609-1000"])).toBe("CN-XJ-202609-1001");
  });
});
