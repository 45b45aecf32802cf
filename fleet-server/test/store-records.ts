// Records of every table for the store tests: each field set, the nullable ones too where that is the harder case.
import { BootId, ContractId, DeviceId, KioskId, Mac } from "@kiosk/contract";
import type { Changes, StoredReport, Tables } from "../src/tables.ts";
import { alarm, notice } from "./alarm-records.ts";
import { faultRuleVersion, thresholdVersion } from "./setting-records.ts";
import { acknowledgement, auditEvent, evidenceUse, suppression, wallToken } from "./watch-records.ts";

export const contractId = ContractId.parse("changning");
export const kioskId = KioskId.parse("cn-001");
export const otherKioskId = KioskId.parse("cn-002");
export const bootId = BootId.parse("6f0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a");
const deviceId = DeviceId.parse("ribbon-printer");
const at = 1_795_305_600_000;

export const contract: Tables["contract"] = {
  id: contractId,
  zh: "长宁区自助终端",
  en: "Changning",
  invented: false,
  startsAt: at,
  endsAt: null,
};

export function kiosk(id: KioskId, seq: number): Tables["kiosk"] {
  return {
    id,
    contractId,
    seq,
    name: "长宁区政务服务中心",
    district: "长宁区",
    street: "虹桥街道",
    address: "长宁路599号",
    macs: [Mac.parse("00-1A-2B-3C-4D-5E"), Mac.parse("00-1A-2B-3C-4D-5F")],
    lon: 121.424_837_5,
    lat: 31.220_416,
    confidence: "low",
    coordinateMethod: "地址匹配",
    note: "",
    openingHours: { week: [{ day: 1, fromMin: 540, toMin: 1020 }] },
    dutyPhone: "021-62090000",
    pinyin: "cnq changningqu",
    createdAt: at,
  };
}

export const kioskStatus: Tables["kioskStatus"] = {
  kioskId,
  presence: "online",
  presenceSince: at,
  bootId,
  bootedAt: at,
  agentVersion: "0.1.0",
  lastSeenAt: at + 20_000,
  skewMs: -94_608_000_000,
  reportedMacs: [Mac.parse("00-1A-2B-3C-4D-5E")],
  declared: [{ deviceId, deviceClass: "bookletPrinter", profileId: "booklet-printer/pr2", transport: "tcp://x:1" }],
  outbox: { rows: 3, bytes: 1200, droppedRoutine: 0 },
};

export const boot: Tables["boot"] = {
  kioskId,
  bootId,
  firstSeenAt: at,
  bornAt: null,
  diedAt: null,
  deathReason: null,
  seen: [
    [1, 40],
    [42, 42],
  ],
};

export const device: Tables["device"] = {
  kioskId,
  deviceId,
  deviceClass: "bookletPrinter",
  profileId: "booklet-printer/pr2",
  state: "userError",
  since: at,
  observedAt: at + 5,
  receivedAt: at + 9,
  answeredAt: at + 4,
  bootId,
  seq: 42,
  readings: [
    { kind: "status", name: "ribbon", part: "", value: "out", quality: "measured", raw: "1b2f", at },
    {
      kind: "level",
      consumable: "ribbon",
      part: "",
      value: "unknown",
      unit: "characters",
      quality: "unknown",
      raw: "",
      at,
    },
  ],
  conditions: [{ code: "ribbon.out", part: "", detail: "色带用尽", raw: "1b2f" }],
  exchange: [{ dir: "tx", hex: "1b5a", at }],
  droppedBytes: 7,
};

export const numericLevel: Tables["consumable"] = {
  kioskId,
  deviceId,
  consumable: "ribbon",
  part: "",
  value: 1_234_567.5,
  unit: "characters",
  capacity: 4_000_000,
  quality: "counted",
  observedAt: at,
  receivedAt: at,
  replacedAt: null,
  replacedHow: null,
};

export const wordLevel: Tables["consumable"] = { ...numericLevel, part: "b", value: "some", capacity: null };

export const fault: Tables["fault"] = {
  id: "fault-1",
  kioskId,
  deviceId,
  code: "ribbon.out",
  part: "",
  state: "raised",
  detail: "色带用尽",
  raw: "1b2f",
  firstAt: at,
  stateAt: at,
  dueAt: null,
  raisedAt: at,
  clearedAt: null,
  occurrences: 1,
  flapping: true,
  causeId: null,
  toldRoute: "vendor",
};

export const order: Tables["workOrder"] = {
  id: "order-1",
  number: "WO-20261122-0001",
  contractId,
  kioskId,
  deviceId,
  faultId: "fault-1",
  faultCode: "ribbon.out",
  causeKey: "cn-001|ribbon-printer/ribbon.out/",
  class: "consumable",
  kind: "fault",
  level: null,
  source: "rule",
  severity: "error",
  titleZh: "色带用尽",
  titleEn: "Ribbon out",
  state: "reported",
  reportedAt: at,
  enteredAt: at,
  updatedAt: at,
  reopens: null,
  route: "operations",
  vendorId: null,
  dues: { "CN-KIOSK/first_response": at + 7_200_000 },
};

export function orderEvent(orderId: string, seq: number): Tables["workOrderEvent"] {
  return {
    id: `${orderId}-event-${seq}`,
    orderId,
    seq,
    type: seq === 1 ? "reported" : "note",
    at: at + seq,
    recordedAt: at + seq + 1,
    actor: "system",
    party: "system",
    text: "第一行\n第二行",
    data: { class: "consumable", kind: "fault" },
    evidence: ["ab".repeat(32)],
    // the place in the log of all orders is unique; a real one has no gaps
    logSeq: Number(orderId.replace(/\D/g, "")) * 1000 + seq,
    hash: "0".repeat(64),
  };
}

export function report(seq: number, id: KioskId = kioskId): StoredReport {
  return {
    kioskId: id,
    bootId,
    seq,
    leaf: "report",
    at: at + seq,
    sentAt: at + seq,
    receivedAt: at + seq,
    body: `{"v":1,"seq":${seq},"devices":[]}`,
  };
}

export function timelineRow(n: number, id: KioskId = kioskId): Tables["timeline"] {
  return {
    id: `timeline-${n}`,
    kioskId: id,
    at: at + n,
    recordedAt: at + n,
    kind: "fault",
    zh: "色带用尽",
    en: "Ribbon out",
    deviceId,
    refId: null,
  };
}

export function quarantined(n: number, from = "cn-001"): Tables["quarantine"] {
  return {
    id: `quarantine-${n}`,
    receivedAt: at + n,
    kioskId: from,
    topic: `kiosk/v1/${from}/report`,
    reason: "wire.not-json",
    detail: "Unexpected token",
    bytes: 4,
    payload: Uint8Array.of(0x00, 0xff, 0x80, n),
    resolution: null,
    resolvedAt: null,
    resolvedBy: null,
    resolvedWhy: null,
  };
}

export const command: Tables["command"] = {
  id: "command-1",
  kioskId,
  createdAt: at,
  body: { v: 1, commandId: "0b6f7a1c-3a55-4f8e-8a6e-3f1f0e8f2a11", issuedAt: at, command: { type: "rebirth" } },
  state: "waiting",
  answeredAt: null,
  detail: "",
};

export const credential: Tables["credential"] = { kioskId, secretHash: "ab".repeat(32), salt: "cd", enrolledAt: at };

export const enrolmentCode: Tables["enrolmentCode"] = {
  codeHash: "ef".repeat(32),
  kioskId,
  createdAt: at,
  expiresAt: at + 86_400_000,
  usedAt: null,
  revokedAt: at + 1,
};

/** One or more rows of every table, children listed before their parents: the store must sort that out. */
export const policy: Tables["policy"] = {
  id: "CN-DEMAND",
  version: 1,
  recordedAt: at,
  body: {
    id: "CN-DEMAND",
    version: 1,
    zh: "工作需求",
    en: "Demands",
    source: "C18",
    windows: {},
    milestones: {
      first_response: {
        zh: "首次响应",
        en: "First response",
        clause: { ref: "C18", text: "10分钟内作出响应", readingZh: "", readingEn: "" },
        start: "reported",
        clock: { kind: "elapsed", seconds: 600 },
        stop: ["acknowledged:human"],
        pausable: [],
        sticky: true,
      },
    },
  },
};

export const calendar: Tables["calendar"] = {
  id: "CN-2026",
  recordedAt: at,
  by: "system",
  body: {
    id: "CN-2026",
    kind: "official",
    publishedAt: at,
    recordedAt: at,
    from: "2026-01-01",
    to: "2026-12-31",
    off: ["2026-01-01"],
    work: ["2026-01-04"],
    source: "国务院办公厅",
  },
};

export const terms: Tables["contractTerms"] = {
  contractId,
  version: 1,
  appliesFrom: at,
  recordedAt: at,
  by: "项目经理",
  approvedBy: "甲方",
  note: "首次建立",
  bindings: [{ policy: "CN-DEMAND", policyVersion: 1, role: "governing", kinds: ["demand"] }],
  escalations: [{ step: 1, afterMinutes: 30, groups: ["pm"] }],
};

export const evidence: Tables["evidence"] = {
  digest: "ab".repeat(32),
  name: "到货单.pdf",
  mediaType: "application/pdf",
  bytes: 1234,
  uploadedAt: at,
  by: "张工",
};

export const movement: Tables["partMovement"] = {
  id: "movement-1",
  contractId,
  part: "定影组件",
  serial: "SN-1",
  kind: "received",
  quantity: 1,
  orderId: null,
  at,
  recordedAt: at,
  actor: "张工",
  evidence: [evidence.digest],
  text: "",
  place: "van-1",
  toPlace: null,
};

export const everything: Changes = {
  faultAcknowledgement: [acknowledgement],
  suppression: [suppression],
  wallToken: [wallToken],
  auditEvent: [auditEvent],
  evidenceUse: [evidenceUse],
  availabilitySample: [{ contractId, at, open: 46, online: 45 }],
  enrolmentCode: [enrolmentCode],
  thresholdVersion: [thresholdVersion],
  faultRuleVersion: [faultRuleVersion],
  policy: [policy],
  calendar: [calendar],
  contractTerms: [terms],
  evidence: [evidence],
  alarm: [alarm],
  notice: [notice],
  partMovement: [movement],
  credential: [credential],
  command: [command],
  quarantine: [quarantined(1)],
  timeline: [timelineRow(1)],
  report: [report(1)],
  workOrderEvent: [orderEvent("order-1", 1)],
  workOrder: [order],
  fault: [fault],
  consumable: [numericLevel, wordLevel],
  device: [device],
  boot: [boot],
  kioskStatus: [kioskStatus],
  kiosk: [kiosk(kioskId, 1), kiosk(otherKioskId, 2)],
  contract: [contract],
  meta: [{ key: "orderNumber", value: "1" }],
};

export const selfInspection: Tables["selfInspection"] = {
  kioskId,
  at: 7,
  receivedAt: 9,
  items: [
    {
      key: "disk-free",
      subject: "",
      deviceId: null,
      outcome: "pass",
      value: "46 %",
      detail: "60.0 of 128.0 GB",
      measuredAt: 7,
    },
  ],
};
