import { expect, it } from "vitest";
import { backOffMs } from "./back-off.ts";

it("doubles up to five minutes", () => {
  expect([1, 2, 3, 4, 7, 50].map((failures) => backOffMs(failures, 0.5))).toEqual([
    5_000, 10_000, 20_000, 40_000, 300_000, 300_000,
  ]);
});

it("spreads phones that lost the server together over half of the wait", () => {
  expect([backOffMs(1, 0), backOffMs(1, 1)]).toEqual([3_750, 6_250]);
});
