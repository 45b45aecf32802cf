// What can end a clock: the completions that stand, and the end of the order or of its class.
import type { Millis } from "../time.ts";
import type { SlaEvent } from "./event.ts";
import type { Milestone } from "./policy.ts";

export interface Stops {
  /** in effective order */
  readonly completions: readonly SlaEvent[];
  /** the reopening that undid the completions before it; null where none did */
  readonly reopened: SlaEvent | null;
}

/**
 * A fault reopened as not fixed was never fixed: completions at or before it are void. Response milestones are sticky.
 * @param events in effective order
 * @param left the event that took the order out of the clock's class: at that instant the clock is no longer running
 * @param cancelled the end of the order: at that instant it still is
 */
export function standingStops(
  events: readonly SlaEvent[],
  spec: Milestone,
  left: SlaEvent | null,
  cancelled: SlaEvent | null,
): Stops {
  const stops: SlaEvent[] = [];
  let reopened: SlaEvent | null = null;
  for (const event of events) {
    if ((left !== null && event.at >= left.at) || (cancelled !== null && event.at > cancelled.at)) break;
    if (isNamedBy(spec.stop, event)) stops.push(event);
    else if (event.type === "reopened" && event.data.reason === "not_fixed" && spec.sticky !== true && stops.length > 0)
      reopened = event;
  }
  const voidUntil = reopened?.at ?? Number.NEGATIVE_INFINITY;
  return { completions: reopened === null ? stops : stops.filter((stop) => stop.at > voidUntil), reopened };
}

/** @param names event types, or `type:by` for those of one kind of author */
function isNamedBy(names: readonly string[], { type, data }: SlaEvent): boolean {
  return names.some(
    (name) => name === type || (data.by !== undefined && name.startsWith(type) && name === `${type}:${data.by}`),
  );
}

/** Index of the first of events in effective order that is not before an instant; their number when there is none. */
export function indexFrom(events: readonly SlaEvent[], at: Millis): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? at) >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}
