// What a citizen's session needs from outside, as interfaces: devices on loan, what stands on the shelf, the durable queue.
import type {
  AppId,
  AppManifest,
  DeviceReport,
  Identity,
  KioskEvent,
  Nearby,
  ShellProblemCode,
  TerminalShelf,
  ThemeManifest,
  WipePart,
} from "@kiosk/contract";
import type { Millis } from "../ports.ts";

/** A refusal that a citizen reads; `detail` is for the log and never of a person. */
export interface Refused {
  readonly ok: false;
  readonly code: ShellProblemCode;
  readonly detail: string;
}
export type Done<T> = { readonly ok: true; readonly value: T } | Refused;

/** Text of the card alone; of no use beyond the session that read it. */
export type CardText = Omit<Identity, "by" | "phone">;

/**
 * The terminal's devices for one citizen's session. Each is taken on a lease at its first use and given back by `wipe`.
 * Every operation ends in bounded time, and when `signal` aborts (`call.cancelled`).
 */
export interface CitizenDevices {
  /** Waits for a card on the reader, at most `waitMs`, and reads its text; never its photo. */
  readIdCard(waitMs: number, signal: AbortSignal): Promise<Done<CardText>>;
  /** Whether a card lies on the reader or stands in a slot that this session used. `unknown`: nobody can say. */
  cardPresent(signal: AbortSignal): Promise<"present" | "notPresent" | "unknown">;
  printBooklet(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>>;
  /** Resolves when the printer says that the job is completed; the job has no name but a number. */
  printA4(job: A4Job, signal: AbortSignal): Promise<Done<{ readonly pages: number }>>;
  printReceipt(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>>;
  endorseCard(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>>;
  scanCode(waitMs: number, signal: AbortSignal): Promise<Done<{ readonly code: string }>>;
  /**
   * Cancels what is queued at printers, gives every lease back, empties the spool folder, then looks again: the parts
   * `temp-files`, `print-spool` and `device-leases`. Never rejects; at most 3 s.
   */
  wipe(): Promise<readonly WipePart[]>;
}

export interface A4Job {
  readonly pdf: Uint8Array;
  readonly copies: number;
  readonly colour: boolean;
}

/** A package in place. */
export interface PlacedApp {
  readonly digest: string;
  readonly manifest: AppManifest;
  /** paths of its files */
  readonly files: readonly string[];
}

/** What is in place now; never half of a change. Instants by the kiosk's clock but those inside what the server said. */
export interface ShelfSnapshot {
  /** null: never received */
  readonly shelf: { readonly said: TerminalShelf; readonly receivedAt: Millis } | null;
  readonly apps: ReadonlyMap<AppId, PlacedApp>;
  readonly theme: { readonly digest: string; readonly manifest: ThemeManifest } | null;
  readonly nearby: { readonly said: Nearby; readonly receivedAt: Millis } | null;
}

export interface Shelf {
  snapshot(): ShelfSnapshot;
  onChange(listener: () => void): () => void;
  /** Octets of a file of a package in place, checked against its digest; undefined: no such file there. */
  read(digest: string, path: string): Promise<Uint8Array | undefined>;
}

/** The events of a citizen's screen. */
export type CitizenEvent = Extract<
  KioskEvent["event"],
  { type: "session" | "services" | "shelf-applied" | "rating" | "citizen-report" | "shell" | "staff-exit" }
>;

export interface CitizenUplink {
  /** Durable when it resolves; waits in memory while the disk is full. */
  tell(event: CitizenEvent): Promise<void>;
  isConnected(): boolean;
  /** the devices as the server would be told of them now */
  devices(): readonly DeviceReport[];
  /** Calls after any device's report may have changed. */
  onDevices(listener: () => void): () => void;
}
