import { expect, test } from "vitest";
import { en } from "../i18n/en/index.ts";
import { zh } from "../i18n/zh/index.ts";
import { clockOf, distanceOf, durationOf, expectedOf, hoursToday } from "./when.ts";

/** Monday, 23 November 2026, 10:32 in Shanghai */
const now = Date.parse("2026-11-23T10:32:00+08:00");
const week = { week: [{ day: 1, fromMin: 540, toMin: 1050 }] };

test("an age is told in the unit a person would use, and never as less than nothing", () => {
  expect([-5000, 20_000, 180_000, 2 * 3_600_000, 4 * 86_400_000].map((ms) => durationOf(ms, zh.home))).toEqual([
    "0 秒",
    "20 秒",
    "3 分钟",
    "2 小时",
    "4 天",
  ]);
});

test("the clock is Shanghai's, wherever the machine believes to be", () => {
  expect(clockOf(now, "zh")).toBe("10:32");
  expect(clockOf(Date.parse("2026-11-22T16:05:00Z"), "en")).toBe("00:05");
});

test("what is expected on another day is told with its date", () => {
  expect(expectedOf(now + 3 * 3_600_000, now, "zh")).toBe("13:32");
  expect(expectedOf(now + 20 * 3_600_000, now, "zh")).toBe("11月24日星期二 06:32");
});

test("a distance is rounded, and unknown where a position is", () => {
  expect(distanceOf(864, zh.home)).toBe("约 860 米");
  expect(distanceOf(2310, en.home)).toBe("about 2.3 km");
  expect(distanceOf(null, zh.home)).toBe("距离未知");
});

test("the hours are those of the day in Shanghai", () => {
  expect(hoursToday(week, now, zh.home)).toBe("今日 09:00–17:30");
  // still Sunday in UTC, Monday at the kiosk
  expect(hoursToday(week, Date.parse("2026-11-22T23:00:00Z"), zh.home)).toBe("今日 09:00–17:30");
  expect(hoursToday(week, now + 86_400_000, zh.home)).toBe("今日不开放");
  expect(hoursToday({ week: [{ day: 1, fromMin: 0, toMin: 1440 }] }, now, zh.home)).toBe("今日全天开放");
  expect(hoursToday(null, now, zh.home)).toBe("开放时间未知");
});
