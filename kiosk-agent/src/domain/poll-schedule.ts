// When a device is asked next. Pure: the dice and the clock come in as values.

export interface PollPlan {
  /** between two polls of a device that answers, ms */
  readonly intervalMs: number;
  /** the longest pause between two polls of a device that does not, ms */
  readonly maxBackoffMs: number;
}

export type PollState = { readonly name: "answering" } | { readonly name: "silent"; readonly failures: number };

export interface NextPoll {
  readonly state: PollState;
  readonly delayMs: number;
}

/** The first silence is looked into soon: most are a lost byte, and a real fault should not wait a whole interval. */
const firstRetryMs = 1_000;
const jitter = 0.2;

/**
 * Interval ±20 % while the device answers; 1 s, 2 s, 4 s … up to `maxBackoffMs`, ±20 %, while it does not; back to the
 * interval at the first answer. `random` in 0..1.
 */
export function nextPoll(state: PollState, answered: boolean, plan: PollPlan, random: number): NextPoll {
  if (answered) return { state: { name: "answering" }, delayMs: jittered(plan.intervalMs, random) };
  const failures = state.name === "silent" ? state.failures + 1 : 1;
  // 2^20 s is far over any bound; without the limit a device dead for weeks would overflow.
  const backoffMs = Math.min(firstRetryMs * 2 ** Math.min(failures - 1, 20), plan.maxBackoffMs);
  return { state: { name: "silent", failures }, delayMs: jittered(backoffMs, random) };
}

/** `ms` ±20 %, rounded. `random` in 0..1. */
export function jittered(ms: number, random: number): number {
  return Math.round(ms * (1 - jitter + 2 * jitter * random));
}
