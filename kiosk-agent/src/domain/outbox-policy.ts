// What leaves the outbox unsent when it is full: the oldest routine messages, never a fault.

export interface OutboxBounds {
  /** all rows together, bytes */
  readonly maxBytes: number;
  /** of a routine row, ms */
  readonly maxAgeMs: number;
}

export interface OutboxFill {
  readonly bytes: number;
  /** of the routine lane, which is all that may go */
  readonly routineBytes: number;
}

export interface PrunePlan {
  /** routine rows stamped before this go (ms, kiosk clock) … */
  readonly stampedBefore: number;
  /** … but none stamped before this: a clock that stood at its factory date tells no age */
  readonly stampedFrom: number;
  /** rows written since the process began have an age only once it ran that long: until then the clock may be set right */
  readonly ownRowsToo: boolean;
  /** then the oldest routine rows until this many bytes are free; 0: none */
  readonly freeBytes: number;
}

/** No kiosk ran this software before; an earlier stamp comes from a clock that had lost its time. */
const clockFloor = Date.UTC(2025, 0, 1);

/** Once over the bound, make room for a while: every pruning is itself an event in the outbox. */
const roomShare = 0.05;

/**
 * The bound applied to a fill. Faults alone may stay over it: they never go. `now` in ms by the kiosk's clock,
 * `uptimeMs` since this process opened the outbox.
 */
export function planPrune(fill: OutboxFill, bounds: OutboxBounds, now: number, uptimeMs: number): PrunePlan {
  const over = fill.bytes - bounds.maxBytes;
  const wanted = over > 0 ? over + Math.floor(bounds.maxBytes * roomShare) : 0;
  return {
    stampedBefore: now - bounds.maxAgeMs,
    stampedFrom: clockFloor,
    ownRowsToo: uptimeMs >= bounds.maxAgeMs,
    freeBytes: Math.min(wanted, fill.routineBytes),
  };
}
