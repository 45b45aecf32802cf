// 重大保障 (clause C8): a declared period. It relaxes no clock: nothing in domain/sla knows of it.
import type { ContractId, GuaranteeView, guaranteeStates, KioskId } from "@kiosk/contract";
import { dayEnd, dayStart, parseLocalDay } from "../sla/local-day.ts";
import type { Millis } from "../time.ts";

export interface Guarantee {
  readonly id: string;
  readonly contractId: ContractId;
  readonly title: string;
  /** local days, inclusive */
  readonly from: string;
  readonly to: string;
  /** null: every terminal of the contract */
  readonly kioskIds: readonly KioskId[] | null;
  readonly patrolEveryHours: number;
  readonly patrolFromMin: number;
  readonly patrolToMin: number;
  readonly lowPercent: number | null;
  readonly changeFreeze: boolean;
  readonly declaredBy: string;
  readonly enteredBy: string;
  readonly enteredAt: Millis;
  readonly note: string;
  /** digests */
  readonly evidence: readonly string[];
  readonly closing: GuaranteeView["closing"];
  readonly withdrawnAt: Millis | null;
  readonly withdrawnWhy: string | null;
  /** grows with every change */
  readonly version: number;
}

/** 零故障报告 of one day, as it was when the day was over. */
export interface GuaranteeDay {
  readonly guaranteeId: string;
  /** local day */
  readonly date: string;
  readonly at: Millis;
  /** faults that stood at some time of the day in the scope */
  readonly faults: number;
  /** of those, raised on that day */
  readonly opened: number;
  /** of those that stood, not cleared when the day was over */
  readonly standing: number;
  readonly reportId: string | null;
  readonly sentAt: Millis | null;
  readonly sentBy: string | null;
}

export function startsAt({ from }: Pick<Guarantee, "from">): Millis {
  return dayStart(parseLocalDay(from));
}

/** 24:00 of the last day. */
export function endsAt({ to }: Pick<Guarantee, "to">): Millis {
  return dayEnd(parseLocalDay(to));
}

/** @param at the instant that is asked about */
export function stateOf(guarantee: Guarantee, at: Millis): (typeof guaranteeStates)[number] {
  if (guarantee.withdrawnAt !== null && at >= guarantee.withdrawnAt) return "withdrawn";
  if (guarantee.closing !== null && at >= guarantee.closing.at) return "closed";
  if (at < startsAt(guarantee)) return "planned";
  return at < endsAt(guarantee) ? "running" : "ended";
}

export function covers({ kioskIds }: Pick<Guarantee, "kioskIds">, kioskId: KioskId): boolean {
  return kioskIds === null || kioskIds.includes(kioskId);
}
