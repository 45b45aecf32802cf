// What somebody changed on the shelf, and what became of it. Both are append-only: a change is never altered, it is taken back.
import type { AppId, ContractId, changeStates, Rollout, Said, ShelfScope, shelfActions } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export interface StoredShelfChange {
  readonly id: string;
  readonly contractId: ContractId;
  /** 1, 2, 3 … within the contract: of two for the same instant the later one counts */
  readonly seq: number;
  readonly action: (typeof shelfActions)[number];
  readonly packageId: AppId;
  readonly version: string | null;
  readonly scope: ShelfScope;
  readonly effectiveAt: Millis;
  readonly reason: Said | null;
  readonly until: Millis | null;
  readonly frequent: number | null;
  readonly rollout: Rollout | null;
  readonly by: string;
  readonly at: Millis;
}

/**
 * `wave`: the next wave began; `reached`: every terminal of it that can be reached has it; `slipped`: one has lost it again;
 * `stopped`: no further wave; `done`: all waves are through; `undone`: taken back.
 */
export const shelfMarkKinds = ["wave", "reached", "slipped", "stopped", "done", "undone"] as const;

export interface StoredShelfMark {
  readonly changeId: string;
  /** 1, 2, 3 … within the change */
  readonly seq: number;
  readonly kind: (typeof shelfMarkKinds)[number];
  readonly detail: string;
  readonly by: string;
  readonly at: Millis;
}

/** A change as it stands at an instant. */
export interface StandingChange extends StoredShelfChange {
  /** waves begun; 0 where there are none */
  readonly wave: number;
  /** since when the wave that began last is in place; null: it is not yet, or not any more */
  readonly reachedAt: Millis | null;
  readonly state: (typeof changeStates)[number];
  readonly stopped: string | null;
  readonly undoneBy: string | null;
  readonly marks: number;
}

/** @param marks of this change, in their order */
export function standing(change: StoredShelfChange, marks: readonly StoredShelfMark[], at: Millis): StandingChange {
  const past = marks.filter((mark) => mark.at <= at);
  const last = (...kinds: readonly StoredShelfMark["kind"][]) => past.findLast(({ kind }) => kinds.includes(kind));
  const place = last("wave", "reached", "slipped");
  const undone = last("undone");
  const stopped = last("stopped");
  const wave = past.filter(({ kind }) => kind === "wave").length;
  return {
    ...change,
    wave,
    reachedAt: place?.kind === "reached" ? place.at : null,
    state: stateOf(),
    stopped: stopped?.detail ?? null,
    undoneBy: undone?.by ?? null,
    marks: past.length,
  };

  function stateOf(): StandingChange["state"] {
    if (undone !== undefined) return "undone";
    if (stopped !== undefined) return "stopped";
    if (last("done") !== undefined) return "done";
    if (at < change.effectiveAt) return "waiting";
    if (change.rollout === null) return "done";
    return wave === 0 ? "waiting" : "rolling";
  }
}
