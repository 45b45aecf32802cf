// Clocks that count time: 24 x 7, or inside the service windows only. What lies in a pause does not count.
import type { Millis } from "../time.ts";
import type { ClockCount } from "./count.ts";
import { localDay } from "./local-day.ts";
import { PauseCursor } from "./pause-cursor.ts";
import type { ClockPauses } from "./pauses.ts";
import type { ServiceWindow } from "./policy.ts";
import { windowOn } from "./service-window.ts";
import type { DayReader, Trace } from "./trace.ts";

export class HourCount implements ClockCount {
  readonly #pauses: PauseCursor;
  readonly #window: ServiceWindow | null;
  readonly #days: DayReader;
  readonly #trace: Trace | null;
  #at: Millis;
  left = 0;
  dueAt: Millis | null;

  /** @param window null for a clock that runs day and night */
  constructor(start: Millis, pauses: ClockPauses, window: ServiceWindow | null, days: DayReader, trace: Trace | null) {
    this.#at = start;
    this.dueAt = start;
    this.#pauses = new PauseCursor(pauses, start, trace);
    this.#window = window;
    this.#days = days;
    this.#trace = trace;
  }

  get provisional(): boolean {
    return this.#days.provisional;
  }

  add(ms: Millis): void {
    this.left += ms;
    while (this.left > 0 && this.#sitOutPauses()) {
      const { from, to } = this.#nextStretch();
      if (from > this.#at) {
        this.#trace?.stretch(this.#at, from, "outside-window");
        this.#at = from;
        continue;
      }
      const end = Math.min(this.#at + this.left, to, this.#pauses.nextFrom);
      this.#trace?.stretch(this.#at, end, "counted");
      this.left -= end - this.#at;
      this.#at = end;
    }
    // A pause that begins at the very instant the limit is used up still counts.
    this.dueAt = this.#sitOutPauses() ? this.#at : null;
  }

  /** false when the clock stands in a pause that nobody ended */
  #sitOutPauses(): boolean {
    for (let pause = this.#pauses.at(this.#at); pause !== null; pause = this.#pauses.at(this.#at)) {
      if (pause.to === Number.POSITIVE_INFINITY) return false;
      this.#trace?.stretch(this.#at, pause.to, "paused");
      this.#at = pause.to;
    }
    return true;
  }

  /** The window the clock stands in or, outside of any, the next one. */
  #nextStretch(): { from: Millis; to: Millis } {
    if (this.#window === null) return { from: this.#at, to: Number.POSITIVE_INFINITY };
    for (let day = localDay(this.#at); ; day++) {
      const { from, to } = windowOn(this.#window, day);
      if (this.#at >= to || (this.#window.days === "working" && !this.#days.isWorkingDay(day))) continue;
      return { from: Math.max(this.#at, from), to };
    }
  }
}
