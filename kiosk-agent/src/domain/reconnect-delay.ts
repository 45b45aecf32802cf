const shortestMs = 1_000;
const longestMs = 60_000;

/**
 * How long to wait before connection attempt number `failures` + 1, in ms: anywhere between 1 s and 2 s, 4 s, 8 s … 60 s.
 * The whole range is used, not its end: after a server restart 46 agents must not come back in step. `random` in 0..1.
 */
export function reconnectDelayMs(failures: number, random: number): number {
  const ceilingMs = Math.min(shortestMs * 2 ** Math.min(Math.max(failures, 1), 16), longestMs);
  return Math.round(shortestMs + (ceilingMs - shortestMs) * random);
}
