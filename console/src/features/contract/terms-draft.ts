// The form for the next version of the terms: every known policy has a line, those that do not bind are off.
import { NewTerms, type OrderRow, type PolicyBinding, type RequestKind } from "@kiosk/contract";
import type { z } from "zod";
import { parseDateTime } from "../../shared/format/time.ts";
import type { Terms } from "./queries.ts";
import type { Role } from "./terms-diff.ts";

export interface BindingDraft {
  /** of the line in the form; a policy may be bound more than once */
  key: string;
  policy: string;
  policyVersion: number;
  role: Role;
  /** empty lists: no condition */
  kinds: readonly RequestKind[];
  classes: readonly OrderRow["class"][];
  levels: readonly number[];
}

export interface StepDraft {
  /** minutes after the breach, as typed; empty: no such step */
  afterMinutes: string;
  groups: readonly string[];
}

export interface TermsDraft {
  bindings: readonly BindingDraft[];
  /** steps 1 to 3 */
  steps: readonly StepDraft[];
  note: string;
  approvedBy: string;
  /** Shanghai wall time as typed; empty: from now on */
  appliesFrom: string;
}

export type TermsField = "note" | "approvedBy" | "appliesFrom" | "step1" | "step2" | "step3";
export type TermsFault = "required" | "time" | "step" | "order";
export type TermsFaults = Partial<Record<TermsField, TermsFault>>;

const stepFields = ["step1", "step2", "step3"] as const;

export function draftOf(list: Terms): TermsDraft {
  const [latest] = list.versions;
  const bound: BindingDraft[] = (latest?.bindings ?? []).map((b, n) => ({
    key: `${b.policy}#${n}`,
    policy: b.policy,
    policyVersion: b.policyVersion,
    role: b.role,
    kinds: b.kinds ?? [],
    classes: b.classes ?? [],
    levels: b.levels ?? [],
  }));
  const newest = new Map<string, number>();
  for (const { id, version } of list.policies) newest.set(id, Math.max(version, newest.get(id) ?? 0));
  const off: BindingDraft[] = [...newest]
    .filter(([id]) => !bound.some((b) => b.policy === id))
    .map(([policy, policyVersion]) => ({
      key: policy,
      policy,
      policyVersion,
      role: "off",
      kinds: [],
      classes: [],
      levels: [],
    }));
  return {
    bindings: [...bound, ...off],
    steps: [1, 2, 3].map((step) => {
      const found = latest?.escalations.find((e) => e.step === step);
      return { afterMinutes: found === undefined ? "" : String(found.afterMinutes), groups: found?.groups ?? [] };
    }),
    note: "",
    approvedBy: "",
    appliesFrom: "",
  };
}

export function contentOf(draft: TermsDraft): Pick<NewTerms, "bindings" | "escalations"> {
  const bindings = draft.bindings.flatMap((b): z.infer<typeof PolicyBinding>[] =>
    b.role === "off"
      ? []
      : [
          {
            policy: b.policy,
            policyVersion: b.policyVersion,
            role: b.role,
            ...(b.kinds.length === 0 ? {} : { kinds: [...b.kinds] }),
            ...(b.classes.length === 0 ? {} : { classes: [...b.classes] }),
            ...(b.levels.length === 0 ? {} : { levels: [...b.levels] }),
          },
        ],
  );
  const escalations = draft.steps.flatMap((s, index) =>
    s.afterMinutes.trim() === ""
      ? []
      : [{ step: index + 1, afterMinutes: Number(s.afterMinutes), groups: [...s.groups] }],
  );
  return { bindings, escalations };
}

function stepFault(step: StepDraft): TermsFault | undefined {
  if (step.afterMinutes.trim() === "") return step.groups.length === 0 ? undefined : "step";
  return /^\d{1,6}$/.test(step.afterMinutes.trim()) && step.groups.length > 0 ? undefined : "step";
}

export function termsOf(
  draft: TermsDraft,
  seenVersion: number,
): { ok: true; terms: NewTerms } | { ok: false; faults: TermsFaults } {
  const faults: TermsFaults = {};
  const appliesFrom = draft.appliesFrom.trim() === "" ? undefined : parseDateTime(draft.appliesFrom);
  if (draft.note.trim() === "") faults.note = "required";
  if (draft.approvedBy.trim() === "") faults.approvedBy = "required";
  if (draft.appliesFrom.trim() !== "" && appliesFrom === undefined) faults.appliesFrom = "time";
  let last = -1;
  draft.steps.forEach((step, index) => {
    const field = stepFields[index];
    if (field === undefined) return;
    const fault = stepFault(step);
    const minutes = step.afterMinutes.trim() === "" ? last : Number(step.afterMinutes);
    if (fault !== undefined) faults[field] = fault;
    else if (minutes < last) faults[field] = "order";
    last = Math.max(last, minutes);
  });
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const terms = NewTerms.parse({
    approvedBy: draft.approvedBy,
    note: draft.note,
    ...(appliesFrom === undefined ? {} : { appliesFrom }),
    ...contentOf(draft),
    seenVersion,
  });
  return { ok: true, terms };
}
