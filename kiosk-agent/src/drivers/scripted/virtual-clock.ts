import type { Clock } from "../../ports.ts";

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that passes at once: when nobody has anything left to do, the next timer is due. For tests. */
export class VirtualClock implements Clock {
  #time = 0;
  #timers: Timer[] = [];
  #isArmed = false;

  now(): number {
    return 1_700_000_000_000 + this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal.aborted) {
      reject(signal.reason);
      return promise;
    }
    const timer: Timer = {
      at: this.#time + ms,
      fire: () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      },
    };
    const onAbort = () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#timers.push(timer);
    this.#arm();
    return promise;
  }

  /** Calls `act` after `ms`. */
  later(ms: number, act: () => void): void {
    this.#timers.push({ at: this.#time + ms, fire: act });
    this.#arm();
  }

  // All promises that can settle have settled when an immediate runs; only then may time pass.
  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    setImmediate(() => {
      this.#isArmed = false;
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next) return;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#time = Math.max(this.#time, next.at);
      next.fire();
      this.#arm();
    });
  }
}
