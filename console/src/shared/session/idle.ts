// A desk that was left must not stay signed in. Counted here from the last thing a person did in any tab, so that it can be
// asked before the end; the server counts too, from the last request that a person made (`x-kiosk-background`).

/** Warned so long before the end. */
const warnMs = 60_000;

export type Idle = { name: "busy" } | { name: "warned"; leftMs: number } | { name: "over" };

export function idleAt(now: number, lastActiveAt: number, limitMs: number): Idle {
  const leftMs = lastActiveAt + limitMs - now;
  if (leftMs <= 0) return { name: "over" };
  return leftMs <= warnMs ? { name: "warned", leftMs } : { name: "busy" };
}
