import { expect, test } from "vitest";
import { nextLookMs } from "./refresh-pace.ts";

test("with everything in place the next look is in 15 minutes, a tenth more or less", () => {
  expect([0, 0.5, 1].map((random) => nextLookMs([], 0, random) / 60_000)).toEqual([13.5, 15, 16.5]);
});

test("what may pass is tried again soon, ever more rarely, and never more rarely than usual", () => {
  expect([1, 2, 3, 20].map((failures) => nextLookMs(["not-reachable"], failures, 1))).toEqual([
    4_000, 8_000, 16_000, 900_000,
  ]);
  expect(nextLookMs(["signature", "disk"], 20, 0)).toBe(2_000);
});

test("a package that nobody can take is not fetched again and again", () => {
  expect(nextLookMs(["signature", "unknown-key", "malformed", "too-large"], 1, 0.5)).toBe(900_000);
});
