// The tables of what contracts set, as part of schema.ts, which checks them.
export const settingColumns = {
  thresholdVersion: {
    contractId: "text",
    key: "text",
    version: "integer",
    lowPercent: "integer?",
    criticalPercent: "integer?",
    owner: "text",
    note: "text",
    by: "text",
    at: "integer",
  },
  faultRuleVersion: {
    contractId: "text",
    code: "text",
    version: "integer",
    opensOrder: "boolean?",
    severity: "text?",
    settleSeconds: "integer?",
    owner: "text",
    note: "text",
    by: "text",
    at: "integer",
  },
} as const;
