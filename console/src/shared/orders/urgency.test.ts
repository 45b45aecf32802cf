import type { OrderClock } from "@kiosk/contract";
import { expect, test } from "vitest";
import { leadingClock, standOf } from "./urgency.ts";

const clock: OrderClock = {
  policy: "CN-KIOSK",
  policyVersion: 1,
  role: "governing",
  milestone: "first_response",
  zh: "首次响应",
  en: "First response",
  clause: { ref: "C13", text: "2小时内首次响应", readingZh: "", readingEn: "" },
  state: "running",
  dayClock: false,
  pausable: false,
  startAt: 0,
  dueAt: 1000,
  dueStatus: "final",
  completedAt: null,
  lateByMs: null,
  overdueMs: null,
  remainingMs: null,
  remainingDays: null,
  breached: false,
  beyondTerm: false,
};

test("a running clock says what is left and when little is left", () => {
  expect(standOf(clock, 250)).toEqual({ name: "running", leftMs: 750, usedShare: 0.25, soon: false });
  expect(standOf(clock, 800)).toMatchObject({ name: "running", soon: true });
});

test("the due instant is in time, the one after it is not, whatever the server said last", () => {
  expect(standOf(clock, 1000)).toMatchObject({ name: "running", leftMs: 0 });
  expect(standOf(clock, 1500)).toEqual({ name: "overdue", overMs: 500 });
});

test("a breached clock counts up, unless a pause holds the order", () => {
  const breached: OrderClock = { ...clock, state: "breached", breached: true, overdueMs: 200 };
  expect(standOf(breached, 1500)).toEqual({ name: "overdue", overMs: 500 });
  expect(standOf(breached, 1500, true)).toEqual({ name: "overdue", overMs: 200 });
});

test("a paused clock keeps what was left in its own unit", () => {
  const paused: OrderClock = { ...clock, state: "paused", dueAt: null, remainingDays: 12 };
  expect(standOf(paused, 9e9)).toEqual({ name: "paused", leftMs: null, leftDays: 12, overMs: null });
});

test("finished clocks do not run on, and a cancelled one keeps its breach", () => {
  expect(standOf({ ...clock, state: "met", completedAt: 900 }, 5000)).toEqual({ name: "met" });
  expect(standOf({ ...clock, state: "met_late", lateByMs: 40 }, 5000)).toEqual({ name: "late", lateMs: 40 });
  expect(standOf({ ...clock, state: "cancelled", breached: true }, 5000)).toEqual({
    name: "cancelled",
    breached: true,
  });
  expect(standOf({ ...clock, state: "not_started", startAt: null, dueAt: null }, 5000)).toEqual({ name: "waiting" });
});

test("the leading clock is the binding one that is due first", () => {
  const met: OrderClock = { ...clock, milestone: "met", dueAt: 1, state: "met" };
  const late: OrderClock = { ...clock, milestone: "repair", dueAt: 9000 };
  const advisory: OrderClock = { ...clock, milestone: "watch", dueAt: 2, role: "advisory" };
  expect(leadingClock({ clocks: [late, met, advisory, clock] })?.milestone).toBe("first_response");
  expect(leadingClock({ clocks: [met, advisory] })).toBeUndefined();
});

test("a running clock leads before a paused one, that one before one not started", () => {
  const paused: OrderClock = { ...clock, milestone: "paused", state: "paused", dueAt: null };
  const waiting: OrderClock = { ...clock, milestone: "waiting", state: "not_started", startAt: null, dueAt: null };
  expect(leadingClock({ clocks: [waiting, paused] })?.milestone).toBe("paused");
  expect(leadingClock({ clocks: [waiting, paused, clock] })?.milestone).toBe("first_response");
});
