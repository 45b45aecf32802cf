// What time it is, said by a phone whose clock may be wrong and may be changed while nobody is connected.
import type { ClockState } from "./engine.ts";

export interface PhoneTime {
  /** what the phone's clock says, Millis */
  readonly wall: number;
  /** `performance.now()`: only goes forward, stands still while the phone sleeps, and begins anew with each page */
  readonly monotonic: number;
}

/** One comparison with the server. */
export interface ClockSight {
  /** server clock minus phone clock, ms */
  readonly offsetMs: number;
  /** Millis of the server */
  readonly serverAt: number;
}

/** The two clocks of one phone may drift so far apart without anybody having touched one. */
const jumpMs = 3_000;
const doubtMs = 60_000;

/**
 * The time is checked as long as this page has compared it with the server and the phone's clock has since gone as far as the
 * monotonic one. After a sleep the two differ, and nobody can tell a sleep from a clock that was set forward: from then on
 * it is the phone's word again, until the next comparison.
 */
export class PhoneClock {
  readonly #read: () => PhoneTime;
  #sight: ClockSight | null;
  /** when this page compared, by both clocks; null: it has not */
  #compared: PhoneTime | null = null;
  #latestWall: number;
  #setBack = false;

  /** @param latestWall the latest time of the phone's clock that something was written at; 0: nothing was */
  constructor(read: () => PhoneTime, sight: ClockSight | null, latestWall: number) {
    this.#read = read;
    this.#sight = sight;
    this.#latestWall = latestWall;
    this.#look();
  }

  /** The server said its time in an answer to a request sent at `sent`. */
  sawServer(serverAt: number, sent: PhoneTime): ClockSight {
    const now = this.#read();
    // half of the way there and back; by the clock that nobody can set
    const midway = now.wall - (now.monotonic - sent.monotonic) / 2;
    this.#sight = { offsetMs: Math.round(serverAt - midway), serverAt };
    this.#compared = now;
    this.#setBack = false;
    this.#latestWall = now.wall;
    return this.#sight;
  }

  /** Millis by the server's clock as far as it is known. */
  now(): number {
    return this.#look().wall + (this.#sight?.offsetMs ?? 0);
  }

  /** What the phone's clock says, and the server's time where it is checked. */
  stamp(): { readonly phoneAt: number; readonly correctedAt: number | null } {
    const now = this.#look();
    const corrected = this.#isChecked(now) ? now.wall + (this.#sight?.offsetMs ?? 0) : null;
    return { phoneAt: now.wall, correctedAt: corrected };
  }

  get offsetMs(): number {
    return this.#sight?.offsetMs ?? 0;
  }

  state(): ClockState {
    const now = this.#look();
    const offsetMs = this.#sight?.offsetMs ?? null;
    return {
      offsetMs,
      checked: this.#isChecked(now),
      doubt: this.#setBack || (offsetMs !== null && Math.abs(offsetMs) > doubtMs) || this.#ranBack(now),
      lastContactAt: this.#sight?.serverAt ?? null,
    };
  }

  #look(): PhoneTime {
    const now = this.#read();
    if (now.wall < this.#latestWall - jumpMs) this.#setBack = true;
    this.#latestWall = Math.max(this.#latestWall, now.wall);
    return now;
  }

  #isChecked(now: PhoneTime): boolean {
    const then = this.#compared;
    return then !== null && Math.abs(now.wall - then.wall - (now.monotonic - then.monotonic)) <= jumpMs;
  }

  /** Less time by the phone's clock than by the other one: that is no sleep. */
  #ranBack(now: PhoneTime): boolean {
    const then = this.#compared;
    return then !== null && now.wall - then.wall < now.monotonic - then.monotonic - jumpMs;
  }
}
