// What the shelf and the citizens' screens read from disk. Part of FleetStore. @throws StoreError
import type { AppId, ContractId, KioskId } from "@kiosk/contract";
import type { StoredShelfChange, StoredShelfMark } from "./domain/shelf/change.ts";
import type { StoredPackage, StoredPublisher, StoredVersionStep } from "./domain/shelf/package-version.ts";
import type {
  KioskServices,
  KioskShelfApplied,
  KioskUse,
  ShellIncident,
  StaffExit,
  StoredCitizenReport,
  StoredRating,
  StoredTerminalShelf,
} from "./domain/shelf/use.ts";
import type { Millis } from "./domain/time.ts";

/** Uses of an app (null: none was opened) at a terminal, counted. */
export interface UseCount {
  readonly kioskId: KioskId;
  readonly appId: AppId | null;
  readonly uses: number;
  readonly done: number;
  readonly timedOut: number;
  readonly jobs: number;
  readonly failedJobs: number;
  readonly meanMs: number;
  readonly elder: number;
}

export interface StarCount {
  readonly kioskId: KioskId;
  readonly appId: AppId | null;
  readonly ratings: number;
  readonly meanStars: number;
}

/** From the first instant until before the second. */
export type UseSpan = readonly [from: Millis, to: Millis];

export interface ShelfHistory {
  /** In the order they were added, revoked ones among them. */
  publishers(): Promise<StoredPublisher[]>;
  /** Newest first. */
  packages(): Promise<StoredPackage[]>;
  package(digest: string): Promise<StoredPackage | undefined>;
  /** In their order. */
  steps(digests: readonly string[]): Promise<StoredVersionStep[]>;
  /** In their order. */
  changes(contractId: ContractId): Promise<StoredShelfChange[]>;
  change(id: string): Promise<StoredShelfChange | undefined>;
  /** Of all changes of a contract, in their order. */
  marks(contractId: ContractId): Promise<StoredShelfMark[]>;
  shelves(contractId: ContractId): Promise<StoredTerminalShelf[]>;
  shelf(kioskId: KioskId): Promise<StoredTerminalShelf | undefined>;
  applied(contractId: ContractId): Promise<KioskShelfApplied[]>;
  appliedBy(kioskId: KioskId): Promise<KioskShelfApplied | undefined>;
  services(contractId: ContractId): Promise<KioskServices[]>;
  servicesOf(kioskId: KioskId): Promise<KioskServices | undefined>;
  countUses(contractId: ContractId, span: UseSpan): Promise<UseCount[]>;
  starCounts(contractId: ContractId, span: UseSpan): Promise<StarCount[]>;
  /** Uses in which something was done. */
  doneUses(contractId: ContractId, span: UseSpan): Promise<{ readonly uses: number; readonly done: number }>;
  /** The one that ended last; `unclean`: of those that were not wiped clean, at `since` or later. */
  lastUse(kioskId: KioskId): Promise<KioskUse | undefined>;
  lastUnclean(kioskId: KioskId, since: Millis): Promise<KioskUse | undefined>;
  usesSince(kioskId: KioskId, since: Millis): Promise<number>;
  /** Newest first. */
  ratings(contractId: ContractId, limit: number): Promise<StoredRating[]>;
  reports(contractId: ContractId, limit: number): Promise<StoredCitizenReport[]>;
  incidents(kioskId: KioskId, limit: number): Promise<ShellIncident[]>;
  staffExits(kioskId: KioskId, limit: number): Promise<StaffExit[]>;
}
