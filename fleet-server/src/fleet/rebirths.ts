// How often a terminal is asked for its birth. A birth that we cannot understand (an agent newer than this server) comes
// back with a snapshot, which would make us ask again at once, for ever.
import type { KioskId } from "@kiosk/contract";
import { minuteMs } from "../domain/time.ts";
import type { Clock } from "../ports.ts";

const askAgainMs = 10 * minuteMs;

export class Rebirths {
  readonly #clock: Clock;
  readonly #asked = new Map<KioskId, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when it may be asked now; that counts as asked. */
  ask(kioskId: KioskId): boolean {
    const now = this.#clock.monotonic();
    const last = this.#asked.get(kioskId);
    if (last !== undefined && now - last < askAgainMs) return false;
    this.#asked.set(kioskId, now);
    return true;
  }
}
