import { expect, test } from "vitest";
import { idlenessOf } from "./idle.ts";

test("after a minute without touch the preferences go back, after ninety seconds nobody is there", () => {
  expect([0, 59_999, 60_000, 89_999, 90_000].map(idlenessOf)).toEqual([
    "here",
    "here",
    "prefs-back",
    "prefs-back",
    "gone",
  ]);
});
