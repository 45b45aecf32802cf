// What is stored of inspections. What follows from it (windows, counts, deadlines) is worked out when it is asked for.
import type {
  Checklist,
  CheckOutcome,
  ContractId,
  checkSources,
  DeviceId,
  evidenceOutcomes,
  InspectionKind,
  InspectionRules,
  InspectionView,
  InspectionWaiver,
  inspectionStates,
  KioskId,
  PhotoRef,
  reportStates,
} from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** Of the product, `scope` empty, or of one contract. Never changed: a later text is another version. */
export interface StoredChecklist {
  readonly scope: ContractId | "";
  readonly id: string;
  readonly version: number;
  readonly recordedAt: Millis;
  readonly body: Checklist;
}

/** Names one version for ever. */
export type ChecklistRef = Pick<StoredChecklist, "scope" | "id" | "version">;

export type CheckTarget = InspectionView["targets"][number];

/** One inspection. What was found is in its {@link StoredCheck}s, its report's way in {@link InspectionReport}. */
export interface Inspection {
  readonly id: string;
  readonly contractId: ContractId;
  readonly kioskId: KioskId;
  readonly kioskSeq: number;
  /** as it was when it began */
  readonly kioskName: string;
  readonly kioskAddress: string;
  readonly kind: InspectionKind;
  /** local day its window begins with; null: in none */
  readonly windowFrom: string | null;
  readonly visitId: string | null;
  readonly state: (typeof inspectionStates)[number];
  /** effective time, as whoever did it says */
  readonly startedAt: Millis;
  readonly completedAt: Millis | null;
  /** when the server knew of the completion */
  readonly recordedAt: Millis | null;
  readonly by: string;
  readonly byId: string;
  readonly checklists: readonly ChecklistRef[];
  readonly targets: readonly CheckTarget[];
  readonly counts: { readonly pass: number; readonly fail: number; readonly na: number; readonly open: number };
  readonly conclusion: string;
  readonly advice: string;
  readonly host: { readonly name: string; readonly signature: PhotoRef } | null;
  readonly arrivedAt: Millis | null;
  readonly leftAt: Millis | null;
  readonly voidedWhy: string | null;
  readonly updatedAt: Millis;
}

/** One entry of one person for one item at one target; the latest `at` stands. */
export interface StoredCheck {
  readonly inspectionId: string;
  /** 1, 2, 3 … within the inspection */
  readonly seq: number;
  readonly kioskId: KioskId;
  readonly checklistId: string;
  readonly itemId: string;
  readonly deviceId: DeviceId | null;
  readonly outcome: CheckOutcome;
  readonly measured: number | null;
  readonly text: string;
  readonly photos: readonly PhotoRef[];
  readonly at: Millis;
  readonly recordedAt: Millis;
  readonly by: string;
  readonly byId: string;
  readonly source: (typeof checkSources)[number];
  readonly evidence: {
    readonly outcome: (typeof evidenceOutcomes)[number];
    readonly value: string;
    readonly observedAt: Millis;
  } | null;
  readonly orderId: string | null;
}

/** How far the report of a completed inspection is; begins with its completion. */
export interface InspectionReport {
  readonly inspectionId: string;
  readonly state: (typeof reportStates)[number];
  readonly filedAt: Millis | null;
  readonly updatedAt: Millis;
}

export type StoredInspectionRules = InspectionRules;
export type StoredWaiver = InspectionWaiver;
