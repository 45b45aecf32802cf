// What the server needs from outside, as interfaces; every method async. Adapters implement them, app.ts wires them.
import type { ContractId, ErrorCode, EvidenceView, KioskCommand, KioskId, OrganisationId } from "@kiosk/contract";
import type { FaultCode } from "@kiosk/firmware-profiles";
import type { Where } from "./domain/account/caller.ts";
import type { OrderReach } from "./domain/account/order-reach.ts";
import type { Acknowledgement } from "./domain/fault/acknowledgement.ts";
import type { Fault } from "./domain/fault/fault.ts";
import type { PastFault } from "./domain/fault-rule/preview.ts";
import type { OrderLink } from "./domain/link/order-link.ts";
import type { OrderHead } from "./domain/search/order-index.ts";
import type { Millis } from "./domain/time.ts";
import type { OrderEvent, WorkOrder } from "./domain/work-order/work-order.ts";
import type {
  AuditEvent,
  AvailabilitySample,
  Changes,
  EvidenceUse,
  FleetSnapshot,
  QuarantinedMessage,
  StoredAlarm,
  StoredEnrolmentCode,
  StoredNotice,
  StoredReport,
  TimelineRow,
} from "./tables.ts";
import type { UpkeepHistory } from "./upkeep-ports.ts";

export interface Clock {
  /** wall clock made monotone: never less than it was before, even when the machine's clock is set back */
  now(): Millis;
  /** milliseconds that only ever advance; for durations */
  monotonic(): Millis;
  /** how far the machine's clock now stands behind the latest time it once showed; 0 normally */
  wentBackMs(): number;
}

export interface Random {
  uuid(): string;
  bytes(count: number): Uint8Array;
}

/** The one writer. @throws StoreError; then nothing of the changes was stored. */
export interface FleetStore {
  readonly dialect: "sqlite" | "postgres";
  /** All changes or none, durable (synced to disk) when it resolves. */
  commit(changes: Changes): Promise<void>;
  loadFleet(clearedSince: Millis): Promise<FleetSnapshot>;
  readonly history: HistoryStore;
  readonly faultHistory: FaultHistory;
  readonly upkeep: UpkeepHistory;
  close(): Promise<void>;
}

/** The place of a row in its list: the next page begins behind it. */
export type TimelineMark = Pick<TimelineRow, "at" | "recordedAt" | "id">;
export type ReportMark = Pick<StoredReport, "receivedAt" | "bootId" | "seq">;

export interface OrderPageFilter {
  readonly state: "open" | "closed" | "all";
  /** all when left out */
  readonly reach?: OrderReach;
  readonly contractId?: ContractId | undefined;
  readonly kioskId?: KioskId | undefined;
  readonly vendorId?: OrganisationId | undefined;
  readonly class?: WorkOrder["class"] | undefined;
  readonly route?: WorkOrder["route"] | undefined;
  /** the last order of the page before */
  readonly before?: Pick<WorkOrder, "reportedAt" | "id"> | undefined;
  readonly limit: number;
}

export interface AlarmPageFilter {
  /** all when left out */
  readonly reach?: OrderReach;
  readonly contractId?: ContractId | undefined;
  readonly orderId?: string | undefined;
  /** the last alarm of the page before */
  readonly before?: Pick<StoredAlarm, "firedAt" | "id"> | undefined;
  readonly limit: number;
}

/** What is read from disk and not from memory: it only grows. */
export interface HistoryStore {
  /** Newest first, those before the mark. */
  timeline(kioskId: KioskId, limit: number, before?: TimelineMark): Promise<TimelineRow[]>;
  /** Newest first, those before the mark. */
  reports(kioskId: KioskId, limit: number, before?: ReportMark): Promise<StoredReport[]>;
  /** Oldest first, those received at `since` and later. */
  reportsSince(kioskId: KioskId, since: Millis, limit: number): Promise<StoredReport[]>;
  quarantine(limit: number): Promise<{ total: number; rows: QuarantinedMessage[] }>;
  quarantineCountSince(since: Millis): Promise<number>;
  findQuarantined(id: string): Promise<QuarantinedMessage | undefined>;
  /** Deletes the oldest kept messages of a kiosk beyond `keep`; how many went. */
  trimQuarantine(kioskId: string, keep: number): Promise<number>;
  /** Deletes messages resolved before then; how many went. */
  forgetResolved(before: Millis): Promise<number>;
  /** Deletes a contract's samples of availability taken before then; how many went. */
  forgetSamples(contractId: ContractId, before: Millis): Promise<number>;
  /** Newest first by reportedAt. */
  orders(filter: OrderPageFilter): Promise<WorkOrder[]>;
  /** how many pass the filter, on all pages */
  countOrders(filter: OrderPageFilter): Promise<number>;
  findOrder(id: string): Promise<WorkOrder | undefined>;
  /** What is searched of all orders, by id behind `after`. */
  orderHeads(after: string, limit: number): Promise<OrderHead[]>;
  orderEvents(orderIds: readonly string[]): Promise<OrderEvent[]>;
  /** Every order of a contract, by number. */
  ordersOf(contractId: ContractId): Promise<WorkOrder[]>;
  /** closed ones of a firm, last worked on at `since` or later; newest report first */
  closedOrdersOf(vendorId: OrganisationId, since: Millis, limit: number): Promise<WorkOrder[]>;
  /** newest first */
  linksOfOrder(orderId: string): Promise<OrderLink[]>;
  /** orders that took up the fault of this one */
  ordersReopening(orderId: string): Promise<WorkOrder[]>;
  /** Newest first by firedAt. */
  alarms(filter: AlarmPageFilter): Promise<StoredAlarm[]>;
  noticesOf(alarmIds: readonly string[]): Promise<StoredNotice[]>;
  findEvidence(digests: readonly string[]): Promise<EvidenceView[]>;
  /** The log of all orders in its order, from `afterLogSeq` on. */
  log(afterLogSeq: number, limit: number): Promise<OrderEvent[]>;
  /** where a file is used, at most a thousand places */
  evidenceUses(digest: string): Promise<EvidenceUse[]>;
  /** Newest first; `before` cuts off what is at or after that line. */
  audit(filter: AuditFilter, limit: number): Promise<AuditEvent[]>;
  /** In the log's order, after `seq`. */
  auditAfter(seq: number, limit: number): Promise<AuditEvent[]>;
  /** Faults of a code raised at `since` or later in a contract, newest first. */
  pastFaults(of: { contractId: ContractId; code: FaultCode; since: Millis; limit: number }): Promise<PastFault[]>;
  /** Codes of these terminals that could still be used at `at`, oldest first. */
  unusedCodes(kioskIds: readonly KioskId[], at: Millis): Promise<StoredEnrolmentCode[]>;
  findEnrolmentCode(codeHash: string): Promise<StoredEnrolmentCode | undefined>;
  countReports(kioskId: KioskId): Promise<number>;
}

/** The contracts somebody may see things of. */
export type Reach = "all" | ReadonlySet<ContractId>;

/** The place of a cleared fault in its list: the next page begins behind it. */
export interface FaultMark {
  readonly clearedAt: Millis;
  readonly id: string;
}

export interface OrderDay {
  /** days since 1970-01-01 in Shanghai */
  readonly day: number;
  readonly opened: number;
  readonly closed: number;
}

export interface QuarantineFilter {
  readonly reach: Reach;
  readonly resolved: boolean;
  readonly reason?: ErrorCode;
  readonly kioskId?: string;
  readonly limit: number;
}

export interface QuarantineCounts {
  readonly waiting: number;
  readonly resolved: number;
  /** of those that wait, most frequent first */
  readonly reasons: readonly { readonly reason: ErrorCode; readonly n: number }[];
}

/** Faults and kept messages beyond what memory holds, and what is drawn over days. */
export interface FaultHistory {
  /** Those that cleared at `since` or later, last cleared first, behind the mark. */
  cleared(reach: Reach, since: Millis, limit: number, before?: FaultMark): Promise<Fault[]>;
  countCleared(reach: Reach, since: Millis): Promise<number>;
  /** also those that ended */
  acknowledgementsOf(faultIds: readonly string[]): Promise<Acknowledgement[]>;
  /** What became known of presence and faults at `since` or later, newest first. */
  events(contractId: ContractId, since: Millis, limit: number): Promise<TimelineRow[]>;
  /** Oldest first. */
  samples(contractId: ContractId, since: Millis): Promise<AvailabilitySample[]>;
  /** Oldest first; days without an order are left out. */
  orderDays(contractId: ContractId, since: Millis): Promise<OrderDay[]>;
  /** Newest first. Within contracts only messages of their terminals; of unknown ones only for `all`. */
  quarantine(filter: QuarantineFilter): Promise<QuarantinedMessage[]>;
  quarantineCounts(reach: Reach): Promise<QuarantineCounts>;
  /** Received at `since` or later. */
  quarantinedSince(reach: Reach, since: Millis): Promise<number>;
}

/** `code` is the driver's own (SQLITE_FULL, SQLITE_BUSY, 53100 …). */
export class StoreError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}

/**
 * True when the error is about what was to be stored and not about the store: a constraint (SQLite), a data or integrity
 * error (PostgreSQL classes 22 and 23), or a field of the wrong kind. Trying again will not help; other records may pass.
 */
export function blamesRecord(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false;
  return (
    error.code === "RECORD_INVALID" || error.code.startsWith("SQLITE_CONSTRAINT") || /^2[23]\w{3}$/.test(error.code)
  );
}

/** Tells everyone who watches what changed. Never throws, never waits for a slow reader. */
export interface Publisher {
  publish(change: FleetChange): void;
}

export interface FleetChange {
  readonly kiosks: ReadonlySet<KioskId>;
  readonly orders: ReadonlySet<string>;
  readonly orderPlaces: ReadonlyMap<string, readonly Where[]>;
  readonly quarantine: boolean;
  /** alarms told, or messages about them delivered or given up */
  readonly alarms: boolean;
  /** terms, calendars, spare parts */
  readonly terms: boolean;
  /** inspections, routes, supplies, guarantees, problems, reports, what phones brought */
  readonly upkeep: boolean;
}

/** The way to a connected kiosk. Resolves false when it is not connected; the command table keeps what must arrive. */
export interface Downlink {
  send(kioskId: KioskId, command: KioskCommand): Promise<boolean>;
}

/** Files that prove something, by their content. @throws StoreError when the disk does not take one */
export interface EvidenceStore {
  /** Durable when it resolves; the SM3 digest in hex. The same bytes twice are one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** undefined when there is none, or when what is there is not what was stored */
  get(digest: string): Promise<Uint8Array | undefined>;
}

export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Passwords to what is stored of them and back to yes or no. Slow on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(password: string, stored: string): Promise<boolean>;
}

/** Codes of an authenticator app. */
export interface Authenticator {
  /** a new shared secret, base32 */
  newSecret(): string;
  /** what its QR code carries */
  uri(secret: string, login: string): string;
  /** the time step a code belongs to; null when it is none of now */
  stepOf(secret: string, code: string, at: Millis): number | null;
}

export interface AuditFilter {
  readonly by?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly result?: "ok" | "refused" | undefined;
  readonly from?: Millis | undefined;
  readonly to?: Millis | undefined;
  readonly before?: number | undefined;
}
