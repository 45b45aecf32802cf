// What a firm does with an order: the steps in their order, what each asks for, and the request it becomes.
import {
  type AllowedAction,
  type EvidenceView,
  type OrderAction,
  type OrderActionRequest,
  orderEventData,
} from "@kiosk/contract";
import { parseDateTime } from "../../shared/format/time.ts";

export type StepField =
  | "proposedAt"
  | "parts"
  | "part"
  | "orderNo"
  | "supplier"
  | "expectedAt"
  | "serial"
  | "removedSerial"
  | "at"
  | "target";

export const steps = [
  "acknowledged",
  "date_proposed",
  "diagnosis_submitted",
  "part_required",
  "part_ordered",
  "part_arrived",
  "part_installed",
  "arrived",
  "fixed",
  "tested",
  "acceptance_requested",
  "note",
] as const satisfies readonly OrderAction[];
export type Step = (typeof steps)[number] | "disputed";

export const fieldsOf: Readonly<Record<Step, readonly StepField[]>> = {
  acknowledged: [],
  date_proposed: ["proposedAt"],
  diagnosis_submitted: ["at"],
  part_required: ["parts"],
  part_ordered: ["part", "orderNo", "supplier", "expectedAt"],
  part_arrived: ["part", "serial", "at"],
  part_installed: ["part", "serial", "removedSerial", "at"],
  arrived: ["at"],
  fixed: ["at"],
  tested: ["at"],
  acceptance_requested: [],
  note: [],
  disputed: ["target"],
};

export const optionalFields: readonly StepField[] = [
  "serial",
  "removedSerial",
  "supplier",
  "orderNo",
  "expectedAt",
  "at",
];

export interface StepDraft {
  readonly text: string;
  readonly values: Readonly<Partial<Record<StepField, string>>>;
  readonly evidence: readonly EvidenceView[];
}
export const emptyStep: StepDraft = { text: "", values: {}, evidence: [] };

export type StepFault = "required" | "time" | "future" | "past";
export type StepFaults = Partial<Record<StepField | "text" | "evidence", StepFault>>;

export interface Around {
  readonly now: number;
  /** seq of the last event that was seen */
  readonly seenSeq: number;
}

export type StepResult = { ok: true; request: OrderActionRequest } | { ok: false; faults: StepFaults };

/** Names of parts, one a line; commas as people type them part too. */
export function partNames(text: string): string[] {
  return text
    .split(/[\n,，、;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Instants as typed; what is no time is a fault and not left out. */
function timesOf(draft: StepDraft, { now }: Around) {
  const faults: StepFaults = {};
  const read = (field: "at" | "proposedAt" | "expectedAt", wrong: (at: number) => StepFault | undefined) => {
    const text = (draft.values[field] ?? "").trim();
    if (text === "") return undefined;
    const at = parseDateTime(text);
    const fault = at === undefined ? "time" : wrong(at);
    if (fault !== undefined) faults[field] = fault;
    return at;
  };
  const at = read("at", (instant) => (instant > now ? "future" : undefined));
  const proposedAt = read("proposedAt", (instant) => (instant <= now ? "past" : undefined));
  const expectedAt = read("expectedAt", () => undefined);
  return { at, proposedAt, expectedAt, faults };
}

function dataOf(step: Step, draft: StepDraft, times: ReturnType<typeof timesOf>): Record<string, unknown> {
  const { values } = draft;
  const words = (...fields: readonly ("part" | "orderNo" | "supplier" | "serial" | "removedSerial" | "target")[]) =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = (values[field] ?? "").trim();
        return value === "" ? [] : [[field, value]];
      }),
    );
  switch (step) {
    case "acknowledged":
      return { by: "human" };
    case "date_proposed":
      return times.proposedAt === undefined ? {} : { at: times.proposedAt };
    case "part_required":
      return { parts: partNames(values.parts ?? "") };
    case "part_ordered":
      return {
        ...words("part", "orderNo", "supplier"),
        ...(times.expectedAt === undefined ? {} : { expectedAt: times.expectedAt }),
      };
    case "part_arrived":
      return words("part", "serial");
    case "part_installed":
      return words("part", "serial", "removedSerial");
    case "disputed":
      return words("target");
    default:
      return {};
  }
}

/** Everything that is missing or wrong is named at once. */
export function requestOf(
  step: Step,
  needs: Pick<AllowedAction, "needsText" | "needsEvidence">,
  draft: StepDraft,
  around: Around,
): StepResult {
  const times = timesOf(draft, around);
  const faults: StepFaults = { ...times.faults };
  for (const field of fieldsOf[step]) {
    if (optionalFields.includes(field) || faults[field] !== undefined) continue;
    if ((draft.values[field] ?? "").trim() === "") faults[field] = "required";
  }
  const text = draft.text.trim();
  if (needs.needsText && text === "") faults.text = "required";
  if (needs.needsEvidence && draft.evidence.length === 0) faults.evidence = "required";
  const data = dataOf(step, draft, times);
  if (Object.keys(faults).length === 0 && !orderEventData[step].safeParse(data).success) faults.text = "required";
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const usesAt = fieldsOf[step].includes("at") && times.at !== undefined;
  return {
    ok: true,
    request: {
      type: step,
      text,
      data,
      evidence: draft.evidence.map(({ digest }) => digest),
      seenSeq: around.seenSeq,
      ...(usesAt && times.at !== undefined ? { at: times.at } : {}),
    },
  };
}
