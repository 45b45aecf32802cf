import type { OrderClock } from "@kiosk/contract";
import { expect, test } from "vitest";
import { leadingClock, standOf } from "./urgency.ts";

const clock: OrderClock = {
  milestone: "response",
  zh: "首次响应",
  en: "First response",
  clause: "C13",
  startAt: 0,
  dueAt: 1000,
  state: "running",
  stoppedAt: null,
};

test("a running clock says what is left and when little is left", () => {
  expect(standOf(clock, 250)).toEqual({ name: "running", leftMs: 750, usedShare: 0.25, soon: false });
  expect(standOf(clock, 800)).toMatchObject({ name: "running", soon: true });
});

test("a clock past its due time is overdue though the server still says running", () => {
  expect(standOf(clock, 1500)).toEqual({ name: "overdue", overMs: 500 });
});

test("a breached clock counts up until it is stopped", () => {
  expect(standOf({ ...clock, state: "breached" }, 1500)).toEqual({ name: "overdue", overMs: 500 });
  expect(standOf({ ...clock, state: "breached", stoppedAt: 1200 }, 1500)).toEqual({
    name: "stopped",
    state: "breached",
  });
});

test.each(["met", "met_late", "cancelled"] as const)("a clock that is %s does not run on", (state) => {
  expect(standOf({ ...clock, state, stoppedAt: 900 }, 5000)).toEqual({ name: "stopped", state });
});

test("the leading clock is the unfinished one that is due first", () => {
  const met: OrderClock = { ...clock, milestone: "met", dueAt: 1, state: "met", stoppedAt: 1 };
  const late: OrderClock = { ...clock, milestone: "repair", dueAt: 9000 };
  expect(leadingClock({ clocks: [late, met, clock] })?.milestone).toBe("response");
  expect(leadingClock({ clocks: [met] })).toBeUndefined();
});
