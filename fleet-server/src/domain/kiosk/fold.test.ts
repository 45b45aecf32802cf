import type { KioskReport } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { bootA, bootB, deviceReport, kioskId, onlineKiosk, t0 } from "../../../test/sample.ts";
import { foldDevice, isCurrent, serverTime } from "./fold.ts";

function report(overrides: Partial<KioskReport> = {}): KioskReport {
  const id = "0d9f4c1e-6b7a-4c8d-9e0f-000000000001";
  return { v: 1, id, kioskId, bootId: bootA, seq: 2, at: t0, sentAt: t0, type: "diff", devices: [], ...overrides };
}

describe("server time of a kiosk's stamp", () => {
  it("is when it arrived less its age, whatever the kiosk's clock says", () => {
    const off = Date.UTC(2000, 0, 1);
    expect(serverTime(off, off + 60_000, t0)).toBe(t0 - 60_000);
  });
  it("is never after its arrival, even when the clock jumped back between the two stamps", () => {
    expect(serverTime(t0 + 5000, t0, t0 + 10)).toBe(t0 + 10);
  });
});

describe("folding a report", () => {
  it("takes the newer number of the same boot and refuses the older: live data overtakes the backlog", () => {
    const kiosk = onlineKiosk();
    expect(foldDevice(kiosk, report({ seq: 2 }), deviceReport({ state: "offline" }), t0)?.state).toBe("offline");
    expect(foldDevice(kiosk, report({ seq: 1 }), deviceReport({ state: "offline" }), t0)).toBeNull();
  });
  it("only counts the current boot as now", () => {
    expect([isCurrent(onlineKiosk(), report()), isCurrent(onlineKiosk(), report({ bootId: bootB }))]).toEqual([
      true,
      false,
    ]);
  });
});
