import { expect, test } from "vitest";
import { addCrash, noCrashes, recentCrashes, settleCrashes } from "./crash-window.ts";

const min = 60_000;
const after = (...minutes: number[]) => minutes.reduce((w, m) => addCrash(w, m * min), noCrashes);

test.each([
  [[0, 5], false],
  [[0, 5, 9], true],
  [[0, 5, 11], false],
  [[0, 20, 24, 29], true],
])("crashes at minutes %o: safe %s", (minutes, safe) => {
  expect(after(...minutes).safe).toBe(safe);
});

test("safe mode is left after half an hour without a crash, and begun anew by the next", () => {
  const safe = after(0, 1, 2);
  expect(settleCrashes(safe, 31 * min).safe).toBe(true);
  expect(settleCrashes(safe, 32 * min)).toEqual(noCrashes);
  expect(settleCrashes(addCrash(safe, 30 * min), 59 * min).safe).toBe(true);
});

test("only the last ten minutes are counted, and no more is kept", () => {
  const window = after(0, 8);
  expect(recentCrashes(window, 9 * min)).toBe(2);
  expect(recentCrashes(window, 11 * min)).toBe(1);
  expect(settleCrashes(window, 11 * min).crashes).toHaveLength(1);
});
