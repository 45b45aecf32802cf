import { DeviceId, type DeviceReport } from "@kiosk/contract";
import { expect, test } from "vitest";
import { steadyDevices } from "./steady-devices.ts";

const at = 1_790_000_000_000;
const report = (changes: Partial<DeviceReport> = {}): DeviceReport => ({
  deviceId: DeviceId.parse("booklet"),
  deviceClass: "bookletPrinter",
  profileId: "x/x",
  state: "online",
  since: at,
  answeredAt: at,
  readings: [],
  conditions: [],
  exchange: [],
  droppedBytes: 0,
  ...changes,
});
const fine = { report: report(), at };
const lent = report({ state: "deviceBusy" });

test("a device that is lent to this use stays as it was last heard, with the age it had then", () => {
  const once = steadyDevices([fine], [lent], true, at + 1_000);
  expect(once).toEqual([fine]);
  expect(steadyDevices(once, [lent], true, at + 600_000)).toEqual([fine]);
});

test("one that is not lent, that was never heard before, or that answers while busy speaks for itself", () => {
  expect(steadyDevices([fine], [lent], false, at + 1)).toEqual([{ report: lent, at: at + 1 }]);
  expect(steadyDevices([], [lent], true, at + 1)).toEqual([{ report: lent, at: at + 1 }]);
  const printing = report({ state: "deviceBusy", answeredAt: at + 1 });
  expect(steadyDevices([fine], [printing], true, at + 1)).toEqual([{ report: printing, at: at + 1 }]);
});

test("one that comes back is what it says then", () => {
  const broken = report({ state: "hardwareError" });
  expect(steadyDevices([fine], [broken], true, at + 1)).toEqual([{ report: broken, at: at + 1 }]);
});

test("a booklet printer with the citizen's booklet in it is what it was before, and only while somebody is here", () => {
  const filled = report({ state: "unknown", answeredAt: at + 1_000 });
  expect(steadyDevices([fine], [filled], true, at + 1_000)).toEqual([fine]);
  expect(steadyDevices([fine], [filled], false, at + 1_000)).toEqual([{ report: filled, at: at + 1_000 }]);
  const garbled = report({
    ...{ state: "unknown", answeredAt: at + 1_000 },
    conditions: [{ code: "comm.garbled", part: "", detail: "", raw: "" }],
  });
  expect(steadyDevices([fine], [garbled], true, at + 1_000)).toEqual([{ report: garbled, at: at + 1_000 }]);
});
