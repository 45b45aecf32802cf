// What the inspections' desks need from outside: their history on disk, and what other rooms tell them.
import type {
  ContractId,
  EvidenceItem,
  InspectionKind,
  InspectionQuery,
  KioskId,
  PhotoRef,
  reportStates,
} from "@kiosk/contract";
import type { z } from "zod";
import type {
  ChecklistRef,
  Inspection,
  InspectionReport,
  StoredCheck,
  StoredChecklist,
  StoredInspectionRules,
  StoredWaiver,
} from "./domain/inspection/records.ts";
import type { Millis } from "./domain/time.ts";
import type { Reach } from "./ports.ts";

/** The place of an inspection in its list: the next page begins behind it. */
export type InspectionMark = Pick<Inspection, "startedAt" | "id">;

export interface InspectionPageFilter
  extends Pick<z.infer<typeof InspectionQuery>, "contract" | "kiosk" | "kind" | "state"> {
  readonly reach: Reach;
  /** completed with a report that is not filed; `before`: completed before then */
  readonly unfiled?: { readonly before: Millis } | undefined;
  /** completed at this instant or later */
  readonly completedFrom?: Millis | undefined;
  readonly completedBefore?: Millis | undefined;
  readonly after?: InspectionMark | undefined;
  readonly limit: number;
}

/** As much of a completed inspection as plans count by. */
export interface Completion {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly kind: InspectionKind;
  readonly completedAt: Millis;
}

export interface InspectionWithReport {
  readonly inspection: Inspection;
  readonly report: InspectionReport | null;
}

/** Part of FleetStore. @throws StoreError */
export interface InspectionHistory {
  /** Every version, oldest first. */
  rules(contractId: ContractId): Promise<StoredInspectionRules[]>;
  /** Every version of the product's and, where a contract is named, of its own; oldest first. */
  checklists(contractId?: ContractId): Promise<StoredChecklist[]>;
  findChecklists(refs: readonly ChecklistRef[]): Promise<StoredChecklist[]>;
  find(id: string): Promise<InspectionWithReport | undefined>;
  findMany(ids: readonly string[]): Promise<InspectionWithReport[]>;
  /** By seq. */
  checks(inspectionId: string): Promise<StoredCheck[]>;
  /** Of several inspections, by inspection and seq. */
  checksOf(inspectionIds: readonly string[]): Promise<StoredCheck[]>;
  /** Those under way, oldest first. */
  openAt(kioskId: KioskId): Promise<InspectionWithReport[]>;
  /** Failed checks of a terminal that name one of these orders. */
  checksOfOrders(kioskId: KioskId, orderIds: readonly string[]): Promise<StoredCheck[]>;
  /** Newest first by start. */
  page(filter: InspectionPageFilter): Promise<InspectionWithReport[]>;
  count(filter: Omit<InspectionPageFilter, "after" | "limit">): Promise<number>;
  /** What is completed in a contract from `since` on, by time; of one terminal where it is named. */
  completions(contractId: ContractId, since: Millis, kioskId?: KioskId): Promise<Completion[]>;
  /** Terminals with a completed inspection of a kind in that time, both ends included. */
  inspectedIn(contractId: ContractId, kind: InspectionKind, from: Millis, to: Millis): Promise<KioskId[]>;
  /** Newest first, those taken back among them. */
  waivers(contractId: ContractId): Promise<StoredWaiver[]>;
}

/** What a terminal measured of itself last. */
export interface EvidenceSource {
  /** undefined: nothing has come */
  latest(kioskId: KioskId): Promise<readonly EvidenceItem[] | undefined>;
}

/** Pictures by the ids phones gave them. */
export interface PhotoBook {
  /** digests of those that have arrived */
  digestOf(photoIds: readonly string[]): Promise<ReadonlyMap<string, NonNullable<PhotoRef["digest"]>>>;
}

/** The published plan of routes. */
export interface VisitBook {
  /** the day somebody is planned to come, by the key of the window it is for */
  plannedFor(contractId: ContractId): Promise<ReadonlyMap<string, Millis>>;
}

export type ReportState = (typeof reportStates)[number];
