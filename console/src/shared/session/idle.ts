// A desk that was left must not stay signed in. Counted from the last thing a person did in any tab: the page asks the
// server again and again by itself, so that the server alone would never see an end.

/** Warned so long before the end. */
export const warnMs = 60_000;

export type Idle = { name: "busy" } | { name: "warned"; leftMs: number } | { name: "over" };

export function idleAt(now: number, lastActiveAt: number, limitMs: number): Idle {
  const leftMs = lastActiveAt + limitMs - now;
  if (leftMs <= 0) return { name: "over" };
  return leftMs <= warnMs ? { name: "warned", leftMs } : { name: "busy" };
}
