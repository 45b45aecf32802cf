import { type Capability, DeviceId } from "@kiosk/contract";
import type { Reading } from "@kiosk/firmware-profiles";
import { describe, expect, it, test } from "vitest";
import { booklet, device, hub, onlineKiosk, raisedFault, reader, t0 } from "../../../test/sample.ts";
import { type Fault, faultKey } from "../fault/fault.ts";
import { capabilitiesOf } from "./capability.ts";
import type { Device, Kiosk } from "./kiosk.ts";

const laser = DeviceId.parse("laser");
const second = DeviceId.parse("laser-2");

function toner(part: string): Reading {
  return {
    kind: "level",
    consumable: "toner",
    part,
    value: 60,
    unit: "percent",
    capacity: 100,
    quality: "measured",
    raw: "",
    at: t0,
  };
}

function paper(part: string, value: string): Reading {
  return { kind: "status", name: "paper", part, value, quality: "measured", raw: "", at: t0 };
}

const fourColours = ["black", "cyan", "magenta", "yellow"].map(toner);

function printer(overrides: Partial<Device> = {}): Device {
  return device({ deviceId: laser, deviceClass: "a4Printer", profileId: "a4", readings: fourColours, ...overrides });
}

function withPrinters(...printers: Device[]): Kiosk {
  const kiosk = onlineKiosk();
  const declared = printers.map((p) => ({
    deviceId: p.deviceId,
    deviceClass: "a4Printer" as const,
    profileId: "a4",
    transport: "snmp",
  }));
  return {
    ...kiosk,
    status: { ...kiosk.status, declared: [...kiosk.status.declared, ...declared] },
    devices: new Map([...kiosk.devices, ...printers.map((p) => [p.deviceId, p] as const)]),
  };
}

function suffering(kiosk: Kiosk, ...faults: Fault[]): Kiosk {
  return { ...kiosk, faults: new Map(faults.map((f) => [faultKey(f), f])) };
}

const of = (kiosk: Kiosk, capability: Capability) => {
  const found = capabilitiesOf(kiosk).find((c) => c.capability === capability);
  if (found === undefined) throw new Error(`no row of ${capability}`);
  return found;
};
const stateOf = (kiosk: Kiosk, capability: Capability) => of(kiosk, capability).state;
const laserFault = (code: Fault["code"], overrides: Partial<Fault> = {}) =>
  raisedFault(code, { id: code, deviceId: laser, ...overrides });

describe("the state of a device decides", () => {
  it.each([
    ["online", "available"],
    ["deviceBusy", "available"],
    ["unknown", "unknown"],
    ["starting", "unknown"],
    ["offline", "unavailable"],
    ["powerOff", "unavailable"],
    ["noDevice", "unavailable"],
    ["hardwareError", "unavailable"],
    ["userError", "unavailable"],
    ["potentialFraud", "unavailable"],
  ] as const)("%s is %s", (state, expected) => {
    expect(stateOf(withPrinters(printer({ state })), "a4Print")).toBe(expected);
  });

  it("names the state where no fault does", () => {
    expect(of(withPrinters(printer({ state: "powerOff" })), "a4Print").causes).toEqual([
      { kind: "state", deviceId: laser, state: "powerOff" },
    ]);
  });

  it("names the fault alone where one explains as much", () => {
    const kiosk = suffering(withPrinters(printer({ state: "hardwareError" })), laserFault("media.jam"));
    expect(of(kiosk, "a4Print").causes).toMatchObject([{ kind: "fault", code: "media.jam" }]);
  });
});

describe("what nobody can know is unknown, and never available", () => {
  test.each(["offline", "unverified"] as const)("a terminal that is %s", (presence) => {
    const kiosk = withPrinters(printer());
    const rows = capabilitiesOf({ ...kiosk, status: { ...kiosk.status, presence } });
    expect(rows.filter((r) => r.state !== "not-fitted").map((r) => r.state)).toEqual(Array(4).fill("unknown"));
    expect(rows[0]?.causes).toEqual([{ kind: "presence", presence }]);
  });

  test("a terminal that was never online", () => {
    const kiosk = onlineKiosk({ devices: new Map() });
    const never = { ...kiosk, status: { ...kiosk.status, presence: "never" as const, declared: [] } };
    expect(new Set(capabilitiesOf(never).map((r) => r.state))).toEqual(new Set(["unknown"]));
  });

  test("a configured device that has told nothing", () => {
    const kiosk = onlineKiosk({ devices: new Map() });
    expect(of(kiosk, "booklet")).toMatchObject({
      state: "unknown",
      causes: [{ kind: "unseen", deviceId: booklet }],
    });
  });

  test("no state, no presence and no fault makes an unknown device available", () => {
    for (const state of ["unknown", "starting"] as const) {
      const kiosk = suffering(withPrinters(printer({ state })), laserFault("paper.low"));
      expect(stateOf(kiosk, "a4Print")).toBe("unknown");
    }
  });

  test("silence of a device whose state is unknown", () => {
    const kiosk = suffering(withPrinters(printer({ state: "unknown" })), laserFault("comm.no-answer"));
    expect(of(kiosk, "a4Print")).toMatchObject({ state: "unknown", causes: [{ code: "comm.no-answer" }] });
  });
});

describe("faults", () => {
  it.each([
    ["media.not-taken", "available"],
    ["paper.low", "degraded"],
    ["toner.low", "degraded"],
    ["comm.garbled", "degraded"],
    ["drum.life-over", "degraded"],
    ["cover.open", "unavailable"],
    ["paper.out", "unavailable"],
    ["media.jam", "unavailable"],
    ["device.tampered", "unavailable"],
  ] as const)("%s leaves printing %s", (code, expected) => {
    expect(stateOf(suffering(withPrinters(printer()), laserFault(code)), "a4Print")).toBe(expected);
  });

  it("a condition that settles already counts, one that has gone only limits, one that is cleared does not", () => {
    const under = (state: Fault["state"]) =>
      stateOf(suffering(withPrinters(printer()), laserFault("media.jam", { state })), "a4Print");
    expect([under("pending"), under("raised"), under("clearing"), under("cleared")]).toEqual([
      "unavailable",
      "unavailable",
      "degraded",
      "available",
    ]);
  });

  it("an empty tray beside one with paper only limits", () => {
    const two = printer({ readings: [...fourColours, paper("tray-1", "out"), paper("tray-2", "low")] });
    const out = laserFault("paper.out", { part: "tray-1" });
    expect(stateOf(suffering(withPrinters(two), out), "a4Print")).toBe("degraded");
  });

  it("a fault of another device does not touch the printer", () => {
    expect(stateOf(suffering(withPrinters(printer()), raisedFault("card.read-failures")), "a4Print")).toBe("available");
    expect(stateOf(suffering(withPrinters(printer()), raisedFault("card.read-failures")), "idCard")).toBe("degraded");
  });

  it("a lost hub takes what hangs on it, before its devices have said anything", () => {
    const lost = raisedFault("hub.lost", { id: "hub", deviceId: hub });
    const kiosk = suffering(withPrinters(printer()), lost);
    expect([stateOf(kiosk, "idCard"), stateOf(kiosk, "booklet"), stateOf(kiosk, "a4Print")]).toEqual([
      "unavailable",
      "unavailable",
      "available",
    ]);
    expect(of(kiosk, "booklet").causes).toMatchObject([{ kind: "fault", code: "hub.lost", deviceId: hub }]);
  });

  it("a terminal without its screen can do nothing, one on battery everything for a while", () => {
    const blind = suffering(withPrinters(printer()), raisedFault("host.screen-missing", { deviceId: null }));
    expect([stateOf(blind, "a4Print"), stateOf(blind, "idCard")]).toEqual(["unavailable", "unavailable"]);
    const onBattery = suffering(withPrinters(printer()), raisedFault("power.on-battery", { deviceId: null }));
    expect([stateOf(onBattery, "a4Print"), stateOf(onBattery, "idCard")]).toEqual(["degraded", "degraded"]);
  });
});

describe("colour", () => {
  it("an empty colour ends colour and limits plain printing, an empty black ends both", () => {
    const without = (part: string) => {
      const kiosk = suffering(withPrinters(printer()), laserFault("toner.out", { part }));
      return [stateOf(kiosk, "a4Print"), stateOf(kiosk, "colourPrint")];
    };
    expect(without("cyan")).toEqual(["degraded", "unavailable"]);
    expect(without("black")).toEqual(["unavailable", "unavailable"]);
  });

  it("is not fitted where the printer names black alone, and unknown where it names no supply", () => {
    expect(stateOf(withPrinters(printer({ readings: [toner("black")] })), "colourPrint")).toBe("not-fitted");
    expect(of(withPrinters(printer({ readings: [] })), "colourPrint")).toMatchObject({
      state: "unknown",
      causes: [{ kind: "colour-untold", deviceId: laser }],
    });
  });
});

test("a class of device that the configuration does not name is not fitted", () => {
  expect(stateOf(onlineKiosk(), "endorsement")).toBe("not-fitted");
});

test("one of two printers is enough", () => {
  const kiosk = withPrinters(printer({ state: "noDevice" }), printer({ deviceId: second }));
  expect(of(kiosk, "a4Print")).toMatchObject({ state: "available", deviceIds: [laser, second], causes: [] });
});

test("of two printers that both fail the better one's state is told, with the reasons of both", () => {
  const kiosk = suffering(
    withPrinters(printer({ state: "noDevice" }), printer({ deviceId: second })),
    laserFault("toner.low", { deviceId: second }),
  );
  expect(of(kiosk, "a4Print")).toMatchObject({
    state: "degraded",
    causes: [{ kind: "state", deviceId: laser }, { code: "toner.low" }],
  });
});

test("a device the terminal no longer names does not serve", () => {
  const kiosk = withPrinters(printer());
  const declared = kiosk.status.declared.filter((d) => d.deviceId === reader);
  expect(stateOf({ ...kiosk, status: { ...kiosk.status, declared } }, "a4Print")).toBe("not-fitted");
});
