import { type EvidenceView, PartReceipt } from "@kiosk/contract";
import { parseDateTime } from "../../shared/format/time.ts";

export interface ReceiptDraft {
  part: string;
  serials: readonly string[];
  /** as typed; not asked for where serial numbers are given */
  quantity: string;
  text: string;
  at: string;
  evidence: readonly EvidenceView[];
}

export const emptyReceipt: ReceiptDraft = { part: "", serials: [], quantity: "1", text: "", at: "", evidence: [] };

export type ReceiptField = "part" | "quantity" | "at" | "evidence";
export type ReceiptFault = "required" | "number" | "time" | "future";

export function receiptOf(
  draft: ReceiptDraft,
  now: number,
): { ok: true; receipt: PartReceipt } | { ok: false; faults: Partial<Record<ReceiptField, ReceiptFault>> } {
  const faults: Partial<Record<ReceiptField, ReceiptFault>> = {};
  const serials = [...new Set(draft.serials.map((s) => s.trim()).filter((s) => s !== ""))];
  const quantity = serials.length > 0 ? serials.length : Number(draft.quantity);
  const at = draft.at.trim() === "" ? undefined : parseDateTime(draft.at);
  if (draft.part.trim() === "") faults.part = "required";
  if (!PartReceipt.shape.quantity.safeParse(quantity).success) faults.quantity = "number";
  if (draft.at.trim() !== "" && at === undefined) faults.at = "time";
  if (at !== undefined && at > now) faults.at = "future";
  if (draft.evidence.length === 0) faults.evidence = "required";
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const receipt = PartReceipt.parse({
    part: draft.part,
    serials,
    quantity,
    text: draft.text.trim(),
    evidence: draft.evidence.map((file) => file.digest),
    ...(at === undefined ? {} : { at }),
  });
  return { ok: true, receipt };
}
