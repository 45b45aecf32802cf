// Small, valid records for tests of the server.
import {
  BootId,
  ContractId,
  DeviceId,
  type DeviceReport,
  type KioskBirth,
  type KioskDeath,
  type KioskHeartbeat,
  KioskId,
  Mac,
} from "@kiosk/contract";
import type { Condition, FaultCode } from "@kiosk/firmware-profiles";
import type { Fault } from "../src/domain/fault/fault.ts";
import { type Device, type Kiosk, newKiosk } from "../src/domain/kiosk/kiosk.ts";

/** 2026-11-22T10:00:00+08:00 */
export const t0 = Date.UTC(2026, 10, 22, 2, 0, 0);
export const kioskId = KioskId.parse("cn-014");
export const otherKioskId = KioskId.parse("cn-015");
export const contractId = ContractId.parse("changning");
export const bootA = BootId.parse("6f1d2c3b-4a59-4e68-9f70-8a1b2c3d4e5f");
export const bootB = BootId.parse("7a1d2c3b-4a59-4e68-9f70-8a1b2c3d4e5f");
export const reader = DeviceId.parse("id-reader");
export const booklet = DeviceId.parse("booklet");
export const hub = DeviceId.parse("usb-hub-1");

export function master(overrides: Partial<Kiosk["master"]> = {}): Kiosk["master"] {
  return {
    id: kioskId,
    contractId,
    seq: 14,
    name: "华阳路街道社区事务受理服务中心",
    district: "长宁区",
    street: "华阳路街道",
    address: "万航渡路1268号",
    macs: [Mac.parse("00-E2-69-26-7E-10")],
    lon: 121.418956,
    lat: 31.228342,
    confidence: "medium",
    coordinateMethod: "",
    note: "",
    openingHours: null,
    dutyPhone: null,
    pinyin: "hyljdsqswslfwzx huayanglujiedao",
    createdAt: t0,
    ...overrides,
  };
}

export function birth(overrides: Partial<KioskBirth> = {}): KioskBirth {
  return {
    v: 1,
    id: "0d9f4c1e-6b7a-4c8d-9e0f-000000000001",
    kioskId,
    bootId: bootA,
    seq: 0,
    at: t0,
    sentAt: t0,
    agentVersion: "0.1.0",
    bootedAt: t0 - 5000,
    macs: [Mac.parse("00-E2-69-26-7E-10")],
    devices: [
      {
        deviceId: reader,
        deviceClass: "idCardReader",
        profileId: "id-card-reader/sdt-serial-generic",
        transport: "tcp://reader",
        attachedTo: hub,
      },
      {
        deviceId: booklet,
        deviceClass: "bookletPrinter",
        profileId: "booklet-printer/olivetti-pr2plus",
        transport: "tcp://booklet",
        attachedTo: hub,
      },
    ],
    outbox: { rows: 0, bytes: 0, droppedRoutine: 0 },
    ...overrides,
  };
}

export function heartbeat(overrides: Partial<KioskHeartbeat> = {}): KioskHeartbeat {
  const { v, id, bootId, seq, at, sentAt, outbox } = birth();
  return { v, id, kioskId, bootId, seq, at, sentAt, outbox, uptimeMs: 1000, answered: [], ...overrides };
}

export function death(overrides: Partial<KioskDeath> = {}): KioskDeath {
  const { v, id, bootId, seq, at, sentAt } = birth();
  return { v, id, kioskId, bootId, seq, at, sentAt, reason: "lost", ...overrides };
}

export function condition(code: FaultCode, part = "", detail = ""): Condition {
  return { code, part, detail, raw: "" };
}

export function deviceReport(overrides: Partial<DeviceReport> = {}): DeviceReport {
  return {
    deviceId: reader,
    deviceClass: "idCardReader",
    profileId: "id-card-reader/sdt-serial-generic",
    state: "online",
    since: t0,
    answeredAt: t0,
    readings: [],
    conditions: [],
    exchange: [],
    droppedBytes: 0,
    ...overrides,
  };
}

export function device(overrides: Partial<Device> = {}): Device {
  return {
    kioskId,
    deviceId: reader,
    deviceClass: "idCardReader",
    profileId: "id-card-reader/sdt-serial-generic",
    state: "online",
    since: t0,
    observedAt: t0,
    receivedAt: t0,
    answeredAt: t0,
    bootId: bootA,
    seq: 1,
    readings: [],
    conditions: [],
    exchange: [],
    droppedBytes: 0,
    ...overrides,
  };
}

export function raisedFault(code: FaultCode, overrides: Partial<Fault> = {}): Fault {
  return {
    id: "f1",
    kioskId,
    deviceId: reader,
    code,
    part: "",
    state: "raised",
    detail: "",
    raw: "",
    firstAt: t0,
    stateAt: t0,
    dueAt: null,
    raisedAt: t0,
    clearedAt: null,
    occurrences: 1,
    flapping: false,
    causeId: null,
    toldRoute: null,
    ...overrides,
  };
}

/** A terminal that is online with its two devices seen and healthy. */
export function onlineKiosk(overrides: Partial<Kiosk> = {}): Kiosk {
  const kiosk = newKiosk(master());
  const second = device({
    deviceId: booklet,
    deviceClass: "bookletPrinter",
    profileId: "booklet-printer/olivetti-pr2plus",
  });
  return {
    ...kiosk,
    status: {
      ...kiosk.status,
      presence: "online",
      presenceSince: t0,
      bootId: bootA,
      declared: birth().devices,
      lastSeenAt: t0,
      skewMs: 0,
    },
    devices: new Map([
      [reader, device()],
      [booklet, second],
    ]),
    ...overrides,
  };
}

/** Ids that count up, so that a failing test can be read. */
export function countingIds(): () => string {
  let n = 0;
  return () => `id-${++n}`;
}
