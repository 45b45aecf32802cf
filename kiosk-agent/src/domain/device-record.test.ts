import { DeviceId, DeviceReport } from "@kiosk/contract";
import type { Condition, Reading } from "@kiosk/firmware-profiles";
import { expect, test } from "vitest";
import { applyObservation, type DeviceFacts, newRecord, type Observed } from "./device-record.ts";

const printer: DeviceFacts = {
  deviceId: DeviceId.parse("a4"),
  deviceClass: "a4Printer",
  profileId: "a4-printer/x",
  transport: "snmp://10.0.0.9",
};
const cover: Reading = {
  kind: "status",
  name: "cover",
  part: "",
  value: "open",
  quality: "measured",
  raw: "08",
  at: 1,
};
const toner: Reading = {
  kind: "level",
  consumable: "toner",
  part: "black",
  value: 40,
  unit: "percent",
  quality: "measured",
  raw: "28",
  at: 1,
};
const coverOpen: Condition = { code: "cover.open", part: "", detail: "", raw: "08" };
const noAnswer: Condition = { code: "comm.no-answer", part: "", detail: "", raw: "" };

const answered: Observed = {
  state: "userError",
  readings: [cover, toner],
  conditions: [coverOpen],
  exchange: [{ dir: "rx", hex: "08", at: 1 }],
  answered: true,
  droppedBytes: 3,
};
const silent: Observed = { ...answered, state: "offline", readings: [], conditions: [], exchange: [], answered: false };

test("a device nobody asked yet is unknown and has never answered", () => {
  const { report } = newRecord(printer, 5);
  expect(report).toMatchObject({ state: "unknown", since: 5, readings: [], conditions: [] });
  expect(report).not.toHaveProperty("answeredAt");
});

test("an answer replaces readings and conditions, and the state keeps the time it began", () => {
  const once = applyObservation(newRecord(printer, 5), answered, 10);
  const twice = applyObservation(once, { ...answered, readings: [toner], conditions: [] }, 20);
  expect(once.report).toMatchObject({ since: 10, answeredAt: 10, conditions: [coverOpen], droppedBytes: 3 });
  expect(twice.report).toMatchObject({ since: 10, answeredAt: 20, readings: [toner], conditions: [] });
});

test("silence keeps levels with their age and makes status words unknown", () => {
  const before = applyObservation(newRecord(printer, 5), answered, 10);
  const after = applyObservation(before, { ...silent, conditions: [noAnswer] }, 20);
  expect(after.report).toMatchObject({ state: "offline", since: 20, answeredAt: 10, conditions: [noAnswer] });
  expect(after.report.readings).toEqual([{ ...cover, value: "unknown", quality: "unknown", raw: "", at: 20 }, toner]);
});

test("a failure without loss of connection leaves what the device complained of before standing", () => {
  const before = applyObservation(newRecord(printer, 5), answered, 10);
  const garbled = { ...silent, failure: { code: "comm.garbled", detail: "checksum" } } as const;
  const after = applyObservation(applyObservation(before, garbled, 20), garbled, 30);
  expect(after.report.conditions.map((c) => c.code)).toEqual(["comm.garbled", "cover.open"]);
  const back = applyObservation(after, { ...answered, conditions: [] }, 40);
  expect(back.report.conditions).toEqual([]);
});

test("the failure of the conversation is a condition, once", () => {
  const failure = { code: "comm.no-answer", detail: "3 tries" } as const;
  const unlisted = applyObservation(newRecord(printer, 5), { ...silent, failure }, 10);
  const listed = applyObservation(newRecord(printer, 5), { ...silent, failure, conditions: [noAnswer] }, 10);
  expect(unlisted.report.conditions).toEqual([{ ...noAnswer, detail: "3 tries" }]);
  expect(listed.report.conditions).toEqual([noAnswer]);
});

test("a talkative device is cut to what the wire takes", () => {
  const talk: Observed = {
    ...answered,
    readings: Array.from({ length: 300 }, (_, i) => ({ ...toner, part: `p${i}` })),
    conditions: Array.from({ length: 90 }, (_, i) => ({ ...coverOpen, part: `p${i}`, detail: "开".repeat(400) })),
    exchange: Array.from({ length: 40 }, (_, i) => ({ dir: "rx", hex: "00", at: i }) as const),
  };
  const { report } = applyObservation(newRecord(printer, 5), talk, 10);
  expect(DeviceReport.safeParse(report).success).toBe(true);
  expect(report.exchange.at(-1)?.at).toBe(39);
});
