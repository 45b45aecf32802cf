import type { ContractTerms } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { chained, order } from "../../../test/audit-records.ts";
import { contractId, t0 } from "../../../test/sample.ts";
import { bindingsFor, termsFor } from "./terms.ts";

function terms(version: number, appliesFrom: number, recordedAt: number): ContractTerms {
  const who = { by: "项目经理", approvedBy: "甲方", note: "第一版" };
  return { contractId, version, appliesFrom, recordedAt, ...who, bindings: [], escalations: [] };
}

describe("the terms of an order", () => {
  const versions = [terms(1, t0, t0), terms(2, t0 + 100, t0 + 50), terms(3, t0 + 20, t0 + 200)];
  it("are the latest version that applies to its report", () => {
    expect(termsFor(versions, t0 + 120, t0 + 1000)?.version).toBe(3);
    expect(termsFor(versions.slice(0, 2), t0 + 120, t0 + 1000)?.version).toBe(2);
  });
  it("do not change by a version for later reports", () => {
    expect(termsFor(versions.slice(0, 2), t0 + 99, t0 + 1000)?.version).toBe(1);
  });
  it("as known at an instant do not know what was entered later", () => {
    expect(termsFor(versions, t0 + 120, t0 + 199)?.version).toBe(2);
  });
  it("are none for a report before the first applies", () => {
    expect(termsFor(versions, t0 - 1, t0 + 1000)).toBeUndefined();
  });
});

describe("the policies of an order", () => {
  const bind = (policy: string, more: object) => ({ policy, policyVersion: 1, role: "governing" as const, ...more });
  const all = {
    ...terms(1, t0, t0),
    bindings: [
      bind("ANY", {}),
      bind("FAULT", { kinds: ["fault"] }),
      bind("DEMAND", { kinds: ["demand"] }),
      bind("SOFTWARE", { classes: ["software"] }),
      bind("L1", { levels: [1] }),
    ],
  };
  const names = (about: Partial<Parameters<typeof bindingsFor>[1]>, events: Parameters<typeof bindingsFor>[2] = []) =>
    bindingsFor(all, { ...order("o1"), kind: "fault", level: null, class: "hardware_repair", ...about }, events).map(
      (b) => b.policy,
    );
  it("are those whose every condition holds", () => {
    expect(names({})).toEqual(["ANY", "FAULT"]);
    expect(names({ kind: "demand", class: "software", level: 1 })).toEqual(["ANY", "DEMAND", "SOFTWARE", "L1"]);
  });
  it("stay when the order is reclassified: a deadline does not vanish by a word", () => {
    const log = chained([["o1", "reported", { data: { class: "software" } }]]);
    expect(names({ class: "hardware_repair" }, log)).toContain("SOFTWARE");
  });
});
