// Asks this machine how it is. There is no conversation: the facts come at once or they do not come.
import { encodeHostFacts, type Failure, hostFields, type Profile } from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, HostTransport } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";

export interface HostSessionOptions {
  readonly profile: Profile;
  readonly transport: HostTransport;
  readonly clock: Clock;
}

type Facts = ReadonlyMap<string, number | string>;
const noFacts: Facts = new Map();

export class HostSession implements DeviceSession {
  readonly #options: HostSessionOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;

  constructor(options: HostSessionOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      this.#log.clear();
      const { facts, failure } = await this.#ask(signal);
      const { profile, clock } = this.#options;
      const fields = hostFields(facts);
      const told: Failure | undefined =
        failure ??
        (fields.length === 0 ? { name: "garbled", detail: "this machine tells nothing of itself" } : undefined);
      const { stale: _, ...seen } = observe(profile, {
        fields,
        ...(told ? { failure: told } : {}),
        answered: told === undefined,
        exchange: this.#log.steps,
        droppedBytes: 0,
        at: clock.now(),
      });
      return seen;
    });
  }

  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    return this.#options.transport.close();
  }

  async #ask(signal: AbortSignal): Promise<{ readonly facts: Facts; readonly failure?: Failure }> {
    const { profile, transport, clock } = this.#options;
    const { timeoutMs, retries } = profile.poll;
    const limitMs = timeoutMs * (retries + 1);
    try {
      const done = await within(clock, limitMs, signal, (s) => transport.facts(s));
      if (done.name === "overdue") {
        return { facts: noFacts, failure: { name: "noAnswer", detail: `no facts in ${limitMs} ms` } };
      }
      this.#log.received(encodeHostFacts(done.value));
      return { facts: done.value };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return { facts: noFacts, failure: failureOf(error) };
    }
  }
}
