// The server's clock as this page knows it. Ages and remaining times are counted by it, so that a workstation with a wrong
// clock still shows right deadlines. One clock for the whole page; it ticks only while somebody looks.
type Listener = () => void;

export interface ClockOptions {
  now: () => number;
  /** runs again and again until the returned function is called */
  every: (run: () => void, ms: number) => () => void;
}

/** Smaller differences are the network's delay and would only make the clocks jump. */
const tolerateMs = 1_500;

export class ServerClock {
  readonly #options: ClockOptions;
  readonly #listeners = new Set<Listener>();
  #offsetMs = 0;
  #snapshot: number;
  #stop: (() => void) | undefined;

  constructor(options: ClockOptions) {
    this.#options = options;
    this.#snapshot = options.now();
  }

  /** Takes a time the server has just sent. */
  setServerTime(at: number): void {
    const offset = at - this.#options.now();
    if (Math.abs(offset - this.#offsetMs) <= tolerateMs) return;
    this.#offsetMs = offset;
    this.#tick();
  }

  now(): number {
    return this.#options.now() + this.#offsetMs;
  }

  /** The time of the last tick: stable between ticks, as React's external stores must be. */
  readonly snapshot = (): number => this.#snapshot;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    if (this.#stop === undefined) {
      this.#snapshot = this.now();
      this.#stop = this.#options.every(() => this.#tick(), 1_000);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  };

  #tick(): void {
    this.#snapshot = this.now();
    for (const listener of this.#listeners) listener();
  }
}
