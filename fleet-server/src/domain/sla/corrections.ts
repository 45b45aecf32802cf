// Corrections of events and of corrections. The log is append-only: a mistake is put right by a later, approved event.
import type { Millis } from "../time.ts";
import type { IgnoredEvent } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";

/** What stands of an event after its corrections: a new effective time, or null when it never happened. */
export interface Correction {
  readonly at: Millis | null;
  readonly by: SlaEvent;
}

type Known = ReadonlyMap<string, SlaEvent>;

/**
 * The correction that stands for each corrected event, by its id. The latest recorded one wins; one that was itself
 * voided does not stand, and what was recorded before it stands again.
 * @param events all known events, ids distinct
 * @param asOf corrections effective later do not stand yet
 */
export function standingCorrections(
  events: Known,
  asOf: Millis,
  note: (event: SlaEvent, reason: IgnoredEvent["reason"]) => void,
): ReadonlyMap<string, Correction> {
  const corrections = [...events.values()].filter((event) => event.type === "corrected");
  const depths = depthsOf(corrections, events);
  const depth = (event: SlaEvent) => depths.get(event.id) ?? 0;
  const standing = new Map<string, Correction>();
  // Latest first: whatever corrects a correction is as late or later, so its fate is known when its turn comes.
  const latestFirst = corrections.sort(
    (a, b) => b.recordedAt - a.recordedAt || depth(b) - depth(a) || (a.id < b.id ? 1 : -1),
  );
  for (const event of latestFirst) {
    const reason = fault(event, events, asOf) ?? (depths.has(event.id) ? null : "correction-without-target");
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

function fault(event: SlaEvent, events: Known, asOf: Millis): IgnoredEvent["reason"] | null {
  const { approvedBy, target, newAt } = event.data;
  if (event.at > asOf) return "in-the-future";
  if (approvedBy === undefined || approvedBy === "") return "correction-not-approved";
  if ((newAt === undefined) === (event.data.void !== true)) return "incomplete";
  const aim = events.get(target ?? "");
  if (aim === undefined || aim.recordedAt > event.recordedAt) return "correction-without-target";
  // What says that something never happened gives no time that another could replace.
  return aim.type === "corrected" && aim.data.void === true && newAt !== undefined ? "incomplete" : null;
}

/**
 * How many corrections of the same instant each one speaks of, directly or through others: of those recorded together a
 * correction comes after what it corrects. Those that correct each other in a ring have no depth.
 */
function depthsOf(corrections: readonly SlaEvent[], events: Known): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const seen = new Set<string>();
  for (const first of corrections) {
    const path: SlaEvent[] = [];
    let next: SlaEvent | undefined = first;
    while (next !== undefined && !seen.has(next.id)) {
      seen.add(next.id);
      path.push(next);
      const aim: SlaEvent | undefined = events.get(next.data.target ?? "");
      next = aim?.type === "corrected" && aim.recordedAt === next.recordedAt ? aim : undefined;
    }
    // The path ended beyond all corrections of its instant (depth 0), at one whose depth is known, or in a ring.
    const ring = next !== undefined && !depths.has(next.id) ? path.findIndex((event) => event.id === next?.id) : -1;
    let depth = next === undefined ? 0 : (depths.get(next.id) ?? 0);
    for (let i = path.length - 1; i >= 0; i--) {
      const event = path[i];
      if (event === undefined || (ring >= 0 && i >= ring)) continue;
      depth++;
      depths.set(event.id, depth);
    }
  }
  return depths;
}
