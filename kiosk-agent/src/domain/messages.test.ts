import {
  BootId,
  DeviceId,
  KioskBirth,
  KioskDeath,
  KioskEvent,
  KioskHeartbeat,
  KioskId,
  KioskReport,
} from "@kiosk/contract";
import { expect, test } from "vitest";
import type { z } from "zod";
import { newRecord } from "./device-record.ts";
import { birthBody, deathBody, eventBody, fitDevices, heartbeatBody, reportBody, stampSent } from "./messages.ts";

const envelope = {
  id: "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0001",
  kioskId: KioskId.parse("cn-001"),
  bootId: BootId.parse("7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0002"),
  seq: 3,
  at: 1_000,
};
const outbox = { rows: 0, bytes: 0, droppedRoutine: 0 };
const device = newRecord(
  { deviceId: DeviceId.parse("a4"), deviceClass: "a4Printer", profileId: "a4-printer/x", transport: "snmp://h" },
  1,
).report;

const messages: readonly [string, z.ZodType, string][] = [
  ["report", KioskReport, reportBody(envelope, { type: "snapshot", devices: [device] })],
  ["event", KioskEvent, eventBody(envelope, { event: { type: "outbox-dropped", count: 1, fromAt: 1, toAt: 2 } })],
  ["birth", KioskBirth, birthBody(envelope, { agentVersion: "1", bootedAt: 1, macs: [], devices: [], outbox })],
  ["heartbeat", KioskHeartbeat, heartbeatBody(envelope, { uptimeMs: 5, outbox, answered: [] })],
  ["death", KioskDeath, deathBody(envelope, { reason: "lost" })],
];

test.each(messages)("a %s is what the contract says once it is stamped, and not before", (_leaf, schema, body) => {
  expect(schema.safeParse(JSON.parse(body)).success).toBe(false);
  expect(schema.parse(JSON.parse(stampSent(body, 2_000)))).toMatchObject({ ...envelope, sentAt: 2_000 });
});

test("devices keep their bytes unless the report would grow too large", () => {
  const exchange = [{ dir: "rx", hex: "ab".repeat(512), at: 1 } as const];
  const devices = Array.from({ length: 4 }, () => ({ ...device, exchange }));
  expect(fitDevices(devices, 10_000)).toEqual(devices);
  expect(fitDevices(devices, 2_000).map((d) => d.exchange)).toEqual([[], [], [], []]);
});
