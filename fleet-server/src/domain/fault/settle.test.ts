import { describe, expect, it } from "vitest";
import { kioskId, reader, t0 } from "../../../test/sample.ts";
import type { Fault } from "./fault.ts";
import { flappingOccurrences, flappingQuietMs, newFault, settle } from "./settle.ts";

const times = { raiseMs: 5000, clearMs: 3000 };
const base = {
  id: "f1",
  kioskId,
  deviceId: reader,
  code: "cover.open",
  part: "",
  detail: "",
  raw: "",
  toldRoute: null,
} as const;

function pending(): Fault {
  const { fault } = newFault(base, t0, times);
  if (fault === undefined) throw new Error("a new condition must be kept");
  return fault;
}

const raised: Fault = { ...pending(), state: "raised", stateAt: t0, dueAt: null, raisedAt: t0 };
const clearing: Fault = { ...raised, state: "clearing", stateAt: t0, dueAt: t0 + 3000 };
const cleared: Fault = { ...raised, state: "cleared", dueAt: null, clearedAt: t0 };
const seen = (at: number) => ({ name: "seen", at, detail: "", raw: "", toldRoute: null }) as const;
const gone = (at: number) => ({ name: "gone", at }) as const;
const tick = (at: number) => ({ name: "tick", at }) as const;

describe("a fault settles: every state with every event", () => {
  const table = [
    ["pending", "seen before its time", pending(), seen(t0 + 4999), "pending", undefined],
    ["pending", "seen at its time", pending(), seen(t0 + 5000), "raised", "raised"],
    ["pending", "gone", pending(), gone(t0 + 4000), undefined, undefined],
    ["pending", "tick before its time", pending(), tick(t0 + 4999), "pending", undefined],
    ["pending", "tick at its time", pending(), tick(t0 + 5000), "raised", "raised"],
    ["raised", "seen", raised, seen(t0 + 9000), "raised", undefined],
    ["raised", "gone", raised, gone(t0 + 9000), "clearing", undefined],
    ["raised", "tick", raised, tick(t0 + 9000), "raised", undefined],
    ["clearing", "seen", clearing, seen(t0 + 1000), "raised", "returned"],
    ["clearing", "gone again", clearing, gone(t0 + 1000), "clearing", undefined],
    ["clearing", "tick at its time", clearing, tick(t0 + 3000), "cleared", "cleared"],
    ["clearing", "tick before", clearing, tick(t0 + 2999), "clearing", undefined],
    ["cleared", "seen", cleared, seen(t0 + 1000), "raised", "returned"],
    ["cleared", "gone", cleared, gone(t0 + 1000), "cleared", undefined],
    ["cleared", "tick", cleared, tick(t0 + 1000), "cleared", undefined],
  ] as const;
  it.each(table)("%s, %s", (_state, _event, fault, event, state, transition) => {
    const result = settle(fault, event, times);
    expect([result.fault?.state, result.transition]).toEqual([state, transition]);
  });
});

describe("settle times of zero", () => {
  it("raise a condition the moment it is seen", () => {
    expect(newFault(base, t0, { raiseMs: 0, clearMs: 0 })).toMatchObject({
      transition: "raised",
      fault: { raisedAt: t0, firstAt: t0 },
    });
  });
  it("clear it the moment it is gone", () => {
    expect(settle(raised, gone(t0 + 1), { raiseMs: 0, clearMs: 0 }).transition).toBe("cleared");
  });
});

describe("a fault that comes and goes", () => {
  it("stays one fault and becomes a flapping one", () => {
    let fault: Fault = raised;
    const told: (string | undefined)[] = [];
    for (let i = 1; i < flappingOccurrences + 2; i++) {
      fault = settle(fault, gone(t0 + i * 10_000), times).fault ?? fault;
      const back = settle(fault, seen(t0 + i * 10_000 + 1000), times);
      fault = back.fault ?? fault;
      told.push(back.transition);
    }
    expect(fault).toMatchObject({ id: "f1", flapping: true, occurrences: flappingOccurrences + 2 });
    expect(told.filter((t) => t === "flapping")).toHaveLength(1);
  });
  it("ends only after a quiet quarter of an hour", () => {
    const flapping: Fault = { ...raised, flapping: true };
    const leaving = settle(flapping, gone(t0), times).fault;
    expect(leaving?.dueAt).toBe(t0 + flappingQuietMs);
  });
});
