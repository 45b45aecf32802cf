// A day's plan as it is kept: what it was worked out from and what came of it.
import type {
  ContractId,
  KioskId,
  PlanAssumption,
  PlanCost,
  PlannedVisit,
  TechnicianDay,
  UnservedVisit,
  UserId,
} from "@kiosk/contract";
import type { Millis } from "../../time.ts";

export interface Piece {
  readonly item: string;
  readonly quantity: number;
}

/** What a visit needs, kept so that a drag is priced without asking everybody again. */
export interface VisitNeeds {
  readonly skills: readonly string[];
  readonly pieces: readonly Piece[];
  /** not to be made before; null: any time */
  readonly from: Millis | null;
}

export type StoredVisit = Omit<PlannedVisit, "state" | "startedAt" | "doneAt"> & { readonly needs: VisitNeeds };
export type StoredUnserved = UnservedVisit & { readonly needs: VisitNeeds; readonly serviceMs: number };

export interface Absence {
  readonly technicianId: UserId;
  /** null: the whole day */
  readonly from: Millis | null;
}

export interface DayBody {
  readonly technicians: readonly TechnicianDay[];
  readonly visits: readonly StoredVisit[];
  readonly unserved: readonly StoredUnserved[];
  readonly cost: PlanCost;
  readonly travel: {
    readonly source: "detour" | "matrix";
    readonly detour: number;
    readonly speedKmh: number;
    readonly importedAt: Millis | null;
    readonly missingPairs: number;
  };
  readonly assumptions: readonly PlanAssumption[];
  readonly absent: readonly Absence[];
  readonly onDuty: readonly UserId[];
  readonly seed: number;
}

/** What somebody works on; of use only as long as it was made on the version that is published. */
export interface RouteDraft {
  readonly contractId: ContractId;
  readonly date: string;
  readonly revision: number;
  readonly basedOn: number;
  readonly at: Millis;
  readonly by: string;
  readonly body: DayBody;
}

/** What the phones have; every version stays. */
export interface RoutePublication {
  readonly contractId: ContractId;
  readonly date: string;
  readonly version: number;
  readonly revision: number;
  readonly at: Millis;
  readonly by: string;
  readonly body: DayBody;
}

export const visitMarks = ["started", "done", "cancelled"] as const;

/** What became of a visit, as the field says. */
export interface VisitMark {
  readonly visitId: string;
  readonly mark: (typeof visitMarks)[number];
  readonly date: string;
  readonly at: Millis;
  readonly by: string;
}

/** A way of a road matrix: names of places, metres, seconds. */
export type RoadWay = readonly [from: string, to: string, metres: number, seconds: number];

export interface RoadMatrix {
  readonly contractId: ContractId;
  readonly version: number;
  readonly ways: readonly RoadWay[];
  readonly by: string;
  readonly at: Millis;
}

/** An address calendars are read at. Only the hash of its secret is kept. */
export interface StoredRouteFeed {
  readonly id: string;
  readonly contractId: ContractId;
  readonly technicianId: UserId;
  /** SHA-256 of the secret, hex; it has 256 random bits, so no slow hash is needed */
  readonly secretHash: string;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly revokedAt: Millis | null;
}

/** The visit's id: which day, which terminal, which of the visits there that day. */
export function visitIdOf(date: string, kioskId: KioskId, nth = 1): string {
  return nth === 1 ? `${date}:${kioskId}` : `${date}:${kioskId}:${nth}`;
}

/** The day a visit belongs to. */
export function dateOfVisit(visitId: string): string {
  return visitId.slice(0, 10);
}
