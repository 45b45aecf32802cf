// Reads the append-only log as of an instant: what is known, put right by corrections, in the order it was so.
import type { Millis } from "../time.ts";
import { type Correction, standingCorrections } from "./corrections.ts";
import type { IgnoredEvent } from "./evaluation.ts";
import { isSlaEventType, type SlaEvent, type SlaEventType } from "./event.ts";

export interface ClockLog<E extends SlaEvent = SlaEvent> {
  /** distinct, known and effective at `asOf`, in effective order, with their corrected times; no corrections */
  readonly events: readonly E[];
  /** corrections that stand, by the id of their target */
  readonly corrections: ReadonlyMap<string, Correction>;
  readonly ignored: readonly Ignored[];
}

export interface Ignored {
  readonly event: SlaEvent;
  readonly reason: IgnoredEvent["reason"];
}

const noCorrections: ReadonlyMap<string, Correction> = new Map();

/**
 * Events of one instant come in this order: the report, what the fault is, what it needs, what stops the clock, what
 * undoes that, the end of the order. A rejected part is gone before its replacement arrives.
 */
const sameInstant: readonly SlaEventType[] = [
  "reported",
  "classified",
  "declared_complex",
  "diagnosis_submitted",
  "diagnosis_confirmed",
  "part_required",
  "part_rejected",
  "part_arrived",
  "part_allocated",
  "extension_granted",
  "onsite_requested",
  "acknowledged",
  "plan_submitted",
  "arrived",
  "fixed",
  "resolved",
  "verified",
  "tested",
  "accepted",
  "report_filed",
  "reopened",
  "cancelled",
];
const ranks: ReadonlyMap<string, number> = new Map(sameInstant.map((type, rank) => [type, rank]));

/**
 * @param events in any order, an event may come more than once
 * @param asOf what was recorded later is not known, what is effective later has not happened
 */
export function readLog<E extends SlaEvent>(events: readonly E[], asOf: Millis): ClockLog<E> {
  const ignored: Ignored[] = [];
  const note = (event: SlaEvent, reason: IgnoredEvent["reason"]) => void ignored.push({ event, reason });
  const known = knownEvents(events, asOf, note);
  let corrected = false;
  for (const event of known.values()) corrected ||= event.type === "corrected";
  const corrections = corrected ? standingCorrections(known, asOf, note) : noCorrections;

  const effective: E[] = [];
  let reportedAt = Number.NEGATIVE_INFINITY;
  for (const event of known.values()) {
    const standing = corrections.size === 0 ? event : correctedEvent(event, corrections.get(event.id));
    if (standing === null || event.type === "corrected") continue;
    effective.push(standing);
    if (event.type !== "reported") continue;
    reportedAt = reportedAt === Number.NEGATIVE_INFINITY ? standing.at : Math.min(reportedAt, standing.at);
  }
  const happened = effective.filter((event) => {
    if (event.at > asOf) note(event, "in-the-future");
    else if (event.at < reportedAt) note(event, "before-report");
    else return true;
    return false;
  });
  return { events: happened.sort(byEffect), corrections, ignored };
}

function knownEvents<E extends SlaEvent>(
  events: readonly E[],
  asOf: Millis,
  note: (event: SlaEvent, reason: IgnoredEvent["reason"]) => void,
): ReadonlyMap<string, E> {
  const known = new Map<string, E>();
  let contested: Map<string, E[]> | null = null;
  for (const event of events) {
    if (event.recordedAt > asOf) continue;
    const first = known.get(event.id);
    if (first === undefined) known.set(event.id, event);
    else {
      contested ??= new Map();
      const others = contested.get(event.id);
      if (others === undefined) contested.set(event.id, [first, event]);
      else others.push(event);
    }
  }
  for (const [id, copies] of contested ?? []) {
    const [kept, ...differing] = wordings(copies);
    if (kept !== undefined) known.set(id, kept);
    for (const event of differing) note(event, "duplicate-id-differs");
  }
  for (const event of known.values()) {
    if (isSlaEventType(event.type)) continue;
    note(event, "unknown-type");
    known.delete(event.id);
  }
  return known;
}

/** The different contents of one id, each as first recorded; the first of them is the one that counts. */
function wordings<E extends SlaEvent>(copies: readonly E[]): E[] {
  const byContent = new Map<string, E>();
  for (const event of copies) {
    const text = content(event);
    const other = byContent.get(text);
    if (other === undefined || event.recordedAt < other.recordedAt) byContent.set(text, event);
  }
  return [...byContent]
    .sort(([a, x], [b, y]) => x.recordedAt - y.recordedAt || (a < b ? -1 : 1))
    .map(([, event]) => event);
}

/** What an event says, whenever it was recorded, written one way only. */
function content({ type, at, data }: SlaEvent): string {
  const fields = Object.entries(data).filter(([, value]) => value !== undefined);
  return JSON.stringify([type, at, fields.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function correctedEvent<E extends SlaEvent>(event: E, correction: Correction | undefined): E | null {
  if (correction === undefined) return event;
  return correction.at === null ? null : { ...event, at: correction.at };
}

function byEffect(a: SlaEvent, b: SlaEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  const rank = (ranks.get(a.type) ?? ranks.size) - (ranks.get(b.type) ?? ranks.size);
  return rank || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1);
}
