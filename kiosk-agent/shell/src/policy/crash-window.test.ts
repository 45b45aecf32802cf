import { expect, test } from "vitest";
import { addCrash, crashesAt, crashWindowMs, isCrashLoop } from "./crash-window.ts";

test("three in ten minutes are a loop, two are not", () => {
  const two = addCrash(addCrash([], 0), 60_000);
  expect(isCrashLoop(two, 60_000)).toBe(false);
  expect(isCrashLoop(addCrash(two, crashWindowMs - 1), crashWindowMs - 1)).toBe(true);
});

test("the first counts no longer when ten minutes have passed", () => {
  const crashes = addCrash(addCrash(addCrash([], 0), 60_000), crashWindowMs);
  expect(crashes).toEqual([60_000, crashWindowMs]);
  expect(isCrashLoop(crashes, crashWindowMs)).toBe(false);
});

test("a clock that is put back makes no loop of old crashes", () => {
  expect(crashesAt([1_000, 2_000], 1_500)).toEqual([1_000]);
});
