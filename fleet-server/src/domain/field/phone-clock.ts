// When something was, by a phone whose clock may be wrong. What the phone said is kept beside it.
import { dayMs, type Millis, minuteMs, secondMs } from "../time.ts";

/** A clock that is off by more is told of with each item. */
const skewNotedMs = 2 * minuteMs;
/** Two readings of one steady clock: rounding and the time a request takes. */
const steadyMs = secondMs;
/** Nobody works longer without ever coming back to a signal. */
const longestAwayMs = 14 * dayMs;

export interface UploadTimes {
  /** the phone's clock when it sent */
  readonly sentAt: Millis;
  /** ours when it came */
  readonly receivedAt: Millis;
  /** ours when the data it worked with were made; null: not known */
  readonly bundleAt: Millis | null;
  /** ours, of the last item of this installation that came before; null: none */
  readonly previousAt: Millis | null;
}

export interface PlacedItem {
  /** our clock */
  readonly at: Millis;
  /** the phone's clock cannot have been steady; `at` is then the bound that is certain */
  readonly timeDoubtful: boolean;
}

/**
 * Places items by the phone's clock, moved by what it was off when it sent. Where that cannot be (later than sending, before
 * the data it worked with, or backwards) the time is bounded to what is certain: between the item before and the receipt.
 * @param phoneTimes in the order the items were made
 */
export function placeInTime(phoneTimes: readonly Millis[], upload: UploadTimes): PlacedItem[] {
  const { sentAt, receivedAt, bundleAt, previousAt } = upload;
  const skewMs = receivedAt - sentAt;
  const earliest = Math.max(bundleAt === null ? 0 : Math.min(bundleAt, receivedAt), receivedAt - longestAwayMs);
  let certain = Math.min(Math.max(earliest, previousAt ?? 0), receivedAt);
  let last: Millis | undefined;
  return phoneTimes.map((phoneAt) => {
    const corrected = phoneAt + skewMs;
    const isLate = phoneAt > sentAt + steadyMs;
    const isEarly = corrected < earliest - skewNotedMs;
    const isBackwards = last !== undefined && corrected < last - skewNotedMs;
    if (isLate || isEarly || isBackwards) {
      return { at: isLate ? receivedAt : certain, timeDoubtful: true };
    }
    const at = Math.min(corrected, receivedAt);
    last = Math.max(last ?? at, at);
    certain = last;
    return { at, timeDoubtful: false };
  });
}
