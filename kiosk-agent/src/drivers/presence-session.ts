// A device that answers no question: the session looks whether it is there and opens. What is seen is told as what it
// is; that it is plugged in is no proof that it works, and the profile says so.
import { encodeSighting, type Failure, type Field, type Profile, sightingFields } from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, PresenceTransport } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";

export interface PresenceSessionOptions {
  readonly profile: Profile;
  readonly transport: PresenceTransport;
  readonly clock: Clock;
  readonly protocol: "camera" | "wedge";
}

interface Look {
  readonly fields: readonly Field[];
  readonly answered: boolean;
  readonly failure?: Failure;
}

const closingMs = 500;

export class PresenceSession implements DeviceSession {
  readonly #options: PresenceSessionOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;

  constructor(options: PresenceSessionOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      this.#log.clear();
      const look = await this.#look(signal);
      const heard = { ...look, exchange: this.#log.steps, droppedBytes: 0, at: clock.now() };
      const { stale: _, ...seen } = observe(profile, heard);
      return seen;
    });
  }

  async replaceConsumable(): Promise<boolean> {
    return false;
  }

  /** Gives up after half a second: a node that cannot be let go of must not hold the device's loop. */
  async close(): Promise<void> {
    const { transport, clock } = this.#options;
    await within(clock, closingMs, new AbortController().signal, () => transport.close()).catch(() => undefined); // the next look opens it anew
  }

  async #look(signal: AbortSignal): Promise<Look> {
    const { profile, transport, clock, protocol } = this.#options;
    const { timeoutMs } = profile.poll;
    try {
      const looked = await within(clock, timeoutMs, signal, (s) => transport.look(s));
      if (looked.name === "overdue") {
        return failed({ name: "noAnswer", detail: `${transport.url}: not open after ${timeoutMs} ms` });
      }
      this.#log.received(encodeSighting(looked.value));
      const fields = sightingFields(protocol, looked.value);
      if (fields) return { fields, answered: true };
      return failed({ name: "wrongDevice", detail: `${transport.url} is a ${looked.value.of}` });
    } catch (error) {
      signal.throwIfAborted();
      return failed(failureOf(error));
    }
  }
}

function failed(failure: Failure): Look {
  return { fields: [], answered: false, failure };
}
