// Availability, counted in the moments the server took a sample. A moment without a sample was not measured and says nothing
// about a terminal; of the platform it says that it was not there.
import type { OpeningHours } from "@kiosk/contract";
import { isOpenAt } from "../kiosk/opening-hours.ts";
import type { Millis } from "../time.ts";

/** From `at` on the terminal was there, or was not. */
export interface PresenceChange {
  readonly at: Millis;
  readonly online: boolean;
}

export interface Measured {
  /** moments its point was open and the server looked */
  readonly open: number;
  readonly up: number;
}

/** Which of the moments lie in opening hours, as running sums: how many of the first n. */
export class OpenMoments {
  readonly #moments: readonly Millis[];
  readonly #sums: Uint32Array;

  /** @param moments ascending @param hours null: nobody entered them, the point counts as always open */
  constructor(moments: readonly Millis[], hours: OpeningHours | null) {
    this.#moments = moments;
    this.#sums = new Uint32Array(moments.length + 1);
    moments.forEach((at, i) => {
      this.#sums[i + 1] = (this.#sums[i] ?? 0) + (isOpenAt(hours, at) === false ? 0 : 1);
    });
  }

  /** Open moments in [from, to). */
  between(from: Millis, to: Millis): number {
    return to <= from ? 0 : this.#before(to) - this.#before(from);
  }

  #before(at: Millis): number {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#moments[middle] ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
      else high = middle;
    }
    return this.#sums[low] ?? 0;
  }
}

/** Stretches in which something failed: sorted, and never one moment twice. */
export function union(spans: readonly (readonly [Millis, Millis])[]): [Millis, Millis][] {
  const sorted = spans.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
  const joined: [Millis, Millis][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/**
 * @param changes of one terminal, ascending, from the span's begin on and beyond its end
 * @param standing what it is now, for a terminal of which no change is known since the begin
 * @returns the stretches of [from, to) in which it was there
 */
export function onlineSpans(
  changes: readonly PresenceChange[],
  standing: boolean,
  [from, to]: readonly [Millis, Millis],
): [Millis, Millis][] {
  const first = changes[0];
  // it came online, so it was not before; it went, so it had been there
  let online = first === undefined ? standing : !first.online;
  let since = from;
  const spans: [Millis, Millis][] = [];
  for (const change of changes) {
    const at = Math.max(from, Math.min(change.at, to));
    if (online && at > since) spans.push([since, at]);
    if (online !== change.online) since = at;
    online = change.online;
  }
  if (online && since < to) spans.push([since, to]);
  return union(spans);
}

/** @param down stretches in which it did not serve though it was there */
export function measure(
  moments: OpenMoments,
  span: readonly [Millis, Millis],
  online: readonly (readonly [Millis, Millis])[],
  down: readonly (readonly [Millis, Millis])[] = [],
): Measured {
  const open = moments.between(...span);
  const there = online.reduce((sum, [from, to]) => sum + moments.between(from, to), 0);
  const lost = online.reduce((sum, [from, to]) => {
    const within = union(down.map(([a, b]) => [Math.max(a, from), Math.min(b, to)] as const));
    return sum + within.reduce((n, [a, b]) => n + moments.between(a, b), 0);
  }, 0);
  return { open, up: there - lost };
}

/**
 * The platform's own (C23): samples there are of those there should be, from its first known sample on.
 * @returns null where no sample was ever taken in the span
 */
export function platformAvailability(
  samples: readonly Millis[],
  span: readonly [Millis, Millis],
  everyMs: number,
  firstEver: Millis | null,
): { readonly taken: number; readonly due: number } | null {
  if (firstEver === null || samples.length === 0) return null;
  const from = Math.max(span[0], firstEver);
  const due = Math.max(0, Math.ceil(span[1] / everyMs) - Math.ceil(from / everyMs));
  return due === 0 ? null : { taken: Math.min(due, samples.length), due };
}
