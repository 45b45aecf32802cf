import { expect, test } from "vitest";
import { planPrune } from "./outbox-policy.ts";

const dayMs = 86_400_000;
const bounds = { maxBytes: 1_000, maxAgeMs: 30 * dayMs };
const now = Date.UTC(2026, 5, 1);

test("within the bound nothing need go for its size", () => {
  expect(planPrune({ bytes: 1_000, routineBytes: 900 }, bounds, now, 0).freeBytes).toBe(0);
});

test("over the bound a little more goes than must, so that not every append prunes", () => {
  expect(planPrune({ bytes: 1_010, routineBytes: 900 }, bounds, now, 0).freeBytes).toBe(60);
});

test("faults are never asked for, even when they alone are over the bound", () => {
  expect(planPrune({ bytes: 5_000, routineBytes: 40 }, bounds, now, 0).freeBytes).toBe(40);
});

test("age counts from a believable stamp on", () => {
  const plan = planPrune({ bytes: 0, routineBytes: 0 }, bounds, now, 0);
  expect(plan).toMatchObject({ stampedBefore: now - 30 * dayMs, stampedFrom: Date.UTC(2025, 0, 1) });
});

test("rows of this process have an age only when it has run that long itself", () => {
  expect(planPrune({ bytes: 0, routineBytes: 0 }, bounds, now, 29 * dayMs).ownRowsToo).toBe(false);
  expect(planPrune({ bytes: 0, routineBytes: 0 }, bounds, now, 30 * dayMs).ownRowsToo).toBe(true);
});
