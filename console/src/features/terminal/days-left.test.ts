import { expect, test } from "vitest";
import { daysLeft, perDayText } from "./days-left.ts";

const day = 86_400_000;

test("days are rounded down, so that nothing is promised that is not there", () => {
  expect([daysLeft(2.9 * day, 0), daysLeft(0.5 * day, 0), daysLeft(-0.1 * day, 0)]).toEqual([2, 0, -1]);
});

test("a use is written with as many digits as say something", () => {
  expect([perDayText(12_480.3), perDayText(3.44), perDayText(0.0512), perDayText(2)]).toEqual([
    "12,480",
    "3.4",
    "0.051",
    "2",
  ]);
});
