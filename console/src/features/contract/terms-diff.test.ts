import { expect, test } from "vitest";
import { diffTerms, type TermsContent } from "./terms-diff.ts";

const before: TermsContent = {
  bindings: [
    { policy: "CN-KIOSK", policyVersion: 1, role: "governing" },
    { policy: "CN-GEN-SIMPLE", policyVersion: 1, role: "shadow", kinds: ["fault"] },
  ],
  escalations: [{ step: 1, afterMinutes: 30, groups: ["值班"] }],
};

test("the same terms differ in nothing", () => {
  expect(diffTerms(before, structuredClone(before))).toEqual([]);
});

test("another role, one more policy and one less are told", () => {
  const after: TermsContent = {
    bindings: [
      { policy: "CN-KIOSK", policyVersion: 1, role: "shadow" },
      { policy: "CN-KIOSK@exact", policyVersion: 1, role: "governing" },
    ],
    escalations: before.escalations,
  };
  expect(diffTerms(before, after)).toEqual([
    { kind: "role", policy: "CN-KIOSK", from: "governing", to: "shadow" },
    { kind: "role", policy: "CN-KIOSK@exact", from: "off", to: "governing" },
    { kind: "role", policy: "CN-GEN-SIMPLE", from: "shadow", to: "off" },
  ]);
});

test("another wording and another scope of a policy are told apart", () => {
  const [first, second] = before.bindings;
  if (first === undefined || second === undefined) throw new Error("two bindings");
  const after = {
    ...before,
    bindings: [
      { ...first, policyVersion: 2 },
      { ...second, kinds: ["demand" as const] },
    ],
  };
  expect(diffTerms(before, after).map((c) => c.kind)).toEqual(["version", "scope"]);
});

test("the order in which kinds and groups are listed is no change", () => {
  const steps = [{ step: 1, afterMinutes: 30, groups: ["a", "b"] }];
  const turned = [{ step: 1, afterMinutes: 30, groups: ["b", "a"] }];
  expect(diffTerms({ bindings: [], escalations: steps }, { bindings: [], escalations: turned })).toEqual([]);
});

test("escalation steps that come, go or change are told", () => {
  const after = { ...before, escalations: [{ step: 2, afterMinutes: 60, groups: ["领导"] }] };
  expect(diffTerms(before, after)).toEqual([
    { kind: "escalation", step: 1, from: before.escalations[0], to: undefined },
    { kind: "escalation", step: 2, from: undefined, to: after.escalations[0] },
  ]);
});

test("the first version is told as a whole", () => {
  expect(diffTerms(undefined, before)).toHaveLength(3);
});
