import { readLog } from "../sla/log.ts";
import type { Millis } from "../time.ts";
import type { OrderEvent } from "./work-order.ts";

/** The log as corrected, in log order: what never happened is left out, a time put right is the right one. */
export function standingEvents(events: readonly OrderEvent[], asOf: Millis): OrderEvent[] {
  const { corrections } = readLog(events, asOf);
  return events.flatMap((event) => {
    if (event.type === "corrected") return [];
    const correction = corrections.get(event.id);
    if (correction === undefined) return [event];
    return correction.at === null ? [] : [{ ...event, at: correction.at }];
  });
}
