// A count walks forward in time and asks at each step whether it stands in a pause; this remembers how far it has come.
import type { Millis } from "../time.ts";
import type { ClockPauses, Pause } from "./pauses.ts";
import type { Trace } from "./trace.ts";

export class PauseCursor {
  readonly #pauses: ClockPauses;
  readonly #trace: Trace | null;
  #next: number;
  /** pauses before this one are in the trace already */
  #told: number;

  /** @param start pauses that ended before do not matter */
  constructor(pauses: ClockPauses, start: Millis, trace: Trace | null) {
    this.#pauses = pauses;
    this.#trace = trace;
    this.#next = firstEndingAfter(pauses, start);
    this.#told = this.#next;
  }

  /** The pause an instant lies in. Instants must not go back. */
  at(instant: Millis): Pause | null {
    let pause = this.#pause;
    while (pause !== null && pause.to <= instant) {
      this.#tell(pause);
      this.#next++;
      pause = this.#pause;
    }
    if (pause === null || pause.from > instant) return null;
    this.#tell(pause);
    return pause;
  }

  /** When the next pause begins; Infinity when there is none. */
  get nextFrom(): Millis {
    return this.#pause?.from ?? Number.POSITIVE_INFINITY;
  }

  get #pause(): Pause | null {
    return this.#next < this.#pauses.count ? (this.#pauses.all[this.#next] ?? null) : null;
  }

  /** A second cursor at the same place, for looking ahead. */
  fork(instant: Millis): PauseCursor {
    return new PauseCursor(this.#pauses, instant, this.#trace);
  }

  #tell(pause: Pause): void {
    if (this.#next < this.#told) return;
    this.#trace?.pause(pause);
    this.#told = this.#next + 1;
  }
}

function firstEndingAfter({ all, count }: ClockPauses, at: Millis): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.to ?? at) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
