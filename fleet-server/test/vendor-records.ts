// Records of people and firms for the tests of the stores.
import { ContractId, OrganisationId, UserId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";

const at = Date.UTC(2026, 10, 22, 2);
const contractId = ContractId.parse("changning");
const organisationId = OrganisationId.parse("lujie");
const userId = UserId.parse("5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a");
const grants = [{ role: "vendor", contractId, organisationId }] as const;

export const organisation: Tables["organisation"] = { id: organisationId, zh: "路捷设备维修", en: "Lujie" };

export const organisationContract: Tables["organisationContract"] = {
  organisationId,
  contractId,
  deviceClasses: ["a4Printer", "receiptPrinter"],
  endedAt: null,
};

export const orderLink: Tables["orderLink"] = {
  id: "link-1",
  orderId: "order-1",
  contractId,
  organisationId,
  createdBy: "调度",
  createdAt: at,
  expiresAt: at + 86_400_000,
  usedAt: at + 1000,
  revokedAt: null,
  from: "127.0.0.1",
};

export const user: Tables["user"] = {
  id: userId,
  login: "qian",
  name: "钱工",
  phone: "",
  disabled: false,
  passwordHash: "$argon2id$…",
  passwordChangedAt: at,
  mustChangePassword: true,
  formerHashes: ["$argon2id$former"],
  failures: 2,
  lockedUntil: null,
  totpSecret: null,
  totpStep: 0,
  recoveryHashes: [],
  grants: [...grants],
  createdAt: at,
  lastSignInAt: at,
  version: 3,
};

export const session: Tables["session"] = {
  id: "ab".repeat(32),
  kind: "person",
  userId,
  subject: userId,
  name: "钱工",
  grants: [...grants],
  orderId: null,
  stage: "open",
  createdAt: at,
  lastSeenAt: at + 1000,
  endsAt: at + 3_600_000,
  endedAt: null,
  from: "127.0.0.1",
  agent: "",
};
