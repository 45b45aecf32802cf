// A person has taken note of a fault. It holds as long as that fault does: one that clears and returns is told anew.
import type { ContractId, KioskId, SkipReason } from "@kiosk/contract";
import { undoAcknowledgementMs } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { type Fault, isOpen } from "./fault.ts";

export interface Acknowledgement {
  readonly faultId: string;
  readonly kioskId: KioskId;
  readonly contractId: ContractId;
  readonly at: Millis;
  /** who, for good; `name` is how people know them */
  readonly by: string;
  readonly name: string;
  readonly comment: string;
  readonly endedAt: Millis | null;
  readonly endedHow: "undone" | "cleared" | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export type Noted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: SkipReason };

/** Whether a mark may be put on the fault that a person saw with so many occurrences. */
export function markable(fault: Fault, seenOccurrences: number): SkipReason | null {
  if (!isOpen(fault)) return "cleared";
  if (fault.causeId !== null) return "consequence";
  return fault.occurrences === seenOccurrences ? null : "changed";
}

export function standing(mark: Acknowledgement | undefined): Acknowledgement | undefined {
  return mark?.endedAt === null ? mark : undefined;
}

/** @param before the acknowledgement that stands or ended last, if any */
export function acknowledge(
  fault: Fault,
  contractId: ContractId,
  seen: { readonly occurrences: number; readonly before: Acknowledgement | undefined },
  who: Person,
  comment: string,
  at: Millis,
): Noted<Acknowledgement> {
  const hindered = markable(fault, seen.occurrences);
  if (hindered !== null) return { ok: false, reason: hindered };
  if (standing(seen.before) !== undefined) return { ok: false, reason: "acknowledged" };
  const { id: faultId, kioskId } = fault;
  return {
    ok: true,
    value: { faultId, kioskId, contractId, at, by: who.id, name: who.name, comment, endedAt: null, endedHow: null },
  };
}

/** Taken back by the one who did it, shortly after, and only as long as nobody else acknowledged instead. */
export function undo(mark: Acknowledgement | undefined, ofAt: Millis, who: Person, at: Millis): Noted<Acknowledgement> {
  const present = standing(mark);
  if (present === undefined) return { ok: false, reason: "not-acknowledged" };
  const own = present.by === who.id && present.at === ofAt && at - present.at <= undoAcknowledgementMs;
  return own
    ? { ok: true, value: { ...present, endedAt: at, endedHow: "undone" } }
    : { ok: false, reason: "not-yours" };
}

/** The fault is gone: should it return, nobody has taken note of that yet. */
export function endWithFault(mark: Acknowledgement | undefined, at: Millis): Acknowledgement | undefined {
  const present = standing(mark);
  return present && { ...present, endedAt: at, endedHow: "cleared" };
}
