import { describe, expect, it } from "vitest";
import { alarm, at, dayAlarm } from "../../../test/fake-alarm.ts";
import { heldUntil } from "./quiet-hours.ts";

const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
const noon = { fromMinute: 12 * 60, toMinute: 13 * 60 };

describe("in quiet hours a message about a day clock", () => {
  it.each([
    ["2026-09-17 21:59", null],
    ["2026-09-17 22:00", "2026-09-18 07:00"],
    ["2026-09-18 00:00", "2026-09-18 07:00"],
    ["2026-09-18 06:59", "2026-09-18 07:00"],
    ["2026-09-18 07:00", null],
  ])("at %s waits until %s", (now, until) => {
    expect(heldUntil(dayAlarm(), night, at(now))).toBe(until === null ? null : at(until));
  });
  it("waits by the second, within one day too", () => {
    expect(heldUntil(dayAlarm(), noon, at("2026-09-17 12:30") + 1)).toBe(at("2026-09-17 13:00"));
    expect(heldUntil(dayAlarm(), noon, at("2026-09-17 13:00"))).toBeNull();
  });
});

describe("quiet hours never hold back", () => {
  const now = at("2026-09-18 03:00");
  it("a clock of a day or less, warned, breached or escalated", () => {
    for (const level of ["warn50", "breach", "escalate-3"] as const) {
      expect(heldUntil(alarm({ level, limitMs: 24 * 3_600_000 }), night, now)).toBeNull();
    }
    expect(heldUntil(alarm({ limitMs: 48 * 3_600_000 }), night, now)).toBe(at("2026-09-18 07:00"));
  });
  it("a test, nor anything where there are none", () => {
    expect(heldUntil(dayAlarm({ test: true }), night, now)).toBeNull();
    expect(heldUntil(dayAlarm(), null, now)).toBeNull();
  });
});
