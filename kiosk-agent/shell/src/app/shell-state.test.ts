import { ShellState } from "@kiosk/contract";
import { expect, test } from "vitest";
import { usualState } from "../../e2e/shell-samples.ts";
import { backOffMs, heardNothing, heardState, isAway, nothingHeard, patienceMs } from "./shell-state.ts";

const state = ShellState.parse(usualState(10_000_000));

test("the kiosk's clock is kept as an offset to the page's", () => {
  expect(heardState(state, 9_999_400)).toEqual({ state, offsetMs: 600, awaySince: null });
});

test("the agent is away since the first silence, and only after a moment of patience", () => {
  const silent = heardNothing(heardNothing(heardState(state, 0), 5000), 9000);
  expect(silent).toMatchObject({ state, awaySince: 5000 });
  expect(isAway(silent, 5000 + patienceMs - 1)).toBe(false);
  expect(isAway(silent, 5000 + patienceMs)).toBe(true);
  expect(isAway(heardState(state, 20_000), 90_000)).toBe(false);
  expect(isAway(nothingHeard, 90_000)).toBe(false);
});

test("attempts to find the agent again become rarer, with a bound", () => {
  expect([1, 2, 3, 4, 5, 50].map(backOffMs)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
});
