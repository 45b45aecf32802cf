// A change that goes from street to street: when the next wave begins, and when it is better that none does.
import type { KioskId } from "@kiosk/contract";
import { type Millis, minuteMs } from "../time.ts";
import type { StandingChange } from "./change.ts";

/** A terminal that this change is to decide for, as it stands. */
export interface Follower {
  readonly kioskId: KioskId;
  readonly street: string;
  readonly reachable: boolean;
  /** it says that what this change wants is in place */
  readonly reached: boolean;
  /** it says that it could not do it */
  readonly failed: boolean;
}

export type RolloutStep =
  | { readonly kind: "wave" | "reached" | "slipped" | "done" }
  | { readonly kind: "stopped"; readonly failed: readonly KioskId[] };

/**
 * What happens to a rollout now; null: nothing yet. A wave that nobody can be reached in proves nothing and is waited for.
 * @param followers those of the contract; ones for which something narrower holds are left out
 */
export function advance(change: StandingChange, followers: readonly Follower[], at: Millis): RolloutStep | null {
  const { rollout, state, wave, reachedAt, effectiveAt } = change;
  if (rollout === null || at < effectiveAt || (state !== "waiting" && state !== "rolling")) return null;
  if (wave === 0) return { kind: "wave" };
  const begun = rollout.waves.slice(0, wave);
  const inWaves = followers.filter(({ street }) => begun.some((streets) => streets.includes(street)));
  const failed = inWaves.filter((one) => one.failed).map(({ kioskId }) => kioskId);
  if (failed.length >= rollout.stopAtFailures) return { kind: "stopped", failed };
  const own = inWaves.filter(({ street }) => begun.at(-1)?.includes(street) === true);
  const isDark = own.length > 0 && !own.some(({ reachable }) => reachable);
  const isReached = !isDark && inWaves.every((one) => one.reached || !one.reachable);
  if (!isReached) return reachedAt === null ? null : { kind: "slipped" };
  if (reachedAt === null) return { kind: "reached" };
  if (wave >= rollout.waves.length) return { kind: "done" };
  return at >= reachedAt + rollout.pauseMinutes * minuteMs ? { kind: "wave" } : null;
}

/** What is wrong with a rollout; undefined: nothing. @param streets those of the contract's terminals */
export function wavesFlaw(waves: readonly (readonly string[])[], streets: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  for (const street of waves.flat()) {
    if (seen.has(street)) return street;
    if (!streets.has(street)) return street;
    seen.add(street);
  }
  return undefined;
}
