import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../ports.ts";

/** The machine's own clock. `sleep` rejects with the signal's reason, as the port says (not with Node's AbortError). */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      signal.throwIfAborted();
      try {
        await delay(ms, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
