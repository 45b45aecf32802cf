import { describe, expect, it } from "vitest";
import { birth, booklet, condition, countingIds, deviceReport, onlineKiosk, reader, t0 } from "../../../test/sample.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { clearUndeclared, foldConditions, tickFaults } from "./conditions.ts";
import { faultKey } from "./fault.ts";
import { mergeWindowMs } from "./settle.ts";

const atOnce = () => ({ raiseMs: 0, clearMs: 0 });
const slowly = () => ({ raiseMs: 5000, clearMs: 5000 });

function withChanges(kiosk: Kiosk, changes: ReturnType<typeof foldConditions>): Kiosk {
  const faults = new Map(kiosk.faults);
  for (const { before, after: fault } of changes) {
    if (fault !== undefined) faults.set(faultKey(fault), fault);
    else if (before !== undefined) faults.delete(faultKey(before));
  }
  return { ...kiosk, faults };
}

describe("conditions of a device report", () => {
  it("raise one fault for each code and part, however often it is named", () => {
    const low = [condition("toner.low", "cyan"), condition("toner.low", "cyan"), condition("toner.low", "black")];
    const changes = foldConditions(onlineKiosk(), deviceReport({ conditions: low }), t0, atOnce, countingIds());
    expect(changes.map((c) => [c.after?.code, c.after?.part, c.transition])).toEqual([
      ["toner.low", "cyan", "raised"],
      ["toner.low", "black", "raised"],
    ]);
  });

  it("clear what is no longer reported, of this device only", () => {
    let kiosk = onlineKiosk();
    const ids = countingIds();
    kiosk = withChanges(
      kiosk,
      foldConditions(kiosk, deviceReport({ conditions: [condition("cover.open")] }), t0, atOnce, ids),
    );
    const other = deviceReport({ deviceId: booklet, conditions: [condition("ribbon.out")] });
    kiosk = withChanges(kiosk, foldConditions(kiosk, other, t0, atOnce, ids));
    kiosk = withChanges(kiosk, foldConditions(kiosk, deviceReport(), t0 + 1, atOnce, ids));
    expect([...kiosk.faults.values()].map((f) => [f.code, f.state])).toEqual([
      ["cover.open", "cleared"],
      ["ribbon.out", "raised"],
    ]);
  });

  it("confirm and clear nothing while the device cannot be reached", () => {
    let kiosk = onlineKiosk();
    const ids = countingIds();
    kiosk = withChanges(
      kiosk,
      foldConditions(kiosk, deviceReport({ conditions: [condition("device.self-test-failed")] }), t0, atOnce, ids),
    );
    const silent = deviceReport({ state: "offline", conditions: [condition("comm.no-answer")] });
    kiosk = withChanges(kiosk, foldConditions(kiosk, silent, t0 + 1, atOnce, ids));
    expect([...kiosk.faults.values()].map((f) => [f.code, f.state])).toEqual([
      ["device.self-test-failed", "raised"],
      ["comm.no-answer", "raised"],
    ]);
  });

  it("are the same fault when they return within the merge window and a new one after it", () => {
    const ids = countingIds();
    const report = deviceReport({ conditions: [condition("cover.open")] });
    let kiosk = onlineKiosk();
    kiosk = withChanges(kiosk, foldConditions(kiosk, report, t0, atOnce, ids));
    kiosk = withChanges(kiosk, foldConditions(kiosk, deviceReport(), t0 + 1000, atOnce, ids));
    const soon = foldConditions(kiosk, report, t0 + 1000 + mergeWindowMs, atOnce, ids);
    const late = foldConditions(kiosk, report, t0 + 1001 + mergeWindowMs, atOnce, ids);
    expect(soon[0]).toMatchObject({ transition: "returned", after: { id: "id-1", occurrences: 2 } });
    expect(late[0]).toMatchObject({ transition: "raised", before: undefined, after: { id: "id-2", occurrences: 1 } });
  });
});

describe("time alone", () => {
  const waiting = () => {
    const kiosk = onlineKiosk();
    return withChanges(
      kiosk,
      foldConditions(kiosk, deviceReport({ conditions: [condition("cover.open")] }), t0, slowly, countingIds()),
    );
  };
  it("raises a condition that held long enough", () => {
    expect(tickFaults(waiting(), t0 + 5000, slowly).map((c) => c.transition)).toEqual(["raised"]);
  });
  it("raises nothing while the terminal is away, for nobody can say whether it still holds", () => {
    const kiosk = waiting();
    const away: Kiosk = { ...kiosk, status: { ...kiosk.status, presence: "offline" } };
    expect(tickFaults(away, t0 + 60_000, slowly)).toEqual([]);
  });
});

it("a birth ends the faults of devices that are no longer configured", () => {
  let kiosk = onlineKiosk();
  kiosk = withChanges(
    kiosk,
    foldConditions(kiosk, deviceReport({ conditions: [condition("cover.open")] }), t0, atOnce, countingIds()),
  );
  const reduced: Kiosk = {
    ...kiosk,
    status: { ...kiosk.status, declared: birth().devices.filter((d) => d.deviceId !== reader) },
  };
  expect(clearUndeclared(reduced, t0 + 5)).toMatchObject([
    { after: { state: "cleared", clearedAt: t0 + 5 }, transition: "cleared" },
  ]);
  expect(clearUndeclared(kiosk, t0 + 5)).toEqual([]);
});
