// One terminal in full: three devices, levels of every kind and quality, faults with cause, flapping and unconfirmed.
import { KioskDetail, type KioskRow } from "@kiosk/contract";
import { levelOf } from "./fixture-kiosks.ts";

const minute = 60_000;
const h = 60 * minute;

function status(name: string, value: string, part: string, at: number) {
  return { kind: "status", name, part, value, quality: "measured", raw: "", at };
}

function devices(kiosk: KioskRow, now: number) {
  const online = kiosk.presence === "online";
  const bad = kiosk.health === "fault";
  const at = kiosk.lastSeenAt ?? now;
  const base = { since: at - 5 * h, observedAt: at, receivedAt: at, answeredAt: at, conditions: [], droppedBytes: 0 };
  const state = (last: string) => ({ state: online ? last : "unknown", lastState: last });
  return [
    {
      ...base,
      ...state("online"),
      deviceId: "laser",
      deviceClass: "a4Printer",
      profileId: "a4Printer/generic-printer-mib",
      profileZh: "通用 Printer-MIB 激光打印机",
      profileEn: "Generic Printer-MIB laser",
      transport: "snmp://192.168.1.30",
      attachedTo: null,
      readings: [
        status("paper", "low", "tray-1", at),
        status("cover", "closed", "", at),
        {
          kind: "count",
          name: "lifePages",
          part: "",
          value: 48_211,
          unit: "impressions",
          quality: "measured",
          raw: "",
          at,
        },
        { kind: "text", name: "serial", part: "", value: "CNB8K12345", quality: "measured", raw: "", at },
      ],
      exchange: [
        { dir: "tx", hex: "3029020101040670", at: at - 40 },
        { dir: "rx", hex: "302b02010104067075626c6963", at },
      ],
    },
    {
      ...base,
      ...state(bad ? "hardwareError" : "online"),
      deviceId: "booklet",
      deviceClass: "bookletPrinter",
      profileId: "bookletPrinter/pr2",
      profileZh: "PR2 存折/制册打印机",
      profileEn: "PR2 passbook printer",
      transport: "serial:/dev/ttyS1@9600",
      attachedTo: "usb-hub",
      readings: [status("ribbon", bad ? "out" : "full", "", at), status("media", "notPresent", "", at)],
      conditions: bad ? [{ code: "ribbon.out", part: "", detail: "色带用尽", raw: "1b2f3137" }] : [],
      exchange: [
        { dir: "tx", hex: "1b5a", at: at - 120 },
        { dir: "rx", hex: "1b2f37", at: at - 60 },
        { dir: "tx", hex: "1b6a", at: at - 50 },
        { dir: "rx", hex: "1b2f3137", at },
      ],
      droppedBytes: bad ? 12 : 0,
    },
    {
      ...base,
      ...state(bad ? "noDevice" : "online"),
      answeredAt: bad ? null : at,
      deviceId: "idcard",
      deviceClass: "idCardReader",
      profileId: "idCardReader/sdt-unknown",
      profileZh: null,
      profileEn: null,
      transport: "serial:/dev/ttyUSB0@115200",
      attachedTo: "usb-hub",
      readings: [],
      exchange: [],
    },
  ];
}

function consumables(kiosk: KioskRow, now: number) {
  const current = kiosk.presence === "online";
  const at = kiosk.lastSeenAt ?? now;
  const level = (
    deviceId: string,
    consumable: string,
    part: string,
    value: number | string,
    percent: number | null,
    quality: string,
    unit = "percent",
    capacity: number | null = 100,
  ) => ({
    deviceId,
    consumable,
    part,
    value,
    unit,
    capacity,
    percent,
    level: percent === null ? null : levelOf(percent),
    quality,
    observedAt: at - 20_000,
    receivedAt: at - 20_000,
    current,
    replacedAt: consumable === "ribbon" ? now - 12 * 24 * h : null,
    replacedHow: consumable === "ribbon" ? "entered" : null,
  });
  const spent = kiosk.health === "fault";
  return [
    level("laser", "toner", "black", kiosk.id === "cn-007" ? 8 : 62, kiosk.id === "cn-007" ? 8 : 62, "measured"),
    level("laser", "toner", "cyan", 31, 31, "measured"),
    level("laser", "toner", "magenta", "some", null, "inferred"),
    level("laser", "toner", "yellow", "unknown", null, "unknown"),
    level("laser", "wasteToner", "", "not-supported", null, "unknown"),
    level("laser", "paper", "tray-1", 120, null, "measured", "sheets", null),
    level("booklet", "ribbon", "", spent ? 0 : 3_100_000, spent ? 0 : 62, "counted", "characters", 5_000_000),
  ];
}

function faults(kiosk: KioskRow, now: number) {
  const fault = (id: string, code: string, zh: string, en: string, over: object) => ({
    id: `${kiosk.id}-${id}`,
    kioskId: kiosk.id,
    deviceId: "booklet",
    code,
    part: "",
    zh,
    en,
    severity: "error",
    state: "raised",
    detail: "",
    firstAt: now - 3 * h,
    raisedAt: now - 3 * h + 5_000,
    clearedAt: null,
    occurrences: 1,
    flapping: false,
    causeId: null,
    route: "operations",
    routeToldByDevice: false,
    confirmed: kiosk.presence === "online",
    orderId: null,
    raw: "1b2f3137",
    ...over,
  });
  const cleared = fault("f9", "cover.open", "机盖打开", "Cover open", {
    severity: "warning",
    state: "cleared",
    clearedAt: now - h,
    confirmed: true,
  });
  if (kiosk.presence === "offline")
    return [fault("f1", "paper.out", "缺纸", "Paper out", { deviceId: "laser" }), cleared];
  if (kiosk.health !== "fault") return [cleared];
  return [
    fault("f1", "ribbon.out", "色带用尽", "Ribbon out", { detail: "色带用尽", orderId: "o-ribbon" }),
    fault("f2", "hub.lost", "集线器失联", "Hub lost", { severity: "critical", deviceId: "usb-hub", raw: "" }),
    fault("f3", "device.not-present", "设备不存在或已拔出", "Device absent or unplugged", {
      deviceId: "idcard",
      causeId: `${kiosk.id}-f2`,
      raw: "",
    }),
    fault("f4", "comm.garbled", "通信数据错误", "Garbled communication", {
      severity: "warning",
      flapping: true,
      occurrences: 7,
    }),
    cleared,
  ];
}

function declaredDevices() {
  const device = (deviceId: string, deviceClass: string, profileId: string, zh: string | null, over: object = {}) => ({
    deviceId,
    deviceClass,
    profileId,
    profileZh: zh,
    profileEn: zh === null ? null : `Model ${profileId.split("/")[1]}`,
    transport: "serial:/dev/ttyS1@9600",
    attachedTo: null,
    seen: true,
    ...over,
  });
  return [
    device("laser", "a4Printer", "a4Printer/generic-printer-mib", "通用 Printer-MIB 激光打印机", {
      transport: "snmp://192.168.1.30",
    }),
    device("booklet", "bookletPrinter", "bookletPrinter/pr2", "PR2 存折/制册打印机", { attachedTo: "usb-hub" }),
    device("idcard", "idCardReader", "idCardReader/sdt-unknown", null, { attachedTo: "usb-hub" }),
    device("scanner", "codeScanner", "codeScanner/generic-serial", "通用串口扫码器", { seen: false }),
  ];
}

/** Every state a capability can be in, at the terminal with faults; elsewhere what presence allows to say. */
function capabilities(kiosk: KioskRow) {
  const row = (capability: string, state: string, deviceIds: string[], causes: object[] = []) => ({
    capability,
    state,
    deviceIds,
    causes,
  });
  const names = ["idCard", "a4Print", "colourPrint", "booklet", "codeScan"];
  const absent = ["socialCard", "endorsement", "receipt", "documentScan", "faceCamera"];
  const notFitted = absent.map((name) => row(name, "not-fitted", []));
  if (kiosk.presence !== "online") {
    const cause = [{ kind: "presence", presence: kiosk.presence }];
    return [...names.map((name) => row(name, "unknown", [], cause)), ...notFitted];
  }
  const fault = (faultId: string, code: string, zh: string, en: string, deviceId: string) => ({
    kind: "fault",
    deviceId,
    faultId: `${kiosk.id}-${faultId}`,
    code,
    part: "",
    zh,
    en,
    state: "raised",
  });
  const bad = kiosk.health === "fault";
  return [
    bad
      ? row("idCard", "unavailable", ["idcard"], [fault("f2", "hub.lost", "集线器失联", "Hub lost", "usb-hub")])
      : row("idCard", "available", ["idcard"]),
    kiosk.health === "warning"
      ? row("a4Print", "degraded", ["laser"], [fault("f1", "toner.low", "硒鼓余量低", "Toner low", "laser")])
      : row("a4Print", "available", ["laser"]),
    row("colourPrint", "available", ["laser"]),
    bad
      ? row("booklet", "unavailable", ["booklet"], [fault("f1", "ribbon.out", "色带用尽", "Ribbon out", "booklet")])
      : row("booklet", "available", ["booklet"]),
    row("codeScan", "unknown", ["scanner"], [{ kind: "unseen", deviceId: "scanner" }]),
    ...notFitted,
  ];
}

const outboxTrouble: Record<string, "disk-full" | "unwritable"> = { "cn-023": "disk-full", "cn-034": "unwritable" };

export function buildDetail(kiosk: KioskRow, now: number) {
  const fresh = kiosk.presence === "never";
  return KioskDetail.parse({
    at: now,
    kiosk,
    bootId: fresh ? null : "0191d3a0-7c2b-4d5e-8f10-2a3b4c5d6e7f",
    bootedAt: fresh ? null : now - 30 * h,
    agentVersion: fresh ? null : "0.1.0",
    enrolled: !fresh,
    reportedMacs: kiosk.macs,
    unexpectedMacs: kiosk.id === "cn-002" ? ["54-B2-03-96-BC-B6"] : [],
    outbox: fresh
      ? null
      : {
          rows: kiosk.id === "cn-002" ? 37 : 0,
          bytes: 9_000,
          droppedRoutine: kiosk.id === "cn-002" ? 12 : 0,
          oldestAt: now - h,
          trouble: outboxTrouble[kiosk.id],
        },
    missingSeq: kiosk.id === "cn-002" ? 3 : 0,
    declared: fresh ? [] : declaredDevices(),
    declaredAt: fresh ? null : now - 30 * h,
    capabilities: capabilities(kiosk),
    devices: fresh ? [] : devices(kiosk, now),
    consumables: fresh ? [] : consumables(kiosk, now),
    counted: [],
    faults: fresh ? [] : faults(kiosk, now),
  });
}
