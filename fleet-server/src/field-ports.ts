// What the field's desks need from elsewhere: what is read from disk, pictures on disk, and the rooms that carry things out.
import type {
  ChecklistList,
  CompleteInspection,
  ContractId,
  InspectionHead,
  InspectionList,
  InspectionQuery,
  KioskId,
  PlannedVisit,
  RecordChecks,
  ReplacementTask,
  StartInspection,
  SwapEntry,
  UserId,
  VanContents,
} from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { z } from "zod";
import type { Caller } from "./domain/account/caller.ts";
import type { FieldPhoto, KeptItem, SitePresence, StoredProposal } from "./domain/field/field-item.ts";
import type { Kiosk } from "./domain/kiosk/kiosk.ts";
import type { Millis } from "./domain/time.ts";
import type { Answer } from "./fleet-api.ts";

export interface AttentionFilter {
  readonly contracts: "all" | readonly ContractId[];
  readonly kioskId?: KioskId | undefined;
}

/** The place of an item in its list. */
export interface FieldMark {
  readonly at: Millis;
  readonly key: string;
}

/** Reads only. */
export interface FieldHistory {
  /** everything that came under these ids */
  items(ids: readonly string[]): Promise<KeptItem[]>;
  find(key: string): Promise<KeptItem | undefined>;
  /** which began an inspection, by the id the phone gave it */
  startOf(inspectionId: string): Promise<KeptItem | undefined>;
  /** what waits at a terminal, also for too long */
  waiting(kioskId: KioskId): Promise<KeptItem[]>;
  kiosksWaiting(): Promise<KioskId[]>;
  /** when the last item of an installation was, of those whose time is certain */
  lastOf(installId: string): Promise<Millis | null>;
  /** longest here first, behind the mark */
  attention(filter: AttentionFilter, limit: number, after?: FieldMark): Promise<KeptItem[]>;
  countAttention(filter: AttentionFilter): Promise<number>;
  /** newest first, before the mark */
  log(kioskId: KioskId, limit: number, before?: FieldMark): Promise<KeptItem[]>;
  photos(ids: readonly string[]): Promise<FieldPhoto[]>;
  /** of somebody, whose items are not here */
  countNameless(userId: UserId): Promise<number>;
  /** whose items are not here, begun before then */
  nameless(before: Millis, limit: number): Promise<FieldPhoto[]>;
  /** by the keys of their items */
  presences(keys: readonly string[]): Promise<SitePresence[]>;
  findProposal(id: string): Promise<StoredProposal | undefined>;
  /** those nobody has decided, oldest first */
  proposals(contracts: "all" | readonly ContractId[], limit: number): Promise<StoredProposal[]>;
}

/** Pictures on their way. @throws StoreError when the disk does not take them */
export interface PhotoFiles {
  /** bytes that are here; 0 where there is none */
  size(photoId: string): Promise<number>;
  /** Durable when it resolves. Writes nothing unless the picture is just `offset` long. @returns how long it is now */
  append(photoId: string, offset: number, bytes: Uint8Array): Promise<number>;
  read(photoId: string): Promise<Uint8Array | undefined>;
  /** @returns how many bytes went */
  drop(photoId: string): Promise<number>;
}

/** The published plan. */
export interface DayVisits {
  /** somebody's own, in order; local days, both ends included */
  visitsOf(userId: UserId, from: string, to: string): Promise<readonly (PlannedVisit & { readonly date: string })[]>;
}

export interface FieldInspections {
  start(by: Caller, input: z.output<typeof StartInspection>): Promise<Answer<unknown>>;
  /** what is stored already is not stored again */
  record(by: Caller, id: string, input: z.output<typeof RecordChecks>): Promise<Answer<unknown>>;
  complete(by: Caller, id: string, input: z.output<typeof CompleteInspection>): Promise<Answer<unknown>>;
  read(by: Caller, id: string): Promise<Answer<Pick<InspectionHead, "kioskId" | "startedAt" | "state">>>;
  list(by: Caller, query: z.output<typeof InspectionQuery>): Promise<InspectionList>;
  /** in force in a contract */
  checklists(by: Caller, contract: ContractId): Promise<Pick<ChecklistList, "checklists">>;
}

export interface FieldSupplies {
  /** open ones, soonest due first */
  openTasks(contractId: ContractId): Promise<ReplacementTask[]>;
  /** names the item of stock that goes in */
  namer(contractId: ContractId): Promise<(kiosk: Kiosk, supply: SupplyOfDevice) => string>;
  van(contractId: ContractId, technicianId: UserId): Promise<Pick<VanContents, "place" | "lines">>;
  /** level, command to the terminal, stock and task; again with the same id: nothing more */
  enterSwap(by: Caller, entry: z.output<typeof SwapEntry>): Promise<Answer<unknown>>;
}

export interface SupplyOfDevice {
  readonly deviceId: string;
  readonly consumable: ConsumableKind;
  readonly part: string;
}
