import { describe, expect, it } from "vitest";
import { booklet, condition, device, kioskId, onlineKiosk, raisedFault, reader, t0 } from "../../../test/sample.ts";
import { type Fault, faultKey } from "../fault/fault.ts";
import { kioskHealth } from "./health.ts";
import type { Kiosk, Presence } from "./kiosk.ts";
import { consumableView, deviceView } from "./view.ts";

function withPresence(presence: Presence): Kiosk {
  const kiosk = onlineKiosk();
  return { ...kiosk, status: { ...kiosk.status, presence } };
}

function withFault(code: Fault["code"], overrides: Partial<Fault> = {}): Kiosk {
  const fault = raisedFault(code, overrides);
  return onlineKiosk({ faults: new Map([[faultKey(fault), fault]]) });
}

function withDeviceState(state: "unknown" | "starting" | "offline" | "deviceBusy"): Kiosk {
  const kiosk = onlineKiosk();
  return { ...kiosk, devices: new Map([...kiosk.devices, [reader, device({ state })]]) };
}

describe("health of a terminal", () => {
  it.each([
    ["all devices online", onlineKiosk(), "ok"],
    ["a device busy with a citizen", withDeviceState("deviceBusy"), "ok"],
    ["offline, though its devices were healthy", withPresence("offline"), "offline"],
    ["unverified after a server restart", withPresence("unverified"), "unknown"],
    ["never seen", withPresence("never"), "unknown"],
    ["one device unknown", withDeviceState("unknown"), "unknown"],
    ["one device starting", withDeviceState("starting"), "unknown"],
    ["a device offline whose fault still settles", withDeviceState("offline"), "warning"],
    ["a configured device that never reported", onlineKiosk({ devices: new Map([[reader, device()]]) }), "unknown"],
    ["no device at all", onlineKiosk({ devices: new Map() }), "unknown"],
    ["a warning", withFault("toner.low"), "warning"],
    ["an error", withFault("ribbon.out"), "fault"],
    ["a pending condition", withFault("ribbon.out", { state: "pending" }), "ok"],
    ["an error that another fault explains", withFault("comm.no-answer", { causeId: "hub" }), "ok"],
    [
      "an error while another device is unknown",
      { ...withFault("ribbon.out"), devices: new Map([[booklet, device({ state: "unknown" })]]) },
      "fault",
    ],
  ] as const)("%s", (_name, kiosk, health) => {
    expect(kioskHealth(kiosk)).toBe(health);
  });
});

describe("what is cached says so", () => {
  const level = {
    kioskId,
    deviceId: reader,
    consumable: "toner",
    part: "",
    value: 40,
    unit: "percent",
    capacity: 100,
    quality: "measured",
    observedAt: t0,
    receivedAt: t0,
    replacedAt: null,
    replacedHow: null,
  } as const;
  const away = withPresence("offline");
  it("a device of a terminal that is away is unknown, and its last state is told beside", () => {
    expect(deviceView(away, device(), () => null)).toMatchObject({ state: "unknown", lastState: "online" });
  });
  it("a level of a terminal that is away is not current", () => {
    expect([consumableView(away, level).current, consumableView(onlineKiosk(), level).current]).toEqual([false, true]);
  });
  it("a level of a device that cannot be talked to is not current; of one that says something odd it is", () => {
    const silent = onlineKiosk({
      devices: new Map([[reader, device({ state: "offline", conditions: [condition("comm.no-answer")] })]]),
    });
    const odd = onlineKiosk({ devices: new Map([[reader, device({ state: "unknown", answeredAt: t0 + 500 })]]) });
    expect([consumableView(silent, level).current, consumableView(odd, level).current]).toEqual([false, true]);
    expect(consumableView(odd, level).observedAt).toBe(t0 + 500);
  });
});
