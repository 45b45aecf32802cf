// A HID scanner of the Point of Sale usage page: it says what it is and then only what it scans. What it scans is a
// citizen's: each report is let go of at once, and that one came, and when, is all that is kept. Nothing is ever sent.
import { type Failure, type Field, heardFields, hidScannerFields } from "@kiosk/firmware-profiles";
import type { ExchangeStep, HidTransport } from "../ports.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";

interface Listening {
  readonly stop: AbortController;
  /** what its report descriptor amounts to */
  readonly fields: readonly Field[];
  /** the report descriptor, to be seen for as long as the scanner is open */
  readonly exchange: readonly ExchangeStep[];
}

export class HidScannerSession extends PolledSession<HidTransport> {
  #listening: Listening | undefined;
  #heardAt: number | undefined;

  override close(): Promise<void> {
    this.#listening?.stop.abort();
    this.#listening = undefined;
    return super.close();
  }

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, clock } = this.options;
    const listening = this.#listening ?? (await this.#listen(signal));
    if (!listening) return { name: "wrongDevice", detail: `${transport.url} has no collection of usage page 8C` };
    const silentMs = this.#heardAt === undefined ? undefined : clock.monotonic() - this.#heardAt;
    learnt.fields = [...listening.fields, ...heardFields(silentMs)];
    learnt.exchange = listening.exchange;
    return undefined;
  }

  /** Undefined: it is no scanner. */
  async #listen(signal: AbortSignal): Promise<Listening | undefined> {
    const { profile, transport } = this.options;
    const descriptor = await this.inTime(profile.poll.timeoutMs, signal, (s) => transport.open(s), "not open");
    this.log.received(descriptor);
    const fields = hidScannerFields(descriptor);
    if (fields === undefined) return undefined;
    const listening = { stop: new AbortController(), fields, exchange: this.log.steps };
    this.#listening = listening;
    void this.#hear(listening); // never rejects: its end is that nobody listens
    return listening;
  }

  async #hear(listening: Listening): Promise<void> {
    const { transport, clock } = this.options;
    try {
      for await (const _ of transport.chunks(listening.stop.signal)) this.#heardAt = clock.monotonic();
    } catch {
      // It went: the next look opens it anew and says how it is then.
    }
    if (this.#listening === listening) this.#listening = undefined;
  }
}
