import { DeviceId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { dayMs } from "../time.ts";
import { lacks } from "./problem.ts";
import { type RecurringOrder, recurrences } from "./recurrence.ts";

const kioskId = KioskId.parse("cn-001");
const printer = DeviceId.parse("printer");

function order(id: string, day: number, changes: Partial<RecurringOrder> = {}): RecurringOrder {
  return { id, kioskId, deviceId: printer, reportedAt: day * dayMs, ...changes };
}
const found = (...orders: RecurringOrder[]) => recurrences(orders).map(({ orderIds }) => orderIds.join(" "));

describe("a fault that comes back", () => {
  it("within thirty days is a recurrence, a moment later it is not", () => {
    expect(found(order("a", 0), order("b", 30))).toEqual(["a b"]);
    expect(found(order("a", 0), order("b", 30, { reportedAt: 30 * dayMs + 1 }))).toEqual([]);
  });
  it("is of one terminal and one component", () => {
    const other = KioskId.parse("cn-002");
    expect(found(order("a", 0), order("b", 1, { kioskId: other }))).toEqual([]);
    expect(found(order("a", 0), order("b", 1, { deviceId: null }))).toEqual([]);
    expect(found(order("a", 0, { deviceId: null }), order("b", 1, { deviceId: null }))).toEqual(["a b"]);
  });
  it("runs on as long as each came within thirty days of the one before", () => {
    expect(found(order("c", 50), order("a", 0), order("b", 25))).toEqual(["a b c"]);
    expect(found(order("a", 0), order("b", 10), order("c", 60))).toEqual([]);
    expect(found(order("a", 0), order("b", 10), order("c", 60), order("d", 61))).toEqual(["c d"]);
  });
});

describe("a problem", () => {
  const full = { analysis: "a", remedy: "r", prevention: "p", meeting: { at: 1, people: "甲方", minutes: "m" } };
  it.each([
    ["open", "open", { ...full, analysis: "" }, []],
    ["open", "analysed", { ...full, remedy: "", prevention: "" }, ["remedy", "prevention"]],
    ["open", "analysed", { ...full, meeting: null }, []],
    ["analysed", "closed", { ...full, meeting: null }, ["meeting"]],
    ["analysed", "closed", full, []],
    ["analysed", "open", full, []],
    ["closed", "open", full, ["closed"]],
  ] as const)("from %s to %s", (state, next, values, missing) => {
    expect(lacks({ state }, { ...values, state: next })).toEqual(missing);
  });
});
