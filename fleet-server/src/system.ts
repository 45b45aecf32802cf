// The machine's clock, randomness and standard streams as ports.
import { randomBytes, randomUUID } from "node:crypto";
import type { Clock, Log, Random } from "./ports.ts";

/** Differences below this are the clock being disciplined, not being set back. */
const slewMs = 1000;

/**
 * A clock that never goes back. When the machine's clock is set back it goes on from where it was at the pace of the
 * monotonic clock, and says by how much the two differ: settle times and deadlines neither stall nor repeat.
 */
export function createSystemClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): Clock {
  let last = wall();
  let lastMonotonic = monotonic();
  let behind = 0;
  return {
    monotonic,
    now: () => {
      const passed = monotonic() - lastMonotonic;
      const expected = last + passed;
      const shown = wall();
      const wentBack = shown < expected - slewMs;
      behind = wentBack ? Math.round(expected - shown) : 0;
      last = wentBack ? expected : Math.max(last, shown);
      lastMonotonic += passed;
      return Math.floor(last);
    },
    wentBackMs: () => behind,
  };
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
};

/** One JSON line an event on standard error; standard output is for what a caller waits for. */
export function createLog(write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Log {
  const line =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      write(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }));
  return { info: line("info"), warn: line("warn"), error: line("error") };
}
