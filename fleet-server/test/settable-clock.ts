import type { Clock } from "../src/ports.ts";
import { createSystemClock } from "../src/system.ts";

/** The server's own clock over a wall and a monotonic time that a test sets: days pass at once. */
export class SettableClock {
  #wall: number;
  #monotonic = 0;
  readonly clock: Clock;

  constructor(wall: number) {
    this.#wall = wall;
    this.clock = createSystemClock(
      () => this.#wall,
      () => this.#monotonic,
    );
  }

  get now(): number {
    return this.#wall;
  }

  pass(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** The machine's wall clock alone, as a technician or NTP does. */
  setBack(ms: number): void {
    this.#wall -= ms;
  }

  /** Up to an instant, which must lie ahead. */
  passTo(at: number): void {
    if (at < this.#wall) throw new RangeError(`${at} is over`);
    this.pass(at - this.#wall);
  }
}
