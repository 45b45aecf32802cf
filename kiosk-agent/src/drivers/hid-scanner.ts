// A HID scanner of the Point of Sale usage page: it says what it is and then only what it scans. What it scans is a
// citizen's: each report is let go of at once, and that one came, and when, is all that is kept. Nothing is ever sent.
import { type Failure, type Field, heardFields, hidScannerFields, type Profile } from "@kiosk/firmware-profiles";
import { type Clock, type DeviceObservation, type DeviceSession, type HidTransport, TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";

export interface HidScannerOptions {
  readonly profile: Profile;
  readonly transport: HidTransport;
  readonly clock: Clock;
}

interface Listening {
  readonly stop: AbortController;
  /** what its report descriptor amounts to */
  readonly fields: readonly Field[];
}

const closingMs = 500;

export class HidScannerSession implements DeviceSession {
  readonly #options: HidScannerOptions;
  readonly #queue = new OneAtATime();
  /** the report descriptor stays in it for as long as the scanner is open */
  readonly #log: ExchangeLog;
  #listening: Listening | undefined;
  #heardAt: number | undefined;

  constructor(options: HidScannerOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      const looked = await this.#look(signal);
      const isThere = !("failure" in looked);
      const silentMs = this.#heardAt === undefined ? undefined : clock.monotonic() - this.#heardAt;
      const { stale: _, ...seen } = observe(profile, {
        fields: isThere ? [...looked.fields, ...heardFields(silentMs)] : [],
        ...(isThere ? {} : { failure: looked.failure }),
        answered: isThere,
        exchange: this.#log.steps,
        droppedBytes: 0,
        at: clock.now(),
      });
      return seen;
    });
  }

  async replaceConsumable(): Promise<boolean> {
    return false;
  }

  /** Gives up after half a second: a device that cannot be let go of must not hold the device's loop. */
  async close(): Promise<void> {
    const { transport, clock } = this.#options;
    this.#listening?.stop.abort();
    this.#listening = undefined;
    await within(clock, closingMs, new AbortController().signal, () => transport.close()).catch(() => undefined); // the next look opens it anew
  }

  async #look(signal: AbortSignal): Promise<Listening | { readonly failure: Failure }> {
    if (this.#listening) return this.#listening;
    try {
      return await this.#listen(signal);
    } catch (error) {
      signal.throwIfAborted();
      await this.close();
      return { failure: error instanceof NoScanner ? error.failure : failureOf(error) };
    }
  }

  async #listen(signal: AbortSignal): Promise<Listening> {
    const { profile, transport, clock } = this.#options;
    const { timeoutMs } = profile.poll;
    this.#log.clear();
    const opened = await within(clock, timeoutMs, signal, (s) => transport.open(s));
    if (opened.name === "overdue") {
      throw new TransportError("timeout", `${transport.url}: not open after ${timeoutMs} ms`);
    }
    this.#log.received(opened.value);
    const fields = hidScannerFields(opened.value);
    if (fields === undefined) throw new NoScanner(`${transport.url} has no collection of usage page 8C`);
    const listening = { stop: new AbortController(), fields };
    this.#listening = listening;
    void this.#hear(listening); // never rejects: its end is that nobody listens
    return listening;
  }

  async #hear(listening: Listening): Promise<void> {
    const { transport, clock } = this.#options;
    try {
      for await (const _ of transport.chunks(listening.stop.signal)) this.#heardAt = clock.monotonic();
    } catch {
      // It went: the next look opens it anew and says how it is then.
    }
    if (this.#listening === listening) this.#listening = undefined;
  }
}

class NoScanner extends Error {
  readonly failure: Failure;
  constructor(detail: string) {
    super(detail);
    this.name = "NoScanner";
    this.failure = { name: "wrongDevice", detail };
  }
}
