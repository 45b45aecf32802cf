// When all required parts were there: the start of the part clock (clause C16). A part taken from stock is there when it
// is allocated, never before it was required; a part that is dead on arrival is missing again once its rejection is approved.
import type { IgnoredEvent } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";
import type { Ignored } from "./log.ts";
import { isApproved } from "./pauses.ts";

export interface PartsComplete {
  /** the event with which the last part was there; null while one is missing */
  readonly start: SlaEvent | null;
  /** events that had a say in it, in order */
  readonly history: readonly SlaEvent[];
  readonly ignored: readonly Ignored[];
}

/**
 * @param events in effective order, up to the end of the clock's time
 * @param objection why an event may no longer take the set apart that was complete at `start`; null when it may
 */
export function partsComplete(
  events: readonly SlaEvent[],
  objection: (start: SlaEvent, event: SlaEvent) => "breached" | "closed" | null,
): PartsComplete {
  const required = new Set<string>();
  const present = new Set<string>();
  const history: SlaEvent[] = [];
  const ignored: Ignored[] = [];
  let missing = 0;
  let start: SlaEvent | null = null;

  const refused = (event: SlaEvent, afterBreach: IgnoredEvent["reason"]): boolean => {
    const why = start === null ? null : objection(start, event);
    if (why !== null) ignored.push({ event, reason: why === "breached" ? afterBreach : "part-after-closure" });
    return why !== null;
  };

  for (const event of events) {
    const { part, parts } = event.data;
    if (event.type === "part_required") {
      const added = [...new Set(parts)].filter((name) => !required.has(name));
      if (added.length === 0 || refused(event, "requirement-after-breach")) continue;
      for (const name of added) {
        required.add(name);
        if (!present.has(name)) missing++;
      }
      // A part that lay there already counts from its requirement.
      start = missing === 0 ? event : null;
    } else if (part === undefined) {
      continue;
    } else if (event.type === "part_arrived" || event.type === "part_allocated") {
      // A second arrival of a part that is there starts nothing anew.
      if (present.has(part)) continue;
      present.add(part);
      if (!required.has(part)) continue;
      missing--;
      if (missing === 0) start = event;
    } else if (event.type === "part_rejected" && isApproved(event)) {
      if (!present.has(part) || (required.has(part) && refused(event, "rejection-after-breach"))) continue;
      present.delete(part);
      if (!required.has(part)) continue;
      missing++;
      start = null;
    } else continue;
    history.push(event);
  }
  return { start, history, ignored };
}
