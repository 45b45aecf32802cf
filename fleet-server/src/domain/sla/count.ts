// A clock's count: units go in, the due instant comes out. It can be continued, so that an extension costs what it adds
// and ten thousand of them cost no more than one long count.
import type { Millis } from "../time.ts";

export interface ClockCount {
  /** Counts further: milliseconds on hour clocks, days on day clocks. */
  add(units: number): void;
  /** last instant in time for all that was added; null when a pause that nobody ended came first */
  readonly dueAt: Millis | null;
  /** units not counted yet because of that pause */
  readonly left: number;
  /** a day was looked at that no official calendar covers */
  readonly provisional: boolean;
}
