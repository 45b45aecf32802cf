// What a phone brought, as it is kept: what came is never changed; what became of it stands beside it.
import type { ContractId, ErrorCode, FieldItem, KioskId, PositionProposal, UserId } from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** Append-only. */
export interface FieldItemRow {
  /** the item's id; where another came under the same id, that and a number */
  readonly key: string;
  readonly id: string;
  readonly type: FieldItem["type"];
  readonly kioskId: KioskId;
  readonly contractId: ContractId;
  readonly visitId: string | null;
  /** inspection, order or picture it speaks of */
  readonly thing: string | null;
  readonly userId: UserId;
  readonly by: string;
  /** remote address it came from */
  readonly from: string;
  readonly installId: string;
  readonly phoneAt: Millis;
  /** corrected, see phone-clock.ts */
  readonly at: Millis;
  readonly timeDoubtful: boolean;
  /** server clock minus phone clock when it was sent */
  readonly skewMs: number;
  readonly receivedAt: Millis;
  /** place in its upload */
  readonly place: number;
  readonly body: FieldItem;
}

export type OutcomeState = "stored" | "applied" | "attention" | "settled";

/** What became of an item; one row an item, changed as things go on. */
export interface FieldOutcome {
  readonly key: string;
  readonly kioskId: KioskId;
  readonly contractId: ContractId;
  readonly receivedAt: Millis;
  readonly state: OutcomeState;
  readonly code: ErrorCode | null;
  readonly zh: string;
  readonly en: string;
  /** of the beginning of an inspection: the one under way that it joined */
  readonly joined: string | null;
  readonly changedAt: Millis;
  readonly settledBy: string | null;
  readonly settledWhy: string | null;
}

export interface KeptItem {
  readonly item: FieldItemRow;
  readonly outcome: FieldOutcome;
}

/** A picture on its way, or arrived. */
export interface FieldPhoto {
  readonly photoId: string;
  readonly userId: UserId;
  /** the item that names it; null: not here yet */
  readonly itemKey: string | null;
  readonly kioskId: KioskId | null;
  readonly bytes: number | null;
  /** of the whole picture, hex; as the item says */
  readonly sha256: string | null;
  readonly createdAt: Millis;
  /** SM3; null: not whole, or refused */
  readonly digest: string | null;
  /** why it is no evidence; its bytes are gone */
  readonly code: ErrorCode | null;
  readonly detail: string;
  /** how often what came was not what the item says */
  readonly mismatches: number;
  readonly endedAt: Millis | null;
}

/** Somebody was there: arrived or left. */
export interface SitePresence {
  /** key of the item */
  readonly id: string;
  readonly kioskId: KioskId;
  readonly contractId: ContractId;
  readonly visitId: string | null;
  readonly userId: UserId;
  readonly by: string;
  readonly kind: "arrival" | "departure";
  readonly at: Millis;
  readonly timeDoubtful: boolean;
  /** of an arrival: the terminal's signed code, or typed by hand, which is weaker */
  readonly evidence: "code" | "typed" | null;
  readonly distanceM: number | null;
  readonly accuracyM: number | null;
}

export interface StoredProposal extends Omit<PositionProposal, "kioskSeq" | "kioskName" | "from"> {
  readonly contractId: ContractId;
  readonly fromLon: number;
  readonly fromLat: number;
}
