// An action's form as it is typed, and the request that it becomes.
import {
  type AllowedAction,
  type EvidenceView,
  type OrderAction,
  type OrderActionRequest,
  type OrderEventView,
  orderEventData,
} from "@kiosk/contract";
import { parseDateTime } from "../../shared/format/time.ts";
import { type ActionField, fieldsOf, mayBackdate } from "./action-fields.ts";

export interface ActionDraft {
  text: string;
  /** Shanghai wall time as typed; empty means now */
  at: string;
  approvedBy: string;
  evidence: readonly EvidenceView[];
  values: Partial<Record<Exclude<ActionField, "parts">, string>>;
  parts: readonly string[];
  /** corrected: the event never happened, instead of another time */
  voids: boolean;
}

/** Values of a choice that are no words of the data. */
export const nobody = "-";
export const upheld = "yes";

export const emptyDraft: ActionDraft = {
  text: "",
  at: "",
  approvedBy: "",
  evidence: [],
  values: {},
  parts: [],
  voids: false,
};

export type DraftFault = "required" | "time" | "future" | "beforeReport" | "sameActor" | "number";
export type DraftField = ActionField | "text" | "at" | "approvedBy" | "evidence";
export type DraftFaults = Partial<Record<DraftField, DraftFault>>;

export interface Around {
  /** who is signed in, and as which of their roles */
  actor: string;
  party: OrderActionRequest["party"];
  now: number;
  reportedAt: number;
  seenSeq: number;
}

export type DraftResult = { ok: true; request: OrderActionRequest } | { ok: false; faults: DraftFaults };

/** The data of the event; what was left empty is left out, so that the schema says what is missing. */
function dataOf(action: OrderAction, draft: ActionDraft): Record<string, unknown> {
  if (action === "acknowledged") return { by: "human" };
  const data: Record<string, unknown> = {};
  for (const field of fieldsOf[action]) {
    const value = field === "parts" ? "" : (draft.values[field] ?? "").trim();
    switch (field) {
      case "parts":
        data.parts = draft.parts.map((part) => part.trim()).filter((part) => part !== "");
        break;
      case "days":
        if (value !== "") data.days = Number(value);
        break;
      case "newAt":
        if (draft.voids) data.void = true;
        else if (value !== "") data.newAt = parseDateTime(value) ?? Number.NaN;
        break;
      case "proposedAt":
        if (value !== "") data.at = parseDateTime(value) ?? Number.NaN;
        break;
      case "expectedAt":
        if (value !== "") data.expectedAt = parseDateTime(value) ?? Number.NaN;
        break;
      case "organisation":
        if (value !== "") data.organisation = value === nobody ? null : value;
        break;
      case "disputeTarget":
        if (value !== "") data.target = value;
        break;
      case "upheld":
        if (value !== "") data.upheld = value === upheld;
        break;
      case "pauseGround":
      case "cancelReason":
      case "reopenReason":
        if (value !== "") data.reason = value;
        break;
      default:
        if (value !== "") data[field] = value;
    }
  }
  return data;
}

/** The field of the form that a path of the data belongs to. */
function fieldOf(action: OrderAction, path: PropertyKey | undefined): ActionField | undefined {
  const fields = fieldsOf[action];
  if (path === "reason") return fields.find((f) => f === "pauseGround" || f === "cancelReason" || f === "reopenReason");
  if (path === "at") return "proposedAt";
  if (path === "target" && action === "disputed") return "disputeTarget";
  return fields.find((f) => f === path) ?? fields.find((f) => f === "newAt");
}

/** Fields that are typed as Shanghai wall time. */
export function isTime(field: ActionField): boolean {
  return field === "newAt" || field === "proposedAt" || field === "expectedAt";
}

function dataFaults(action: OrderAction, draft: ActionDraft, data: Record<string, unknown>): DraftFaults {
  const parsed = orderEventData[action].safeParse(data);
  if (parsed.success) return {};
  const faults: DraftFaults = {};
  for (const issue of parsed.error.issues) {
    const field = fieldOf(action, issue.path[0]);
    if (field === undefined) continue;
    const empty = field === "parts" ? draft.parts.length === 0 : (draft.values[field] ?? "").trim() === "";
    faults[field] = empty ? "required" : isTime(field) ? "time" : "number";
  }
  return faults;
}

function timeFault(text: string, at: number | undefined, around: Around): DraftFault | undefined {
  if (text.trim() === "") return undefined;
  if (at === undefined) return "time";
  if (at > around.now) return "future";
  return at < around.reportedAt ? "beforeReport" : undefined;
}

/** Everything that is missing or wrong is named at once. The buyer's own entry is the approval; others need another name. */
export function requestOf(allowed: AllowedAction, draft: ActionDraft, around: Around): DraftResult {
  const { type } = allowed;
  const data = dataOf(type, draft);
  const faults = dataFaults(type, draft, data);
  const text = draft.text.trim();
  const approvedBy = draft.approvedBy.trim();
  const at = mayBackdate(type) && draft.at.trim() !== "" ? parseDateTime(draft.at) : undefined;
  const wrongTime = mayBackdate(type) ? timeFault(draft.at, at, around) : undefined;
  if (allowed.needsText && text === "") faults.text = "required";
  if (wrongTime !== undefined) faults.at = wrongTime;
  if (type === "corrected" && typeof data.newAt === "number" && data.newAt > around.now) faults.newAt = "future";
  if (allowed.needsEvidence && draft.evidence.length === 0) faults.evidence = "required";
  if (allowed.needsApproval && approvedBy === "") faults.approvedBy = "required";
  if (approvedBy !== "" && approvedBy === around.actor && around.party !== "client") faults.approvedBy = "sameActor";
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    request: {
      type,
      ...(around.party === undefined ? {} : { party: around.party }),
      text,
      data,
      evidence: draft.evidence.map((file) => file.digest),
      seenSeq: around.seenSeq,
      ...(at === undefined ? {} : { at }),
      ...(approvedBy === "" ? {} : { approvedBy }),
    },
  };
}

/** Seq of the last event a person can have seen. */
export function lastSeq(events: readonly OrderEventView[]): number {
  return events.reduce((last, event) => Math.max(last, event.seq), 0);
}
