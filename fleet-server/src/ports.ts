// What the server needs from outside, as interfaces; every method async. Adapters implement them, app.ts wires them.
import type { ContractId, EvidenceView, KioskCommand, KioskId } from "@kiosk/contract";
import type { Millis } from "./domain/time.ts";
import type { OrderEvent, WorkOrder } from "./domain/work-order/work-order.ts";
import type {
  Changes,
  FleetSnapshot,
  QuarantinedMessage,
  StoredAlarm,
  StoredEnrolmentCode,
  StoredNotice,
  TimelineRow,
} from "./tables.ts";

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
  close(): Promise<void>;
}

/** What is read from disk and not from memory: it only grows. */
export interface HistoryStore {
  timeline(kioskId: KioskId, limit: number): Promise<TimelineRow[]>;
  quarantine(limit: number): Promise<{ total: number; rows: QuarantinedMessage[] }>;
  quarantineCountSince(since: Millis): Promise<number>;
  findQuarantined(id: string): Promise<QuarantinedMessage | undefined>;
  /** Deletes the oldest kept messages of a kiosk beyond `keep`; how many went. */
  trimQuarantine(kioskId: string, keep: number): Promise<number>;
  /** Newest first by reportedAt. */
  orders(filter: {
    state: "open" | "closed" | "all";
    contractId?: ContractId;
    kioskId?: KioskId;
    limit: number;
  }): Promise<WorkOrder[]>;
  findOrder(id: string): Promise<WorkOrder | undefined>;
  orderEvents(orderIds: readonly string[]): Promise<OrderEvent[]>;
  /** Every order of a contract, by number. */
  ordersOf(contractId: ContractId): Promise<WorkOrder[]>;
  /** orders that took up the fault of this one */
  ordersReopening(orderId: string): Promise<WorkOrder[]>;
  /** Newest first by firedAt. */
  alarms(filter: { contractId?: string; orderId?: string; limit: number }): Promise<StoredAlarm[]>;
  noticesOf(alarmIds: readonly string[]): Promise<StoredNotice[]>;
  findEvidence(digests: readonly string[]): Promise<EvidenceView[]>;
  /** The log of all orders in its order, from `afterLogSeq` on. */
  log(afterLogSeq: number, limit: number): Promise<OrderEvent[]>;
  findEnrolmentCode(codeHash: string): Promise<StoredEnrolmentCode | undefined>;
  countReports(kioskId: KioskId): Promise<number>;
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
  readonly quarantine: boolean;
  /** alarms told, or messages about them delivered or given up */
  readonly alarms: boolean;
  /** terms, calendars, spare parts */
  readonly terms: boolean;
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
