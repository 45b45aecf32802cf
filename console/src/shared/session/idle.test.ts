import { expect, test } from "vitest";
import { idleAt } from "./idle.ts";

const limit = 30 * 60_000;

test("the warning comes one minute before the end and not earlier", () => {
  expect(idleAt(29 * 60_000 - 1, 0, limit)).toEqual({ name: "busy" });
  expect(idleAt(29 * 60_000, 0, limit)).toEqual({ name: "warned", leftMs: 60_000 });
});

test("at the limit it is over, also for a machine that slept through it", () => {
  expect(idleAt(limit - 1, 0, limit)).toEqual({ name: "warned", leftMs: 1 });
  expect(idleAt(limit, 0, limit)).toEqual({ name: "over" });
  expect(idleAt(9 * limit, 0, limit)).toEqual({ name: "over" });
});
