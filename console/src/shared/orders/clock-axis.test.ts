import type { OrderClock, OrderEventView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { axisOf, barOf, extensionDays, firstDays, heldSpans, placeOf, tickRoom, ticksOf } from "./clock-axis.ts";

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse("2026-11-20T09:30+08:00");

const clock: OrderClock = {
  policy: "CN-KIOSK",
  policyVersion: 1,
  role: "governing",
  milestone: "fix_software",
  zh: "软件修复",
  en: "Software repair",
  clause: { ref: "C12", text: "7个自然日", readingZh: "", readingEn: "" },
  state: "running",
  dayClock: true,
  pausable: true,
  startAt: start,
  dueAt: start + 7 * day,
  dueStatus: "final",
  completedAt: null,
  lateByMs: null,
  overdueMs: null,
  remainingMs: null,
  remainingDays: null,
  breached: false,
  beyondTerm: false,
};

function event(part: Partial<OrderEventView>): OrderEventView {
  return {
    id: "e",
    seq: 1,
    type: "extension_granted",
    at: start,
    recordedAt: start,
    actor: "王敏",
    party: "client",
    text: "",
    data: { milestone: "fix_software", days: 5, doc: "延期函 3 号" },
    evidence: [],
    approvedBy: "王敏",
    correctedTo: null,
    logSeq: 1,
    hash: "",
    ...part,
  };
}

test("the axis holds every start, due and completion, and now while a clock runs", () => {
  const axis = axisOf([clock], start, start + 9 * day);
  expect(axis.from).toBeLessThan(start);
  expect(axis.to).toBeGreaterThan(start + 9 * day);
  const done = axisOf([{ ...clock, state: "met", completedAt: start + day }], start, start + 90 * day);
  expect(done.to).toBeLessThan(start + 8 * day);
});

test("places are percent of the axis and never leave it", () => {
  const axis = { from: 0, to: 200 };
  expect([placeOf(axis, 50), placeOf(axis, -1), placeOf(axis, 999)]).toEqual([25, 0, 100]);
});

test("marks stand on Shanghai midnights and are few", () => {
  const ticks = ticksOf({ from: start, to: start + 70 * day }, tickRoom.wide);
  expect(ticks.length).toBeLessThanOrEqual(9);
  expect(ticks.every((at) => (at + 8 * hour) % day === 0)).toBe(true);
  expect(ticksOf(firstDays(start), tickRoom.wide).length).toBeGreaterThan(3);
});

test("a phone has room for half as many marks", () => {
  expect(ticksOf({ from: start, to: start + 7 * day }, tickRoom.phone).length).toBeLessThanOrEqual(5);
});

const pause = (from: number, to: number | null, counts = true) => ({
  from,
  to,
  counts,
  reason: "client_cause",
  approvedBy: "王敏",
});

test("an open pause holds a clock until now, and never before the clock started", () => {
  const paused: OrderClock = { ...clock, state: "paused", dueAt: null };
  const held = heldSpans(paused, [pause(start + day, null)], start + 3 * day);
  expect(held).toEqual([{ from: start + day, to: start + 3 * day }]);
  const [early] = heldSpans(paused, [pause(start - day, start + hour)], start + 3 * day);
  expect(early).toEqual({ from: start, to: start + hour });
});

test("a pause holds no clock that it cannot stop, that was done, or that was cancelled", () => {
  const pauses = [pause(start + 2 * day, start + 3 * day)];
  const now = start + 5 * day;
  expect(heldSpans(clock, pauses, now)).toHaveLength(1);
  expect(heldSpans({ ...clock, pausable: false }, pauses, now)).toEqual([]);
  expect(heldSpans({ ...clock, state: "met", completedAt: start + day }, pauses, now)).toEqual([]);
  expect(heldSpans({ ...clock, state: "cancelled" }, pauses, now)).toEqual([]);
  expect(heldSpans(clock, [pause(start + 2 * day, start + 3 * day, false)], now)).toEqual([]);
});

test("a running clock has used and left time, an overdue one time past the due", () => {
  expect(barOf(clock, start + 2 * day, 0)).toEqual({
    used: { from: start, to: start + 2 * day },
    left: { from: start + 2 * day, to: start + 7 * day },
    over: null,
    extended: null,
  });
  expect(barOf({ ...clock, state: "breached" }, start + 9 * day, 0)).toMatchObject({
    used: { from: start, to: start + 7 * day },
    left: null,
    over: { from: start + 7 * day, to: start + 9 * day },
  });
});

test("a clock that was met shows how much of its limit was left", () => {
  const met: OrderClock = { ...clock, state: "met", completedAt: start + 3 * day };
  expect(barOf(met, start + 30 * day, 0)).toMatchObject({
    used: { from: start, to: start + 3 * day },
    left: { from: start + 3 * day, to: start + 7 * day },
    over: null,
  });
});

test("a late completion ends the overdue part", () => {
  const late: OrderClock = { ...clock, state: "met_late", completedAt: start + 8 * day };
  expect(barOf(late, start + 30 * day, 0).over).toEqual({ from: start + 7 * day, to: start + 8 * day });
});

test("a cancelled clock shows its limit and uses no time of it", () => {
  expect(barOf({ ...clock, state: "cancelled" }, start + 30 * day, 0)).toEqual({
    used: null,
    left: { from: start, to: start + 7 * day },
    over: null,
    extended: null,
  });
});

test("a clock that has not started has no bar", () => {
  const none = barOf({ ...clock, state: "not_started", startAt: null, dueAt: null }, start, 0);
  expect(none).toEqual({ used: null, left: null, over: null, extended: null });
});

test("the extension is the last part of the limit", () => {
  expect(barOf(clock, start, 5).extended).toEqual({ from: start + 2 * day, to: start + 7 * day });
});

test("extensions of a clock add up; others', unapproved and withdrawn ones do not count", () => {
  const events = [
    event({}),
    event({ data: { milestone: "fix_software", days: 2 } }),
    event({ data: { milestone: "fix_part", days: 30 } }),
    event({ approvedBy: null }),
    event({ correctedTo: { at: null, byEventId: "c" } }),
  ];
  expect(extensionDays(events, "fix_software")).toBe(7);
});
