import { describe, expect, it, test } from "vitest";
import { dayMs } from "../time.ts";
import { type LevelPoint, rateBetween } from "./rate.ts";

const now = 100 * dayMs;
const level = (daysAgo: number, value: number | string, unit: LevelPoint["unit"] = "percent"): LevelPoint => ({
  at: now - daysAgo * dayMs,
  value,
  unit,
});

test("the rest lasts as long as the average use since the first level allows", () => {
  expect(rateBetween("since-replacement", level(20, 100), level(0, 60))).toEqual({
    known: true,
    method: "since-replacement",
    fromAt: now - 20 * dayMs,
    fromValue: 100,
    toAt: now,
    toValue: 60,
    unit: "percent",
    perDay: 2,
    emptyAt: now + 30 * dayMs,
  });
});

test("the end is counted from the last level, so that the silence of a terminal does not stretch it", () => {
  const rate = rateBetween("since-reading", level(30, 5_000, "characters"), level(10, 3_000, "characters"));
  expect(rate).toMatchObject({ known: true, perDay: 100, emptyAt: now + 20 * dayMs });
});

test("an empty supply ends when it was read", () => {
  expect(rateBetween("since-replacement", level(20, 100), level(0, 0))).toMatchObject({ known: true, emptyAt: now });
});

describe("no rate is told", () => {
  it.each([
    ["the level is a word", level(20, 100), level(0, "some"), "no-level"],
    ["there is no level", level(20, 100), undefined, "no-level"],
    ["nothing is stored", undefined, level(0, 60), "no-reading"],
    ["the first level is a word", level(20, "unknown"), level(0, 60), "no-reading"],
    ["the units differ", level(20, 100, "sheets"), level(0, 60), "no-reading"],
    ["two days and a bit are too short", level(2.9, 100), level(0, 60), "too-short"],
    ["the level stands", level(20, 60), level(0, 60), "not-falling"],
    ["the level rose", level(20, 40), level(0, 60), "not-falling"],
    ["it fell by less than a fiftieth", level(20, 100), level(0, 98.5), "not-falling"],
  ] as const)("where %s", (_why, from, to, reason) => {
    expect(rateBetween("since-reading", from, to)).toEqual({ known: false, reason });
  });
});
