// What became of each item of a bulk action. Each is always in exactly one of these, so that nothing is skipped in silence.
import type { Outcome } from "./run-each.ts";

/** May it be done, and what would it do? `plan` is handed to the run: it holds what was seen (a version, a seq). */
export type Verdict<P> = { ok: true; plan: P; effect?: string } | { ok: false; reason: string };

export type Entry<P> =
  | { name: "unchecked" }
  | { name: "ready"; plan: P; effect: string | undefined }
  /** the action is not for it: not touched */
  | { name: "refused"; reason: string }
  | { name: "done" }
  | { name: "failed"; error: Error }
  /** stopped by the person before it was sent */
  | { name: "stopped" };

export type Phase = "checking" | "preview" | "running" | "ended";

export interface BulkState<P> {
  phase: Phase;
  entries: ReadonlyMap<string, Entry<P>>;
}

export function startOf<P>(ids: readonly string[]): BulkState<P> {
  return { phase: "checking", entries: new Map(ids.map((id) => [id, { name: "unchecked" }])) };
}

function withEntry<P>(state: BulkState<P>, id: string, entry: Entry<P>): BulkState<P> {
  return { ...state, entries: new Map(state.entries).set(id, entry) };
}

/** A check that failed is a refusal of the network and may be tried again; it is listed with its reason. */
export function checked<P>(state: BulkState<P>, id: string, outcome: Outcome<Verdict<P>>): BulkState<P> {
  if (outcome.name === "failed") return withEntry(state, id, outcome);
  if (outcome.name === "stopped") return state;
  const verdict = outcome.value;
  return withEntry(
    state,
    id,
    verdict.ok
      ? { name: "ready", plan: verdict.plan, effect: verdict.effect }
      : { name: "refused", reason: verdict.reason },
  );
}

export function ran<P>(state: BulkState<P>, id: string, outcome: Outcome<unknown>): BulkState<P> {
  return withEntry(state, id, outcome.name === "done" ? { name: "done" } : outcome);
}

/** Failed and stopped ones go through the check again: what stood in their way may have changed them. */
export function again<P>(state: BulkState<P>): BulkState<P> {
  const entries = new Map(state.entries);
  for (const [id, entry] of entries) {
    if (entry.name === "failed" || entry.name === "stopped") entries.set(id, { name: "unchecked" });
  }
  return { phase: "checking", entries };
}

export function idsOf<P>(state: BulkState<P>, ...names: Entry<P>["name"][]): string[] {
  return [...state.entries].filter(([, entry]) => names.includes(entry.name)).map(([id]) => id);
}
