import type { OrderClock } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { orderClock } from "../../../test/order-clock.ts";
import { t0 } from "../../../test/sample.ts";
import { erasesBreach, previewOf } from "./preview.ts";

const clock = (overrides: Partial<OrderClock> = {}) => orderClock(t0, overrides);
const changes = (before: OrderClock[], after: OrderClock[]) =>
  previewOf(before, after, t0).changes.map((c) => c.change);

describe("a preview", () => {
  it.each<[string, Partial<OrderClock>, Partial<OrderClock>]>([
    ["breaches", {}, { state: "breached" }],
    ["ends", {}, { state: "cancelled" }],
    ["completes", {}, { state: "met" }],
    ["completes", { state: "breached" }, { state: "met_late" }],
    ["pauses", {}, { state: "paused", dueAt: null }],
    ["resumes", { state: "paused", dueAt: null }, {}],
    ["starts", { state: "not_started", dueAt: null }, {}],
    ["due-moves", {}, { dueAt: t0 + 1 }],
  ])("says that a clock %s", (change, before, after) => {
    expect(changes([clock(before)], [clock(after)])).toEqual([change]);
  });
  it("says nothing of what stays", () => {
    expect(changes([clock()], [clock()])).toEqual([]);
  });
  it("tells a clock of a new class by its first state, at once breached where its start lies in the past", () => {
    const fresh = clock({ milestone: "fix_software", state: "breached" });
    expect(changes([clock()], [clock(), fresh])).toEqual(["breaches"]);
  });
  it("says that a clock which is no longer there ends, unless it never began", () => {
    expect(changes([clock()], [])).toEqual(["ends"]);
    expect(changes([clock({ state: "not_started" })], [])).toEqual([]);
  });
});

it("a breach is erased where a clock that was late would never have been", () => {
  const late = clock({ state: "breached", breached: true });
  expect(erasesBreach([late], [clock({ state: "met" })])?.milestone).toBe("first_response");
  expect(erasesBreach([clock({ state: "met_late", breached: true })], [clock({ state: "met" })])).toBeDefined();
  expect(erasesBreach([late], [clock({ state: "met_late", breached: true })])).toBeUndefined();
  expect(erasesBreach([late], [clock({ state: "cancelled", breached: true })])).toBeUndefined();
  expect(erasesBreach([clock()], [clock({ state: "met" })])).toBeUndefined();
});
