// What is stored: the record of each table, its key, and in which order rows are written.
import type {
  AlarmLevel,
  ContractId,
  ContractTerms,
  ErrorCode,
  EvidenceView,
  FaultRuleVersion,
  KioskCommand,
  KioskId,
  PartMovement,
  quarantineResolutions,
  ThresholdVersion,
  TimelineEntry,
} from "@kiosk/contract";
import type { Organisation, Session, User } from "./domain/account/user.ts";
import type { Consumable } from "./domain/consumable/consumable.ts";
import type { Acknowledgement } from "./domain/fault/acknowledgement.ts";
import type { Fault } from "./domain/fault/fault.ts";
import type { Suppression } from "./domain/fault/suppression.ts";
import type { Boot, Contract, Device, KioskMaster, KioskStatus } from "./domain/kiosk/kiosk.ts";
import type { OrderLink } from "./domain/link/order-link.ts";
import type { Alarm } from "./domain/notice/alarm.ts";
import type { OrganisationContract } from "./domain/organisation/responsibility.ts";
import type { CalendarVersion } from "./domain/sla/calendar.ts";
import type { PolicyVersion } from "./domain/sla/policy.ts";
import type { Millis } from "./domain/time.ts";
import type { OrderEvent, WorkOrder } from "./domain/work-order/work-order.ts";
import { type UpkeepTables, upkeepAppendOnly, upkeepKeys, upkeepTableNames } from "./upkeep-tables.ts";

/** A durable uplink message, kept as it came. Primary key (kioskId, bootId, seq). */
export interface StoredReport {
  readonly kioskId: KioskId;
  readonly bootId: string;
  readonly seq: number;
  readonly leaf: "report" | "event";
  readonly at: Millis;
  readonly sentAt: Millis;
  readonly receivedAt: Millis;
  readonly body: string;
}

export interface QuarantinedMessage {
  readonly id: string;
  readonly receivedAt: Millis;
  readonly kioskId: string;
  readonly topic: string;
  readonly reason: ErrorCode;
  readonly detail: string;
  /** size as received; `payload` may be shorter */
  readonly bytes: number;
  readonly payload: Uint8Array;
  /** null: waiting for somebody */
  readonly resolution: (typeof quarantineResolutions)[number] | null;
  readonly resolvedAt: Millis | null;
  readonly resolvedBy: string | null;
  readonly resolvedWhy: string | null;
}

/** A screen on a wall may come in with it. Only its hash is kept. */
export interface WallToken {
  readonly id: string;
  readonly contractId: ContractId;
  readonly name: string;
  /** SHA-256 of the token, hex; it has 256 random bits, so no slow hash is needed */
  readonly tokenHash: string;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly expiresAt: Millis;
  readonly revokedAt: Millis | null;
  readonly revokedBy: string | null;
  readonly lastSeenAt: Millis | null;
}

/** How many terminals of a contract were online of those whose point was open, once every few minutes. */
export interface AvailabilitySample {
  readonly contractId: ContractId;
  readonly at: Millis;
  readonly open: number;
  readonly online: number;
}

export interface TimelineRow extends TimelineEntry {
  readonly kioskId: KioskId;
}

export interface StoredCommand {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly createdAt: Millis;
  readonly body: KioskCommand;
  readonly state: "waiting" | "done" | "refused";
  readonly answeredAt: Millis | null;
  readonly detail: string;
}

export interface Credential {
  readonly kioskId: KioskId;
  /** SHA-256 of salt and secret, hex; the secret has 256 random bits, so no slow hash is needed */
  readonly secretHash: string;
  readonly salt: string;
  readonly enrolledAt: Millis;
}

export interface StoredEnrolmentCode {
  /** SHA-256 of the code, hex */
  readonly codeHash: string;
  readonly kioskId: KioskId;
  readonly createdAt: Millis;
  readonly expiresAt: Millis;
  readonly usedAt: Millis | null;
  /** taken back before anybody used it */
  readonly revokedAt: Millis | null;
}

export interface MetaRow {
  readonly key: string;
  readonly value: string;
}

/** A policy as it stood when this database first used it: later releases cannot change an old verdict. */
export interface StoredPolicy {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: Millis;
  readonly body: PolicyVersion;
}

export interface StoredCalendar {
  readonly id: string;
  readonly recordedAt: Millis;
  readonly by: string;
  readonly body: CalendarVersion;
}

/** An alarm that was told, once: the key is (orderId, policy, milestone, level, dueKey). */
export interface StoredAlarm {
  readonly orderId: string;
  readonly policy: string;
  readonly milestone: string;
  readonly level: AlarmLevel;
  /** the due instant it speaks of; 0 where there is none (paused) */
  readonly dueKey: Millis;
  readonly id: string;
  readonly contractId: string;
  readonly plannedAt: Millis;
  readonly firedAt: Millis;
  readonly late: boolean;
  /** what it said when it was told */
  readonly body: Alarm;
}

/** One alarm on its way to one group by one channel. Waiting rows are the outbox. */
export interface StoredNotice {
  readonly id: string;
  readonly alarmId: string;
  readonly orderId: string;
  readonly groupId: string;
  readonly channelId: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly tries: number;
  readonly createdAt: Millis;
  /** not to be tried before */
  readonly nextAt: Millis;
  readonly settledAt: Millis | null;
  /** the last answer, telephone numbers masked */
  readonly detail: string;
  /** what is to be said */
  readonly alarm: Alarm;
}

export type StoredMovement = Omit<PartMovement, "orderNumber">;

/** One line of the audit log: who did what to what, from where, and how it ended. */
export interface AuditEvent {
  readonly seq: number;
  readonly at: Millis;
  readonly by: string;
  readonly name: string;
  readonly from: string;
  readonly action: string;
  readonly target: string;
  readonly contractId: string | null;
  /** `ok`, or the code of the refusal */
  readonly result: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly hash: string;
}

/** Where a file is used: `order:<id>`, `contract:<id>` (a receipt of parts), `by:<caller id>` who sent it. */
export interface EvidenceUse {
  readonly digest: string;
  readonly place: string;
  readonly at: Millis;
}

/** Table name -> record type. A record is a row: JSON fields are encoded by the store. */
export interface Tables extends UpkeepTables {
  contract: Contract;
  kiosk: KioskMaster;
  kioskStatus: KioskStatus;
  boot: Boot;
  device: Device;
  consumable: Consumable;
  fault: Fault;
  faultAcknowledgement: Acknowledgement;
  suppression: Suppression;
  workOrder: WorkOrder;
  workOrderEvent: OrderEvent;
  report: StoredReport;
  timeline: TimelineRow;
  quarantine: QuarantinedMessage;
  wallToken: WallToken;
  availabilitySample: AvailabilitySample;
  command: StoredCommand;
  credential: Credential;
  enrolmentCode: StoredEnrolmentCode;
  thresholdVersion: ThresholdVersion;
  faultRuleVersion: FaultRuleVersion;
  policy: StoredPolicy;
  calendar: StoredCalendar;
  contractTerms: ContractTerms;
  evidence: EvidenceView;
  alarm: StoredAlarm;
  notice: StoredNotice;
  partMovement: StoredMovement;
  user: User;
  session: Session;
  organisation: Organisation;
  organisationContract: OrganisationContract;
  orderLink: OrderLink;
  auditEvent: AuditEvent;
  evidenceUse: EvidenceUse;
  meta: MetaRow;
}
export type TableName = keyof Tables;

/** The key fields of each table, in primary-key order. */
export const tableKeys: { readonly [T in TableName]: readonly (keyof Tables[T])[] } = {
  contract: ["id"],
  kiosk: ["id"],
  kioskStatus: ["kioskId"],
  boot: ["kioskId", "bootId"],
  device: ["kioskId", "deviceId"],
  consumable: ["kioskId", "deviceId", "consumable", "part"],
  fault: ["id"],
  faultAcknowledgement: ["faultId"],
  suppression: ["id"],
  workOrder: ["id"],
  workOrderEvent: ["orderId", "seq"],
  report: ["kioskId", "bootId", "seq"],
  timeline: ["id"],
  quarantine: ["id"],
  wallToken: ["id"],
  availabilitySample: ["contractId", "at"],
  command: ["id"],
  credential: ["kioskId"],
  enrolmentCode: ["codeHash"],
  thresholdVersion: ["contractId", "key", "version"],
  faultRuleVersion: ["contractId", "code", "version"],
  policy: ["id", "version"],
  calendar: ["id"],
  contractTerms: ["contractId", "version"],
  evidence: ["digest"],
  alarm: ["orderId", "policy", "milestone", "level", "dueKey"],
  notice: ["id"],
  partMovement: ["id"],
  user: ["id"],
  session: ["id"],
  organisation: ["id"],
  organisationContract: ["organisationId", "contractId"],
  orderLink: ["id"],
  auditEvent: ["seq"],
  evidenceUse: ["digest", "place"],
  meta: ["key"],
  ...upkeepKeys,
};

/** Every table, in the order rows are written: a row's parents (foreign keys) come before it. */
export const tableNames: readonly TableName[] = [
  "meta",
  "contract",
  "kiosk",
  "kioskStatus",
  "boot",
  "device",
  "consumable",
  "fault",
  "faultAcknowledgement",
  "suppression",
  "workOrder",
  "workOrderEvent",
  "report",
  "timeline",
  "quarantine",
  "wallToken",
  "availabilitySample",
  "command",
  "credential",
  "enrolmentCode",
  "thresholdVersion",
  "faultRuleVersion",
  "policy",
  "calendar",
  "contractTerms",
  "evidence",
  "alarm",
  "notice",
  "partMovement",
  "user",
  "session",
  "organisation",
  "organisationContract",
  "orderLink",
  "auditEvent",
  "evidenceUse",
  ...upkeepTableNames,
];

/** Append-only: an existing key is an error there, and never overwritten. */
export const appendOnlyTables: readonly TableName[] = [
  "workOrderEvent",
  "report",
  "timeline",
  "policy",
  "calendar",
  "contractTerms",
  "thresholdVersion",
  "faultRuleVersion",
  "evidence",
  "alarm",
  "partMovement",
  "auditEvent",
  ...upkeepAppendOnly,
];

/** Rows to write, per table, in order; upserts but for the append-only tables. */
export type Changes = { [T in TableName]?: readonly Tables[T][] };

export interface FleetSnapshot {
  readonly contracts: readonly Contract[];
  readonly kiosks: readonly KioskMaster[];
  readonly statuses: readonly KioskStatus[];
  readonly boots: readonly Boot[];
  readonly devices: readonly Device[];
  readonly consumables: readonly Consumable[];
  /** every fault not cleared, and those cleared after `clearedSince` */
  readonly faults: readonly Fault[];
  /** those that stand */
  readonly acknowledgements: readonly Acknowledgement[];
  readonly suppressions: readonly Suppression[];
  /** those not revoked */
  readonly wallTokens: readonly WallToken[];
  readonly openOrders: readonly WorkOrder[];
  readonly openOrderEvents: readonly OrderEvent[];
  /** alarms of open orders */
  readonly alarms: readonly StoredAlarm[];
  readonly waitingNotices: readonly StoredNotice[];
  readonly policies: readonly StoredPolicy[];
  readonly calendars: readonly StoredCalendar[];
  readonly terms: readonly ContractTerms[];
  readonly movements: readonly StoredMovement[];
  readonly waitingCommands: readonly StoredCommand[];
  readonly credentials: readonly Credential[];
  readonly users: readonly User[];
  /** those that have not ended */
  readonly sessions: readonly Session[];
  readonly organisations: readonly Organisation[];
  readonly organisationContracts: readonly OrganisationContract[];
  /** those that may still be asked for */
  readonly orderLinks: readonly OrderLink[];
  /** oldest first */
  readonly thresholdVersions: readonly ThresholdVersion[];
  readonly faultRuleVersions: readonly FaultRuleVersion[];
  readonly meta: readonly MetaRow[];
}
