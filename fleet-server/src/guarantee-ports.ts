// What guarantees, problems and drills read from disk. Part of FleetStore. @throws StoreError
import type { ContractId, KioskId } from "@kiosk/contract";
import type { Guarantee, GuaranteeDay } from "./domain/guarantee/guarantee.ts";
import type { Drill, Problem } from "./domain/problem/problem.ts";
import type { RecurringOrder } from "./domain/problem/recurrence.ts";
import type { Millis } from "./domain/time.ts";
import type { Reach } from "./ports.ts";

export interface GuaranteeHistory {
  find(id: string): Promise<Guarantee | undefined>;
  /** Newest first by first day. */
  list(reach: Reach, limit: number): Promise<Guarantee[]>;
  /** Whose last day is this local day or later, withdrawn ones among them. */
  notOver(today: string): Promise<Guarantee[]>;
  /** By date. */
  days(guaranteeIds: readonly string[]): Promise<GuaranteeDay[]>;
  /** Faults of terminals that stood at some time in [from, to): null means all of the contract. */
  faultsIn(
    of: { contractId: ContractId; kioskIds: readonly KioskId[] | null },
    from: Millis,
    to: Millis,
  ): Promise<{ stood: number; opened: number; standing: number }>;
  /** Terminals with completed inspections for guarantees from `since` on. */
  patrolled(contractId: ContractId, since: Millis): Promise<Map<KioskId, Millis[]>>;
}

export interface ProblemPageFilter {
  readonly reach: Reach;
  readonly kioskId?: KioskId | undefined;
  readonly state?: Problem["state"] | undefined;
  /** the last of the page before */
  readonly after?: Pick<Problem, "openedAt" | "id"> | undefined;
  readonly limit: number;
}

export interface ProblemHistory {
  find(id: string): Promise<Problem | undefined>;
  /** Newest first. */
  page(filter: ProblemPageFilter): Promise<Problem[]>;
  counts(reach: Reach): Promise<Record<Problem["state"], number>>;
  /** Id of the order with the latest report; empty: there is none. */
  newestOrder(): Promise<string>;
  /** Orders of faults reported since then, without those that were mistaken, doubled or withdrawn. */
  recurring(since: Millis): Promise<RecurringOrder[]>;
  /** Of these terminals, closed ones among them. */
  ofKiosks(kioskIds: readonly KioskId[]): Promise<Problem[]>;
  findDrill(id: string): Promise<Drill | undefined>;
  /** Newest first, those between two instants. */
  drills(contractId: ContractId, from: Millis, to: Millis, limit: number): Promise<Drill[]>;
}
