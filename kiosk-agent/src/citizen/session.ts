// One use of the terminal. Who somebody is lives in this object and in no other place of the agent: it is never written, logged
// or told, and dropped at the end. (A string cannot be overwritten in JavaScript; what is dropped is unreachable.)
import { timingSafeEqual } from "node:crypto";
import type {
  AppId,
  AppPermission,
  BridgeCallName,
  Identity,
  jobKinds,
  MaskedIdentity,
  OpenSession,
  Said,
  SessionEvent,
} from "@kiosk/contract";
import { isAllowed } from "../domain/call-permission.ts";
import { maskIdentity } from "../domain/identity-mask.ts";
import type { Millis } from "../ports.ts";
import type { PendingCode } from "./phone-codes.ts";
import type { PlacedApp } from "./ports.ts";

export interface SessionStart {
  readonly sessionId: string;
  readonly token: string;
  /** null: 问题反映 from the home page */
  readonly app: PlacedApp | null;
  readonly opened: OpenSession;
  readonly startedAt: Millis;
  readonly limitAt: Millis;
  /** of the clock that never goes back */
  readonly startedMono: Millis;
}

type Job = SessionEvent["jobs"][number];
export type JobKind = (typeof jobKinds)[number];
/** The bound of the wire (SessionEvent). */
const maxJobs = 40;

export class CitizenSession {
  readonly start: SessionStart;
  readonly #over = new AbortController();
  readonly #jobs: Job[] = [];
  readonly #calls = new Set<Promise<unknown>>();
  #token: string | undefined;
  #identity: Identity | undefined;
  #identifiedBy: "card" | "phone" | null = null;
  #waiting: AbortController | undefined;
  #busy: JobKind | undefined;
  /** a code that was sent to a phone and not yet used */
  code: PendingCode | undefined;
  outcome: "done" | "not-done" | null = null;
  withdrawn: { readonly said: Said; readonly mono: Millis } | undefined;
  /** a reader or a slot was used, read or not: it may hold a card */
  usesCards = false;
  card: "present" | "notPresent" | "unknown" = "unknown";
  /** of the clock that never goes back: somebody was there */
  touchedMono: Millis;

  constructor(start: SessionStart) {
    this.start = start;
    this.#token = start.token;
    this.touchedMono = start.startedMono;
  }

  get id(): string {
    return this.start.sessionId;
  }
  get appId(): AppId | null {
    return this.start.app?.manifest.id ?? null;
  }
  get identifiedBy(): "card" | "phone" | null {
    return this.#identifiedBy;
  }
  get identity(): Identity | undefined {
    return this.#identity;
  }
  get jobs(): readonly Job[] {
    return this.#jobs;
  }
  /** Printing or writing a card: paper or a card is on its way, and no clock takes it from under the citizen. */
  get busy(): boolean {
    return this.#busy !== undefined;
  }
  /** Nothing is asked of a device now. */
  get resting(): boolean {
    return this.#waiting === undefined && !this.busy;
  }
  /** Aborts when the session is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  holds(token: string): boolean {
    const own = Buffer.from(this.#token ?? "");
    const other = Buffer.from(token);
    return own.length > 0 && own.length === other.length && timingSafeEqual(own, other);
  }

  may(call: BridgeCallName): boolean {
    const granted: readonly AppPermission[] = this.start.app?.manifest.permissions ?? [];
    return isAllowed(call, granted);
  }

  identify(identity: Identity): MaskedIdentity {
    this.#identity = identity;
    this.#identifiedBy = identity.by;
    this.code = undefined;
    return maskIdentity(identity);
  }

  /** undefined: a device call is under way already. */
  beginWait(): AbortController | undefined {
    if (this.#waiting !== undefined || this.busy) return undefined;
    this.#waiting = new AbortController();
    return this.#waiting;
  }
  endWait(): void {
    this.#waiting = undefined;
  }
  /** Gives up what waits for a card or a code; a job goes on, its paper is on its way. */
  cancelWait(): void {
    this.#waiting?.abort(new Error("cancelled"));
  }

  /** false: a device call is under way already. */
  beginJob(kind: JobKind): boolean {
    if (this.#waiting !== undefined || this.busy) return false;
    this.#busy = kind;
    return true;
  }
  /** @param detail a code of a problem, never words of a person */
  endJob(kind: JobKind, outcome: "done" | "failed", detail: string): void {
    this.#busy = undefined;
    if (this.#jobs.length < maxJobs) this.#jobs.push({ kind, outcome, detail });
  }

  /** The end of the session waits for the call to notice. */
  keep<T>(call: Promise<T>): Promise<T> {
    const noticed = call.finally(() => this.#calls.delete(noticed));
    this.#calls.add(noticed);
    return noticed;
  }

  /** What is under way is aborted; resolves when every call has noticed. */
  async close(): Promise<void> {
    this.#over.abort(new Error("the session is over"));
    await Promise.allSettled(this.#calls);
  }

  forget(): void {
    this.#token = undefined;
    this.#identity = undefined;
    this.code = undefined;
  }

  /** How much of a person is still held: the token, who they are, a code, a call that may bring something yet. */
  get held(): number {
    return [this.#token, this.#identity, this.code].filter((h) => h !== undefined).length + this.#calls.size;
  }
}
