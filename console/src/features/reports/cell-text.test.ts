import { expect, test } from "vitest";
import { cellText, headingNumber } from "./cell-text.ts";

test("what nobody knows has no text, and nothing is a number of its own", () => {
  expect(cellText("percent", null, "zh")).toBeUndefined();
  expect(cellText("int", 0, "zh", "单")).toBe("0单");
});

test("values are written as on paper, in both languages", () => {
  expect(cellText("percent", 99.5, "zh")).toBe("99.50%");
  expect(cellText("points", 985, "zh", "分")).toBe("98.5分");
  expect(cellText("points", 985, "en", "points")).toBe("98.5 points");
  expect(cellText("duration", 5 * 3_600_000 + 1_214_000, "zh")).toBe("5小时20分钟");
  expect(cellText("duration", 20_000, "zh")).toBe("0分钟");
  expect(cellText("duration", 7_200_000, "en")).toBe("2h");
  expect(cellText("instant", Date.UTC(2026, 8, 10, 1, 30), "en")).toBe("2026-09-10 09:30");
  expect(cellText("percent", "达标", "en")).toBe("达标");
});

test("headings are numbered as an office does", () => {
  expect([1, 10, 11, 20, 23].map((n) => headingNumber(n, "zh"))).toEqual([
    "一、",
    "十、",
    "十一、",
    "二十、",
    "二十三、",
  ]);
  expect(headingNumber(3, "en")).toBe("3.");
});
