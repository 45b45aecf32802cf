// Records of inspections for the tests of the stores.
import { DeviceId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";
import { contractId, kioskId } from "./store-records.ts";

const at = 1_795_305_600_000;
const photoId = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0a001";
export const inspectionId = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0b001";

export const inspectionRules: Tables["inspectionRules"] = {
  contractId,
  version: 1,
  term: { from: "2026-09-01", to: "2027-05-31" },
  rules: [{ kind: "hardware", every: { months: 2 }, minDaysLeft: 30, maxGapDays: null }],
  reportWorkingDays: 5,
  appliesFrom: "2026-09-01",
  note: "C2",
  by: "李经理",
  at,
};

export const checklist: Tables["checklist"] = {
  scope: "",
  id: "hardware-site",
  version: 1,
  recordedAt: at,
  body: {
    ...{ id: "hardware-site", version: 1, kind: "hardware", deviceClass: null, eachDevice: false, zh: "外观" },
    ...{ en: "Cabinet", contractId: null, note: "", by: "system", at },
    items: [
      {
        ...{ id: "clean", zh: "清洁", en: "Clean", howZh: "", howEn: "", photo: "on-fail", evidence: null },
        ...{ measure: null, failOpens: "hardware_repair", covers: ["cover.open"] },
      },
    ],
  },
};

/** @param n makes another one of the same terminal */
export function inspection(n: number, overrides: Partial<Tables["inspection"]> = {}): Tables["inspection"] {
  return {
    ...{ id: inspectionId.replace(/1$/, String(n)), contractId, kioskId, kioskSeq: 14, kioskName: "华阳路" },
    ...{ kioskAddress: "某路1号", kind: "hardware", windowFrom: "2026-11-01", visitId: null, state: "completed" },
    ...{ startedAt: at + n, completedAt: at + 10 * n, recordedAt: at + 11 * n, by: "钱工", byId: "qian" },
    checklists: [{ scope: "", id: "hardware-site", version: 1 }],
    targets: [{ checklistId: "hardware-site", deviceId: null }],
    counts: { pass: 1, fail: 0, na: 0, open: 0 },
    ...{ conclusion: "可用", advice: "", arrivedAt: at, leftAt: null, voidedWhy: null, updatedAt: at },
    host: { name: "窗口老师", signature: { photoId, digest: null } },
    ...overrides,
  };
}

export const check: Tables["inspectionCheck"] = {
  ...{ inspectionId, seq: 1, kioskId, checklistId: "hardware-site", itemId: "clean" },
  ...{ deviceId: DeviceId.parse("booklet"), outcome: "fail", measured: 0.5, text: "积灰", at, recordedAt: at + 1 },
  photos: [{ photoId, digest: "ab".repeat(32) }],
  ...{ by: "钱工", byId: "qian", source: "corrected", orderId: "order-1" },
  evidence: { outcome: "pass", value: "41 GB", observedAt: at - 1 },
};

export const inspectionReport: Tables["inspectionReport"] = {
  ...{ inspectionId, state: "filed", filedAt: at + 5, updatedAt: at + 6 },
};

/** of the second inspection */
export const unwrittenReport: Tables["inspectionReport"] = {
  ...{ inspectionId: inspection(2).id, state: "none", filedAt: null, updatedAt: at },
};

export const inspectionWaiver: Tables["inspectionWaiver"] = {
  ...{ id: "waiver-1", contractId, kioskId, kind: "system", from: "2026-11-01", to: null, reason: "停用" },
  ...{ approvedBy: "甲方处长", evidence: ["ab".repeat(32)], by: "李经理", at, endedOn: null, endedBy: null },
};
