// Ends a use by itself: its pages are silent, its time is over, its app was taken away, nobody is there. And looks whether a card
// was left on the reader.
import type { SessionEnd } from "@kiosk/contract";
import type { Clock, Millis } from "../ports.ts";
import { within } from "../within.ts";
import type { Incidents } from "./incidents.ts";
import type { CitizenDevices } from "./ports.ts";
import type { CitizenSession } from "./session.ts";
import type { Uses } from "./uses.ts";

export interface SessionWatchOptions {
  readonly uses: Uses;
  readonly incidents: Incidents;
  readonly devices: CitizenDevices;
  readonly clock: Clock;
  readonly onChange: () => void;
}

/** The pages say that they are alive every 2 s. */
const silentMs = 15_000;
const withdrawnMs = 60_000;
/** The pages' own idle clock is far shorter; this one is for pages whose clock stands still. */
const idleMs = 10 * 60_000;
/** Paper or a card on its way is not taken from under a citizen, but no job holds a terminal for ever. */
const busyGraceMs = 120_000;
const cardMs = 2_000;

export class SessionWatch {
  readonly #options: SessionWatchOptions;
  #due: { readonly session: CitizenSession; readonly mono: Millis } | undefined;

  constructor(options: SessionWatchOptions) {
    this.#options = options;
  }

  async tick(signal: AbortSignal): Promise<void> {
    const { uses, incidents, clock } = this.#options;
    const session = uses.current;
    if (session === undefined) {
      this.#due = undefined;
      return;
    }
    const now = clock.monotonic();
    const end = this.#endOf(session, now);
    if (end !== undefined && !this.#waits(session, now)) {
      this.#due = undefined;
      if (end === "crash") incidents.fellSilent();
      uses.endNow(end);
      return;
    }
    if (session.usesCards && session.resting) await this.#lookForCard(session, signal);
  }

  #endOf(session: CitizenSession, now: Millis): SessionEnd | undefined {
    const { startedMono, startedAt, limitAt } = session.start;
    const silent = Math.min(this.#options.incidents.silentMs ?? Number.POSITIVE_INFINITY, now - startedMono);
    if (silent >= silentMs) return "crash";
    if (now - startedMono >= limitAt - startedAt) return "limit";
    if (session.withdrawn !== undefined && now - session.withdrawn.mono >= withdrawnMs) return "withdrawn";
    if (!session.busy && now - session.touchedMono >= idleMs) return "timeout";
    return undefined;
  }

  #waits(session: CitizenSession, now: Millis): boolean {
    if (!session.busy) return false;
    if (this.#due?.session !== session) this.#due = { session, mono: now };
    return now - this.#due.mono < busyGraceMs;
  }

  async #lookForCard(session: CitizenSession, signal: AbortSignal): Promise<void> {
    const { devices, clock, onChange } = this.#options;
    const both = AbortSignal.any([signal, session.over]);
    const looked = await within(clock, cardMs, both, (given) => devices.cardPresent(given)).catch(() => undefined);
    const card = looked?.name === "done" ? looked.value : "unknown";
    if (card === session.card) return;
    session.card = card;
    onChange();
  }
}
