import { ContractId, DeviceId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { prepareCalendars } from "../sla/working-calendar.ts";
import { dayMs } from "../time.ts";
import { planTask, type SupplyFacts } from "./plan-task.ts";
import type { Task } from "./task.ts";

/** Friday 2026-09-11 10:00 in Shanghai */
const now = Date.UTC(2026, 8, 11, 2);
const [{ calendar }] = prepareCalendars([]).publications;
const setting = { leadDays: 3, aheadDays: 7, replaceWorkingDays: 2 };

function facts(earlyDays: number | null, over: Partial<SupplyFacts> = {}): SupplyFacts {
  const at = (days: number) => now + days * dayMs;
  const emptyAt =
    earlyDays === null ? null : { early: at(earlyDays), mid: at(earlyDays + 5), late: at(earlyDays + 20) };
  return { now, emptyAt, level: "ok", replacedAt: null, replacedHow: null, setting, calendar, ...over };
}

const open: Task = {
  id: "t",
  contractId: ContractId.parse("changning"),
  kioskId: KioskId.parse("cn-014"),
  deviceId: DeviceId.parse("laser"),
  consumable: "toner",
  part: "black",
  item: "黑色硒鼓",
  state: "open",
  dueAt: now + 5 * dayMs,
  reason: "forecast",
  createdAt: now - dayMs,
  closedAt: null,
  closedHow: null,
  closedBy: null,
};

describe("whether a supply is to be replaced", () => {
  it("early enough that lead and planning lie before the early end of the band", () => {
    expect(planTask(undefined, facts(10.5))).toBeUndefined();
    expect(planTask(undefined, facts(9))).toEqual({
      name: "open",
      need: { reason: "forecast", dueAt: now + 6 * dayMs },
    });
  });

  it("by a threshold within working days, whichever of both comes first", () => {
    const critical = facts(100, { level: "critical" });
    // Monday and Tuesday follow the weekend; due at Tuesday's end
    const dueAt = Date.UTC(2026, 8, 15, 16);
    expect(planTask(undefined, critical)).toEqual({ name: "open", need: { reason: "threshold", dueAt } });
    expect(planTask(undefined, facts(4, { level: "critical" }))).toMatchObject({ need: { reason: "forecast" } });
    expect(planTask(undefined, facts(null, { level: "low" }))).toMatchObject({ need: { reason: "threshold" } });
    expect(planTask(undefined, facts(100, { level: "low" }))).toBeUndefined();
    expect(planTask(undefined, facts(null, { level: null }))).toBeUndefined();
  });
});

describe("a task that stands", () => {
  it("is done by a replacement after it was opened, however that became known", () => {
    const after = { replacedAt: now, replacedHow: "detected" } as const;
    expect(planTask(open, facts(90, after))).toEqual({ name: "done", how: "device" });
    expect(planTask(open, facts(90, { ...after, replacedHow: "entered" }))).toEqual({ name: "done", how: "person" });
    expect(planTask(open, facts(8, { ...after, replacedAt: open.createdAt - 1 }))).toBeUndefined();
  });

  it("is withdrawn when the need is clearly gone, and not by a breath of the forecast or by silence", () => {
    expect(planTask(open, facts(12))).toMatchObject({ name: "redate" });
    expect(planTask(open, facts(14))).toEqual({ name: "withdrawn" });
    expect(planTask(open, facts(null, { level: null }))).toBeUndefined();
    expect(planTask({ ...open, reason: "entered" }, facts(200))).toBeUndefined();
  });

  it("moves its due with the forecast, by whole days", () => {
    expect(planTask(open, facts(8.5))).toBeUndefined();
    expect(planTask(open, facts(5))).toEqual({ name: "redate", dueAt: now + 2 * dayMs });
  });
});
