import { type DeviceId, type KioskId, NewOrder, type OrderRow } from "@kiosk/contract";
import { parseDateTime } from "../../shared/format/time.ts";
import type { ActingParty } from "../../shared/session/parties.ts";

/** The form as it is typed. */
export interface OrderDraft {
  kioskId: KioskId | undefined;
  deviceId: DeviceId | undefined;
  class: OrderRow["class"];
  kind: OrderRow["kind"];
  /** empty: the contract grades no faults, or nobody graded this one */
  level: string;
  title: string;
  description: string;
  /** Shanghai wall time as typed; empty means now */
  reportedAt: string;
}

export type DraftField = "kioskId" | "title" | "reportedAt" | "future";
export type DraftResult = { ok: true; order: NewOrder } | { ok: false; missing: DraftField[] };

/** The request for a draft, or what is still missing or wrong in it. A report from the future is refused here and there. */
export function orderOf(draft: OrderDraft, party: ActingParty | undefined, now: number): DraftResult {
  const missing: DraftField[] = [];
  const title = draft.title.trim();
  const reportedAt = draft.reportedAt === "" ? undefined : parseDateTime(draft.reportedAt);
  if (draft.kioskId === undefined) missing.push("kioskId");
  if (title === "") missing.push("title");
  if (draft.reportedAt !== "" && reportedAt === undefined) missing.push("reportedAt");
  if (reportedAt !== undefined && reportedAt > now) missing.push("future");
  if (missing.length > 0) return { ok: false, missing };
  const order = NewOrder.parse({
    kioskId: draft.kioskId,
    deviceId: draft.deviceId ?? null,
    class: draft.class,
    kind: draft.kind,
    level: draft.kind === "fault" && draft.level !== "" ? Number(draft.level) : null,
    title,
    description: draft.description.trim(),
    ...(party === undefined ? {} : { party }),
    ...(reportedAt === undefined ? {} : { reportedAt }),
  });
  return { ok: true, order };
}
