// Polls a smart card reader through the PC/SC service: one look at its state. Never connects to a card and sends it
// nothing: the program that serves citizens has the reader whenever it wants it.
import {
  type DeviceState,
  type Failure,
  nextPcscCards,
  type PcscAnswer,
  type PcscCards,
  pcscFields,
  pcscOctets,
  pcscUnreadable,
} from "@kiosk/firmware-profiles";
import { type CounterStore, PcscError, type PcscTransport } from "../ports.ts";
import { failureOf } from "./failure.ts";
import { type Learnt, PolledSession, type PolledSessionOptions } from "./polled-session.ts";

/** Durable: an agent that starts anew has not forgotten how the last cards fared. */
const counter = "unreadableCards";
/** The service speaks of the reader, but the reader said nothing. */
const silent: readonly DeviceState[] = ["noDevice", "offline"];
/** Refusals that speak of a reader or card that is there; all others say only that we learnt nothing. */
const telling: readonly DeviceState[] = ["online", "deviceBusy", "userError"];

interface Looked {
  readonly answer?: PcscAnswer;
  readonly failure?: Failure;
}

export interface PcscSessionOptions extends PolledSessionOptions<PcscTransport> {
  readonly deviceId: string;
  readonly counters: CounterStore;
}

export class PcscSession extends PolledSession<PcscTransport> {
  protected override readonly closes = "at the end";
  readonly #deviceId: string;
  readonly #counters: CounterStore;
  #cards: PcscCards | undefined;

  constructor(options: PcscSessionOptions) {
    super(options);
    this.#deviceId = options.deviceId;
    this.#counters = options.counters;
  }

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { profile } = this.options;
    const { answer, failure } = await this.#look(signal);
    if (answer) {
      this.log.received(pcscOctets(answer));
      await this.#count(answer);
    }
    if (failure || !answer) return failure;
    const unreadable = this.#cards ? pcscUnreadable(this.#cards, profile.poll.unreadableCards) : [];
    learnt.fields = [...pcscFields(answer), ...unreadable];
    learnt.isAnswer = (state) => (answer.name === "readers" ? !silent.includes(state) : telling.includes(state));
    return undefined;
  }

  async #look(signal: AbortSignal): Promise<Looked> {
    const { retries } = this.options.profile.poll;
    let heard = await this.#once(signal);
    for (let n = 0; n < retries && heard.failure?.name === "noAnswer"; n += 1) heard = await this.#once(signal);
    return heard;
  }

  async #once(signal: AbortSignal): Promise<Looked> {
    const { transport, profile } = this.options;
    try {
      const readers = await this.inTime(profile.poll.timeoutMs, signal, (s) => transport.readers(s));
      const answer = { name: "readers", readers } as const;
      if (readers.length === 1) return { answer };
      if (readers.length === 0) {
        return { answer, failure: { name: "absent", detail: "the PC/SC service has no reader" } };
      }
      const detail = `${readers.length} readers, name one: ${readers.map(({ name }) => name).join("; ")}`;
      return { answer, failure: { name: "wrongDevice", detail } };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof PcscError) return { answer: { name: "refused", status: error.status } };
      return { failure: failureOf(error) };
    }
  }

  async #count(answer: PcscAnswer): Promise<void> {
    const counters = this.#counters;
    const deviceId = this.#deviceId;
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
