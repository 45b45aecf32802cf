// When a clock stood still. Only approved pauses on a ground the clause allows count; waiting for parts never does.
import type { Millis } from "../time.ts";
import type { SlaEvent } from "./event.ts";

/** Half-open: `from` is paused, `to` is not. */
export interface Pause {
  readonly from: Millis;
  /** Infinity while nobody resumed */
  readonly to: Millis;
  /** the pause, those nested in it or joined to it, and the resume */
  readonly eventIds: readonly string[];
}

/** The pauses that are a clock's own: of those of the order the first `count`. */
export interface ClockPauses {
  readonly all: readonly Pause[];
  readonly count: number;
}

const none: readonly Pause[] = [];

/**
 * The pauses of a clock, in order, none touching another. Pauses nested in one are one with it; the first resume
 * ends them all. At one instant with a pause and a resume a paused clock stays paused and a running clock runs on.
 * @param events in effective order
 * @param grounds those that pause this clock
 */
export function pausesOf(events: readonly SlaEvent[], grounds: readonly string[]): readonly Pause[] {
  if (grounds.length === 0) return none;
  const pauses: Pause[] = [];
  let from: Millis | null = null;
  let eventIds: string[] = [];
  for (let i = 0; i < events.length; ) {
    const at = events[i]?.at ?? 0;
    const begins: string[] = [];
    const ends: string[] = [];
    for (; i < events.length && events[i]?.at === at; i++) {
      const event = events[i];
      if (event?.type === "resume") ends.push(event.id);
      else if (event !== undefined && pausesClock(event, grounds)) begins.push(event.id);
    }
    if (from === null) {
      if (begins.length === 0 || ends.length > 0) continue;
      from = at;
      eventIds = begins;
    } else if (ends.length > 0 && begins.length === 0) {
      pauses.push({ from, to: at, eventIds: [...eventIds, ...ends] });
      from = null;
    } else {
      eventIds.push(...ends, ...begins);
    }
  }
  if (from !== null) pauses.push({ from, to: Number.POSITIVE_INFINITY, eventIds });
  return pauses.length === 0 ? none : pauses;
}

export function isApproved(event: SlaEvent): boolean {
  return event.data.approvedBy !== undefined && event.data.approvedBy !== "";
}

function pausesClock(event: SlaEvent, grounds: readonly string[]): boolean {
  return event.type === "pause" && isApproved(event) && grounds.includes(event.data.reason ?? "");
}

/** How many of them begin before a clock ended; what is paused afterwards is not that clock's. */
export function begunBefore(pauses: readonly Pause[], end: Millis | null): number {
  if (end === null) return pauses.length;
  let low = 0;
  let high = pauses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pauses[middle]?.from ?? end) >= end) high = middle;
    else low = middle + 1;
  }
  return low;
}
