// Records of what people do about faults, of walls, and of the log about people, for the store tests.
import { ContractId, KioskId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";

const contractId = ContractId.parse("changning");
const kioskId = KioskId.parse("cn-001");
const at = 1_795_305_600_000;

export const acknowledgement: Tables["faultAcknowledgement"] = {
  faultId: "fault-1",
  kioskId,
  contractId,
  at,
  by: "user-1",
  name: "张工",
  comment: "已联系厂商",
  endedAt: null,
  endedHow: null,
};

export const suppression: Tables["suppression"] = {
  id: "suppression-1",
  causeKey: `${kioskId}|/device.hardware/`,
  kioskId,
  contractId,
  deviceId: null,
  code: "device.hardware",
  part: "",
  at,
  by: "user-1",
  name: "张工",
  until: at + 86_400_000,
  reason: "装修",
  endedAt: null,
  endedBy: null,
  endedHow: null,
};

export const wallToken: Tables["wallToken"] = {
  id: "wall-1",
  contractId,
  name: "指挥大厅",
  tokenHash: "ab".repeat(32),
  createdAt: at,
  createdBy: "张工",
  expiresAt: at + 86_400_000,
  revokedAt: null,
  revokedBy: null,
  lastSeenAt: at,
};

export const auditEvent: Tables["auditEvent"] = {
  seq: 1,
  at,
  by: "user-1",
  name: "张工",
  from: "10.0.0.7",
  action: "kiosk.manage",
  target: kioskId,
  contractId,
  result: "ok",
  before: null,
  after: { openingHours: null },
  hash: "cd".repeat(32),
};

export const evidenceUse: Tables["evidenceUse"] = { digest: "ab".repeat(32), place: "order:order-1", at };
