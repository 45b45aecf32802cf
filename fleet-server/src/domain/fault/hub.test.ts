import { describe, expect, it } from "vitest";
import {
  birth,
  booklet,
  condition,
  countingIds,
  deviceReport,
  hub,
  onlineKiosk,
  reader,
  t0,
} from "../../../test/sample.ts";
import { kioskHealth, openFaults } from "../kiosk/health.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { orderDueAt, orderRules } from "../work-order/rules.ts";
import { type FaultChange, foldConditions } from "./conditions.ts";
import { faultKey } from "./fault.ts";
import { relateHubs } from "./hub.ts";

const ids = countingIds();
const settleOf = () => ({ raiseMs: 0, clearMs: 0 });

function apply(kiosk: Kiosk, changes: readonly FaultChange[]): Kiosk {
  const faults = new Map(kiosk.faults);
  for (const { after } of changes) if (after !== undefined) faults.set(faultKey(after), after);
  return { ...kiosk, faults };
}

function report(kiosk: Kiosk, deviceId: typeof reader, lost: boolean, at: number): Kiosk {
  const conditions = lost ? [condition("device.not-present")] : [];
  const folded = apply(kiosk, foldConditions(kiosk, deviceReport({ deviceId, conditions }), at, settleOf, ids));
  return apply(folded, relateHubs(folded, at, ids));
}

describe("a hub", () => {
  it("is not blamed while one of its devices answers", () => {
    const kiosk = report(onlineKiosk(), reader, true, t0);
    expect([...kiosk.faults.values()].map((f) => f.code)).toEqual(["device.not-present"]);
  });

  it("is the one cause when all its devices are gone, and its children open no orders", () => {
    const kiosk = report(report(onlineKiosk(), reader, true, t0), booklet, true, t0 + 100);
    const hubFault = [...kiosk.faults.values()].find((f) => f.code === "hub.lost");
    expect(hubFault).toMatchObject({ deviceId: hub, state: "raised" });
    expect(openFaults(kiosk).map((f) => f.code)).toEqual(["hub.lost"]);
    const children = [...kiosk.faults.values()].filter((f) => f.code !== "hub.lost");
    expect(children.map((f) => f.causeId)).toEqual([hubFault?.id, hubFault?.id]);
    expect(children.map((f) => orderDueAt(orderRules, f))).toEqual([null, null]);
    expect(kioskHealth(kiosk)).toBe("fault");
  });

  it("is cleared when one device answers, and a device that stays away is then a fault of its own", () => {
    let kiosk = report(report(onlineKiosk(), reader, true, t0), booklet, true, t0 + 100);
    kiosk = report(kiosk, reader, false, t0 + 5000);
    expect(openFaults(kiosk).map((f) => [f.deviceId, f.code])).toEqual([[booklet, "device.not-present"]]);
    // its order waits its minute from now, not from when the hub was lost
    const [left] = openFaults(kiosk);
    expect(left && orderDueAt(orderRules, left)).toBe(t0 + 5000 + 60_000);
  });

  it("is never blamed for a single device", () => {
    const kiosk = onlineKiosk();
    const alone: Kiosk = { ...kiosk, status: { ...kiosk.status, declared: birth().devices.slice(0, 1) } };
    expect(openFaults(report(alone, reader, true, t0)).map((f) => f.code)).toEqual(["device.not-present"]);
  });
});
