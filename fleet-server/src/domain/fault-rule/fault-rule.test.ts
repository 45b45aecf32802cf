import type { FaultRuleVersion } from "@kiosk/contract";
import { ContractId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { minuteMs } from "../time.ts";
import { orderRules, ruleFor } from "../work-order/rules.ts";
import { currentFaultRules, orderRulesUnder, settleUnder, severityOf } from "./fault-rule.ts";
import { previewRule } from "./preview.ts";

const version = (over: Partial<FaultRuleVersion>): FaultRuleVersion => ({
  contractId: ContractId.parse("changning"),
  code: "cover.open",
  opensOrder: null,
  severity: null,
  settleSeconds: null,
  version: 1,
  owner: "",
  note: "",
  by: "",
  at: 0,
  ...over,
});

describe("a contract's own rule", () => {
  it("stops orders of a code and leaves the others of its rule alone", () => {
    const rules = orderRulesUnder(currentFaultRules([version({ opensOrder: false })]), orderRules);
    expect(ruleFor(rules, "cover.open")).toBeUndefined();
    expect(ruleFor(rules, "paper.out")?.class).toBe("hardware_repair");
  });
  it("opens orders of a code that the product only shows", () => {
    expect(ruleFor(orderRules, "paper.low")).toBeUndefined();
    const rules = orderRulesUnder(currentFaultRules([version({ code: "paper.low", opensOrder: true })]), orderRules);
    expect(ruleFor(rules, "paper.low")).toMatchObject({ class: "hardware_repair", afterMs: minuteMs });
  });
  it("changes the severity, and given back the product's counts again", () => {
    const set = [version({ severity: "critical" })];
    expect(severityOf(currentFaultRules(set), "cover.open")).toBe("critical");
    expect(severityOf(currentFaultRules([...set, version({ version: 2 })]), "cover.open")).toBe("warning");
  });
  it("lets a condition hold longer, never shorter than the device's profile asks for", () => {
    const product = (profileId: string) => ({ raiseMs: profileId === "slow" ? 60_000 : 1000, clearMs: 500 });
    const settle = settleUnder(currentFaultRules([version({ settleSeconds: 30 })]), product);
    expect(settle("fast", "cover.open")).toEqual({ raiseMs: 30_000, clearMs: 500 });
    expect(settle("slow", "cover.open").raiseMs).toBe(60_000);
    expect(settle("fast", "paper.out").raiseMs).toBe(1000);
  });
});

describe("a preview over faults that were", () => {
  const at = 10 * 3_600_000;
  const faults = [
    { firstAt: 0, clearedAt: 20_000, ordered: false },
    { firstAt: 0, clearedAt: 2 * 3_600_000, ordered: true },
    { firstAt: 0, clearedAt: null, ordered: true },
  ];
  const trial = { code: "cover.open", opensOrder: null, severity: null, settleSeconds: null } as const;
  it("counts those that a longer settling would not have raised", () => {
    const preview = previewRule(faults, { ...trial, settleSeconds: 30 }, new Map(), orderRules, at);
    expect(preview).toMatchObject({ faults: 3, orders: 2, wouldNotRaise: 1, wouldNotOpen: 0, wouldOpen: 0 });
  });
  it("counts the orders that would not be there", () => {
    expect(previewRule(faults, { ...trial, opensOrder: false }, new Map(), orderRules, at).wouldNotOpen).toBe(2);
  });
  it("counts the orders that would be there besides", () => {
    const silent = faults.map((fault) => ({ ...fault, ordered: false }));
    const preview = previewRule(silent, { ...trial, code: "paper.low", opensOrder: true }, new Map(), orderRules, at);
    expect(preview).toMatchObject({ orders: 0, wouldOpen: 2, severityBefore: "warning", severityAfter: "warning" });
  });
});
