// Records of what a contract has set, for the store tests.
import { ContractId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";

const contractId = ContractId.parse("changning");
const at = 1_795_305_600_000;

export const thresholdVersion: Tables["thresholdVersion"] = {
  contractId,
  key: "toner@a4Printer",
  version: 1,
  lowPercent: 20,
  criticalPercent: null,
  owner: "李经理",
  note: "补货需三天",
  by: "王敏",
  at,
};

export const faultRuleVersion: Tables["faultRuleVersion"] = {
  contractId,
  code: "cover.open",
  version: 1,
  opensOrder: false,
  severity: null,
  settleSeconds: 120,
  owner: "李经理",
  note: "值守自行关闭",
  by: "王敏",
  at,
};
