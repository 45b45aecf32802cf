import { expect, test } from "vitest";
import { formatAge, formatDuration } from "./duration.ts";

const h = 3_600_000;

test.each([
  [0, "0秒", "0s"],
  [45_400, "45秒", "45s"],
  [12 * 60_000 + 5_000, "12分钟5秒", "12min 5s"],
  [3 * h, "3小时", "3h"],
  [3 * h + 12 * 60_000 + 59_000, "3小时12分钟", "3h 12min"],
  [76 * h + 30 * 60_000, "3天4小时", "3d 4h"],
  [-2 * h, "2小时", "2h"],
])("a duration of %d ms keeps its two largest units", (ms, zh, en) => {
  expect(formatDuration(ms, "zh")).toBe(zh);
  expect(formatDuration(ms, "en")).toBe(en);
});

test.each([
  [-5_000, "刚刚", "just now"],
  [9_999, "刚刚", "just now"],
  [45_000, "45秒前", "45 s ago"],
  [3.9 * 60_000, "3分钟前", "3 min ago"],
  [25 * h, "1天前", "1 d ago"],
])("an age of %d ms is said in one unit", (ms, zh, en) => {
  expect(formatAge(ms, "zh")).toBe(zh);
  expect(formatAge(ms, "en")).toBe(en);
});
