import { expect, test } from "vitest";
import { reloadAfterMs } from "./reload.ts";

test("pages that fall again are loaded again ever later, five minutes at most", () => {
  expect([0, 1, 2, 3, 4, 5, 99].map(reloadAfterMs)).toEqual([2000, 2000, 5000, 15_000, 45_000, 300_000, 300_000]);
});
