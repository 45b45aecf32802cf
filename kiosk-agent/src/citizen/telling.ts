// Events to the durable queue. While the disk is full the queue keeps them in memory and does not answer, and nobody stands before
// a hanging screen for that.
import type { Clock, Log } from "../ports.ts";
import { within } from "../within.ts";
import type { CitizenEvent, CitizenUplink } from "./ports.ts";

export class Telling {
  readonly #uplink: CitizenUplink;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(uplink: CitizenUplink, clock: Clock, log: Log) {
    this.#uplink = uplink;
    this.#clock = clock;
    this.#log = log;
  }

  /** Told; whoever calls does not wait. */
  note(event: CitizenEvent): void {
    // Its own catch: nothing is left that could reject.
    void this.durable(event);
  }

  /** Resolves when it is durable, however long that takes; false: the queue refused it, which is logged. */
  async durable(event: CitizenEvent): Promise<boolean> {
    try {
      await this.#uplink.tell(event);
      return true;
    } catch {
      // The error's text is not logged: it may quote what was to be kept.
      this.#log.warn("citizen.untold", { type: event.type });
      return false;
    }
  }

  /** Whether it was durable within `ms`; it goes on in either case. */
  async soon(event: CitizenEvent, ms: number): Promise<boolean> {
    const told = await within(this.#clock, ms, new AbortController().signal, () => this.durable(event));
    return told.name === "done" && told.value;
  }
}
