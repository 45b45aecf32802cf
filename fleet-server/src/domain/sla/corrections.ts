// Corrections of events and of corrections. The log is append-only: a mistake is put right by a later, approved event.
import type { Millis } from "../time.ts";
import type { IgnoredEvent } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";

/** What stands of an event after its corrections: a new effective time, or null when it never happened. */
export interface Correction {
  readonly at: Millis | null;
  readonly by: SlaEvent;
}

type Note = (event: SlaEvent, reason: IgnoredEvent["reason"]) => void;

/**
 * The correction that stands for each corrected event, by its id. The latest recorded one wins; one that was itself
 * voided does not stand, and what was recorded before it stands again.
 * @param events all known events, ids distinct
 * @param asOf corrections effective later do not stand yet
 */
export function standingCorrections(
  events: ReadonlyMap<string, SlaEvent>,
  asOf: Millis,
  note: Note,
): ReadonlyMap<string, Correction> {
  const standing = new Map<string, Correction>();
  // Latest first: whatever corrects a correction is recorded after it, so its fate is known when its turn comes.
  const latestFirst = [...events.values()].filter((e) => e.type === "corrected").sort((a, b) => -byRecording(a, b));
  for (const event of latestFirst) {
    const reason = fault(event, events, asOf);
    if (reason !== null) {
      note(event, reason);
      continue;
    }
    const corrected = standing.get(event.id);
    const target = event.data.target ?? "";
    if (corrected?.at === null || standing.has(target)) continue;
    const at = corrected?.at ?? (event.data.void === true ? null : (event.data.newAt ?? null));
    standing.set(target, { at, by: event });
  }
  return standing;
}

function fault(event: SlaEvent, events: ReadonlyMap<string, SlaEvent>, asOf: Millis): IgnoredEvent["reason"] | null {
  const { approvedBy, target, newAt } = event.data;
  if (event.at > asOf) return "in-the-future";
  if (approvedBy === undefined || approvedBy === "") return "correction-not-approved";
  if ((newAt === undefined) === (event.data.void !== true)) return "incomplete";
  const aim = events.get(target ?? "");
  if (aim === undefined || aim.id === event.id || aim.recordedAt > event.recordedAt) return "correction-without-target";
  // Of two corrections recorded in one millisecond the smaller id came first; else each could correct the other.
  return aim.type === "corrected" && byRecording(aim, event) > 0 ? "correction-without-target" : null;
}

function byRecording(a: SlaEvent, b: SlaEvent): number {
  return a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
