// Polls a smart card reader through the PC/SC service: one look at its state. Never connects to a card and sends it
// nothing: the program that serves citizens has the reader whenever it wants it.
import {
  type DeviceState,
  type Failure,
  nextPcscCards,
  type PcscAnswer,
  type PcscCards,
  type Profile,
  pcscFields,
  pcscOctets,
  pcscUnreadable,
} from "@kiosk/firmware-profiles";
import type { Clock, CounterStore, DeviceObservation, DeviceSession, PcscTransport } from "../ports.ts";
import { PcscError, TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";

/** Durable: an agent that starts anew has not forgotten how the last cards fared. */
const counter = "unreadableCards";
const closingMs = 500;
/** The service speaks of the reader, but the reader said nothing. */
const silent: readonly DeviceState[] = ["noDevice", "offline"];
/** Refusals that speak of a reader or card that is there; all others say only that we learnt nothing. */
const telling: readonly DeviceState[] = ["online", "deviceBusy", "userError"];

export interface PcscSessionOptions {
  readonly deviceId: string;
  readonly profile: Profile;
  readonly transport: PcscTransport;
  readonly clock: Clock;
  readonly counters: CounterStore;
}

export class PcscSession implements DeviceSession {
  readonly #options: PcscSessionOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;
  #cards: PcscCards | undefined;

  constructor(options: PcscSessionOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      this.#log.clear();
      const { answer, failure } = await this.#look(signal);
      if (answer) {
        this.#log.received(pcscOctets(answer));
        await this.#count(answer);
      }
      return this.#observed(answer, failure);
    });
  }

  /** A reader uses nothing up. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async close(): Promise<void> {
    const { clock, transport } = this.#options;
    const never = new AbortController().signal;
    // Bounded and deaf to its outcome: the transport begins anew with the next look.
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }

  async #look(signal: AbortSignal): Promise<{ answer?: PcscAnswer; failure?: Failure }> {
    const { retries } = this.#options.profile.poll;
    let heard = await this.#once(signal);
    for (let n = 0; n < retries && heard.failure?.name === "noAnswer"; n += 1) heard = await this.#once(signal);
    return heard;
  }

  async #once(signal: AbortSignal): Promise<{ answer?: PcscAnswer; failure?: Failure }> {
    const { transport, clock, profile } = this.#options;
    const { timeoutMs } = profile.poll;
    try {
      const looked = await within(clock, timeoutMs, signal, (s) => transport.readers(s));
      if (looked.name === "overdue")
        throw new TransportError("timeout", `the PC/SC service is silent for ${timeoutMs} ms`);
      const readers = looked.value;
      const answer = { name: "readers", readers } as const;
      if (readers.length === 1) return { answer };
      if (readers.length === 0)
        return { answer, failure: { name: "absent", detail: "the PC/SC service has no reader" } };
      const detail = `${readers.length} readers, name one: ${readers.map(({ name }) => name).join("; ")}`;
      return { answer, failure: { name: "wrongDevice", detail } };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof PcscError) return { answer: { name: "refused", status: error.status } };
      return { failure: failureOf(error) };
    }
  }

  #observed(answer: PcscAnswer | undefined, failure: Failure | undefined): DeviceObservation {
    const { profile, clock } = this.#options;
    const limit = profile.poll.unreadableCards;
    const unreadable = this.#cards && !failure ? pcscUnreadable(this.#cards, limit) : [];
    const { stale: _, ...seen } = observe(profile, {
      fields: answer && !failure ? [...pcscFields(answer), ...unreadable] : [],
      ...(failure ? { failure } : {}),
      answered: false,
      exchange: this.#log.steps,
      droppedBytes: 0,
      at: clock.now(),
    });
    if (failure || !answer) return seen;
    const answered = answer.name === "readers" ? !silent.includes(seen.state) : telling.includes(seen.state);
    return { ...seen, answered };
  }

  async #count(answer: PcscAnswer): Promise<void> {
    const { counters, deviceId } = this.#options;
    const before = this.#cards ?? { unreadable: (await counters.read(deviceId, counter).catch(() => 0)) ?? 0 };
    const now = nextPcscCards(before, answer);
    this.#cards = now;
    try {
      if (now.unreadable > before.unreadable) await counters.add(deviceId, counter, 1);
      else if (now.unreadable < before.unreadable) await counters.reset(deviceId, counter);
    } catch {
      // The disk is full or broken: the count goes on in memory, and only a restart forgets it.
    }
  }
}
