import { TermsList } from "@kiosk/contract";
import { expect, test } from "vitest";
import { contentOf, draftOf, type TermsDraft, termsOf } from "./terms-draft.ts";

const policy = (id: string, version: number) => ({ id, version, zh: id, en: id, source: "", milestones: [] });
const list = TermsList.parse({
  contractId: "changning",
  versions: [
    {
      contractId: "changning",
      version: 2,
      appliesFrom: 0,
      recordedAt: 0,
      by: "李工",
      approvedBy: "王敏",
      note: "",
      bindings: [
        { policy: "CN-KIOSK", policyVersion: 1, role: "governing" },
        { policy: "CN-GEN-SIMPLE", policyVersion: 1, role: "shadow", kinds: ["fault"] },
      ],
      escalations: [{ step: 1, afterMinutes: 30, groups: ["值班"] }],
    },
  ],
  policies: [policy("CN-KIOSK", 1), policy("CN-KIOSK", 2), policy("CN-GEN-SIMPLE", 1), policy("CN-ONSITE", 1)],
});
const filled = (part: Partial<TermsDraft> = {}): TermsDraft => ({
  ...draftOf(list),
  note: "按法务意见调整",
  approvedBy: "王敏",
  ...part,
});

test("the form starts from what binds now, other policies are off in their newest wording", () => {
  const draft = draftOf(list);
  expect(draft.bindings.map((b) => [b.policy, b.policyVersion, b.role])).toEqual([
    ["CN-KIOSK", 1, "governing"],
    ["CN-GEN-SIMPLE", 1, "shadow"],
    ["CN-ONSITE", 1, "off"],
  ]);
  expect(contentOf(draft)).toEqual({
    bindings: list.versions[0]?.bindings,
    escalations: list.versions[0]?.escalations,
  });
});

test("a contract without terms starts with everything off", () => {
  const draft = draftOf({ ...list, versions: [] });
  expect(draft.bindings.every((b) => b.role === "off")).toBe(true);
  expect(draft.bindings.find((b) => b.policy === "CN-KIOSK")?.policyVersion).toBe(2);
});

test("the request names the version that was looked at", () => {
  const result = termsOf(filled({ appliesFrom: "2026-12-01 00:00" }), 2);
  expect(result).toMatchObject({
    ok: true,
    terms: { seenVersion: 2, appliesFrom: Date.parse("2026-12-01T00:00+08:00"), approvedBy: "王敏" },
  });
});

test("a version without reason or approval is not sent", () => {
  expect(termsOf(draftOf(list), 2)).toEqual({
    ok: false,
    faults: { note: "required", approvedBy: "required" },
  });
});

test("escalation steps need minutes and somebody, and follow each other", () => {
  const steps = [
    { afterMinutes: "30", groups: ["值班"] },
    { afterMinutes: "10", groups: ["科长"] },
    { afterMinutes: "", groups: ["领导"] },
  ];
  expect(termsOf(filled({ steps }), 2)).toEqual({ ok: false, faults: { step2: "order", step3: "step" } });
});

test("a time that is none is refused", () => {
  expect(termsOf(filled({ appliesFrom: "明天" }), 2)).toEqual({ ok: false, faults: { appliesFrom: "time" } });
});
