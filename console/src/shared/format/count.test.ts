import { expect, test } from "vitest";
import { formatCount } from "./count.ts";

test.each([
  [0, "0"],
  [9_800, "9,800"],
  [52_340, "52,340"],
  [100_000, "10万"],
  [3_100_000, "310万"],
  [3_149_999, "314.9万"],
  [120_000_000, "1.2亿"],
])("%d in Chinese is %s", (value, text) => {
  expect(formatCount(value, "zh")).toBe(text);
});

test("in English every digit is written", () => {
  expect(formatCount(3_100_000, "en")).toBe("3,100,000");
});
