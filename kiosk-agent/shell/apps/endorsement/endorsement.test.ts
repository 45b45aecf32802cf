import { expect, test } from "vitest";
import { endorsementLines, kinds, places, validUntil } from "./endorsement.ts";

const day = (at: Date) => [at.getFullYear(), at.getMonth() + 1, at.getDate()];

test("an endorsement ends on the day before, one year on", () => {
  expect(day(validUntil(new Date(2026, 10, 22)))).toEqual([2027, 11, 21]);
  expect(day(validUntil(new Date(2027, 0, 1)))).toEqual([2027, 12, 31]);
  expect(day(validUntil(new Date(2028, 1, 29)))).toEqual([2029, 2, 28]);
});

test("every choice is written in at most eight lines of forty characters, the place and the number of entries first", () => {
  const lines = places.flatMap((place) => kinds.map((kind) => endorsementLines(place, kind, new Date(2026, 10, 3))));
  for (const one of lines) {
    expect(one.length).toBeLessThanOrEqual(8);
    expect(Math.max(...one.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(one[1]).toBe("签发 20261103 有效至 20271102");
  }
  expect(lines.map((one) => one[0])).toEqual([
    "香港 个人旅游 一次",
    "香港 个人旅游 二次",
    "澳门 个人旅游 一次",
    "澳门 个人旅游 二次",
  ]);
});
