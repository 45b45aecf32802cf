// What one version of the terms changed against the one before it.
import type { ContractTerms, Escalation, PolicyBinding } from "@kiosk/contract";
import type { z } from "zod";

type Binding = z.infer<typeof PolicyBinding>;
type Step = z.infer<typeof Escalation>;
export type TermsContent = Pick<z.infer<typeof ContractTerms>, "bindings" | "escalations">;
export type Role = Binding["role"] | "off";

export type TermsChange =
  | { kind: "role"; policy: string; from: Role; to: Role }
  | { kind: "version"; policy: string; from: number; to: number }
  | { kind: "scope"; policy: string; from: Binding; to: Binding }
  | { kind: "escalation"; step: number; from: Step | undefined; to: Step | undefined };

/** A policy may be bound more than once; the first of one version is compared with the first of the other. */
function keyed(bindings: readonly Binding[]): Map<string, Binding> {
  const seen = new Map<string, number>();
  return new Map(
    bindings.map((binding) => {
      const n = seen.get(binding.policy) ?? 0;
      seen.set(binding.policy, n + 1);
      return [`${binding.policy}#${n}`, binding];
    }),
  );
}

const scopeOf = ({ kinds, classes, levels }: Binding) =>
  JSON.stringify([[...(kinds ?? [])].sort(), [...(classes ?? [])].sort(), [...(levels ?? [])].sort()]);
const stepText = (step: Step | undefined) =>
  step === undefined ? "" : JSON.stringify([step.afterMinutes, [...step.groups].sort()]);

export function diffTerms(before: TermsContent | undefined, after: TermsContent): TermsChange[] {
  const old = keyed(before?.bindings ?? []);
  const next = keyed(after.bindings);
  const changes: TermsChange[] = [];
  for (const [key, to] of next) {
    const from = old.get(key);
    const { policy } = to;
    if (from === undefined) {
      changes.push({ kind: "role", policy, from: "off", to: to.role });
      continue;
    }
    if (from.role !== to.role) changes.push({ kind: "role", policy, from: from.role, to: to.role });
    if (from.policyVersion !== to.policyVersion) {
      changes.push({ kind: "version", policy, from: from.policyVersion, to: to.policyVersion });
    }
    if (scopeOf(from) !== scopeOf(to)) changes.push({ kind: "scope", policy, from, to });
  }
  for (const [key, from] of old) {
    if (!next.has(key)) changes.push({ kind: "role", policy: from.policy, from: from.role, to: "off" });
  }
  for (const step of [1, 2, 3]) {
    const from = before?.escalations.find((e) => e.step === step);
    const to = after.escalations.find((e) => e.step === step);
    if (stepText(from) !== stepText(to)) changes.push({ kind: "escalation", step, from, to });
  }
  return changes;
}
