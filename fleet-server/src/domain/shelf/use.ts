// What a citizen's screen told: uses, ratings, reports, what its host went through. No record names anybody.
import type {
  AppId,
  BootId,
  CitizenReportEvent,
  ContractId,
  DeviceId,
  KioskId,
  RatingEvent,
  ServicesEvent,
  SessionEvent,
  ShelfAppliedEvent,
  ShellEvent,
  StaffExitEvent,
  TerminalShelf,
  WipeProof,
} from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** One use of one terminal; server time. */
export interface KioskUse {
  readonly kioskId: KioskId;
  readonly sessionId: string;
  readonly contractId: ContractId;
  readonly appId: AppId | null;
  readonly appVersion: string | null;
  readonly startedAt: Millis;
  readonly endedAt: Millis;
  readonly end: SessionEvent["end"];
  readonly outcome: "done" | "not-done" | null;
  readonly identified: "card" | "phone" | null;
  readonly elder: boolean;
  readonly language: "zh" | "en";
  readonly jobs: number;
  readonly failedJobs: number;
  readonly jobList: SessionEvent["jobs"];
  /** everything of it was read back as empty */
  readonly clean: boolean;
  readonly wipe: WipeProof;
  readonly receivedAt: Millis;
}

/** What each terminal last said of its services. */
export interface KioskServices {
  readonly kioskId: KioskId;
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly services: ServicesEvent["services"];
}

/** What each terminal last said of its shelf. */
export interface KioskShelfApplied {
  readonly kioskId: KioskId;
  readonly revision: number;
  readonly complete: boolean;
  readonly places: ShelfAppliedEvent["places"];
  readonly at: Millis;
  readonly receivedAt: Millis;
}

/** The shelf each terminal is to have; it is given out as it stands here. */
export interface StoredTerminalShelf {
  readonly kioskId: KioskId;
  readonly revision: number;
  readonly at: Millis;
  readonly body: TerminalShelf;
}

export interface StoredRating {
  readonly kioskId: KioskId;
  readonly ratingId: string;
  readonly contractId: ContractId;
  readonly sessionId: string;
  readonly appId: AppId | null;
  readonly stars: number;
  readonly tags: RatingEvent["tags"];
  readonly receipt: string;
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly faultId: string | null;
  readonly orderId: string | null;
}

export interface StoredCitizenReport {
  readonly kioskId: KioskId;
  readonly reportId: string;
  readonly contractId: ContractId;
  readonly sessionId: string | null;
  readonly appId: AppId | null;
  readonly kind: CitizenReportEvent["kind"];
  readonly text: string;
  readonly masked: number;
  readonly deviceId: DeviceId | null;
  readonly receipt: string;
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly faultId: string | null;
  readonly orderId: string;
  readonly orderNumber: string;
}

/** The key is the message's: the same one again is the same row. */
interface OfMessage {
  readonly kioskId: KioskId;
  readonly bootId: BootId;
  readonly seq: number;
  readonly at: Millis;
  readonly receivedAt: Millis;
}

export interface ShellIncident extends OfMessage {
  readonly incident: ShellEvent["incident"];
  readonly detail: string;
  readonly count: number;
}

export interface StaffExit extends OfMessage {
  readonly outcome: StaffExitEvent["outcome"];
  readonly issuedTo: string | null;
  readonly until: Millis | null;
}

/** To whom a way out was given. The code itself is nowhere; its hash is in the command. */
export interface StaffCode {
  readonly codeId: string;
  readonly kioskId: KioskId;
  readonly issuedTo: string;
  readonly by: string;
  readonly from: Millis;
  readonly until: Millis;
}
