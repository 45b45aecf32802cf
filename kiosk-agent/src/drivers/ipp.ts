// Polls a laser printer over IPP: one Get-Printer-Attributes. Only reads.
import { type Failure, type Field, ippFields, ippRequest, type Profile, parseIpp } from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, IppTransport } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { SleepMemory } from "./sleep-memory.ts";

/** request-id is a positive signed integer of 32 bits (RFC 8011 section 4.1.1). */
const lastRequestId = 0x7fff_ffff;
const closingMs = 500;

export interface IppSessionOptions {
  readonly profile: Profile;
  readonly transport: IppTransport;
  readonly clock: Clock;
}

type Asked =
  | { readonly name: "told"; readonly fields: readonly Field[] }
  | { readonly name: "failed"; readonly failure: Failure };

export class IppSession implements DeviceSession {
  readonly #options: IppSessionOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;
  readonly #sleep = new SleepMemory();
  #requestId = 0;

  constructor(options: IppSessionOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      this.#log.clear();
      const budgetMs = Math.max(profile.poll.budgetMs - closingMs, profile.poll.timeoutMs);
      const done = await within(clock, budgetMs, signal, (s) => this.#ask(s));
      const overdue: Failure = { name: "noAnswer", detail: `no end after ${budgetMs} ms` };
      const asked: Asked = done.name === "done" ? done.value : { name: "failed", failure: overdue };
      if (asked.name === "failed") await this.#close();
      return this.#observed(asked);
    });
  }

  /** What a laser printer uses up it measures itself. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Asks, and asks again after silence or an answer that is none: reading attributes twice does nothing. */
  async #ask(signal: AbortSignal): Promise<Asked> {
    let asked = await this.#askOnce(signal);
    for (let again = this.#options.profile.poll.retries; again > 0 && isPassing(asked); again -= 1) {
      asked = await this.#askOnce(signal);
    }
    return asked;
  }

  async #askOnce(signal: AbortSignal): Promise<Asked> {
    const { transport, profile, clock } = this.#options;
    const { timeoutMs } = profile.poll;
    this.#requestId = this.#requestId === lastRequestId ? 1 : this.#requestId + 1;
    const request = ippRequest(this.#requestId, transport.printerUri);
    this.#log.sent(request);
    try {
      const done = await within(clock, timeoutMs, signal, (s) => transport.exchange(request, s));
      if (done.name === "overdue") return failed("noAnswer", `${transport.url}: no answer in ${timeoutMs} ms`);
      this.#log.received(done.value);
      return this.#understood(done.value);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return { name: "failed", failure: failureOf(error) };
    }
  }

  #understood(answer: Uint8Array): Asked {
    const { url } = this.#options.transport;
    const message = parseIpp(answer);
    if (!message?.isWhole) return failed("garbled", `${url}: half an answer, or none that is IPP`);
    if (message.requestId !== this.#requestId) {
      return failed("garbled", `${url}: the answer to request ${message.requestId} came to ${this.#requestId}`);
    }
    return { name: "told", fields: ippFields(message) };
  }

  #observed(asked: Asked): DeviceObservation {
    const { profile, clock, transport } = this.#options;
    const fields = asked.name === "told" ? asked.fields : [];
    const noPrinter: Failure = { name: "wrongDevice", detail: `nothing of a printer at ${transport.url}` };
    const failure = asked.name === "failed" ? asked.failure : fields.length === 0 ? noPrinter : undefined;
    const seen = observe(profile, {
      fields,
      ...(failure ? { failure } : {}),
      // A refusal confirms nothing: what the printer said before still stands.
      answered: fields.some(({ name }) => name !== "refusal"),
      exchange: this.#log.steps,
      droppedBytes: 0,
      at: clock.now(),
    });
    return this.#sleep.through(seen);
  }

  async #close(): Promise<void> {
    const { clock, transport } = this.#options;
    const never = new AbortController().signal;
    // Bounded and deaf to its outcome: every question has a connection of its own.
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }
}

/** Asking again may help: nothing came, or nothing that could be used. */
function isPassing(asked: Asked): boolean {
  return asked.name === "failed" && ["noAnswer", "lost", "garbled"].includes(asked.failure.name);
}

function failed(name: Failure["name"], detail: string): Asked {
  return { name: "failed", failure: { name, detail } };
}
