// One open byte stream to one device: what arrives is kept until it is wanted, and thrown away (and counted) before a
// new question, so that the answer to an old one is never taken for it. Every wait is bounded.
import { type Clock, type StreamTransport, TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";

/** A device that talks without being asked may fill so much before the oldest goes. */
const maxInboxOctets = 64 * 1024;

export class StreamLine {
  readonly log: ExchangeLog;
  readonly #transport: StreamTransport;
  readonly #clock: Clock;
  readonly #isDiscreet: boolean;
  #isAsked = false;
  #inbox: Uint8Array[] = [];
  #dropped = 0;
  #listening: AbortController | undefined;
  #ended: TransportError | undefined;
  #wake: (() => void) | undefined;

  /**
   * @param isDiscreet what the device says unasked is a citizen's (a scanned code): it is counted and let go at once,
   * and of what comes while an answer is waited for only `understood` octets get into the log
   */
  constructor(transport: StreamTransport, clock: Clock, isDiscreet = false) {
    this.#transport = transport;
    this.#clock = clock;
    this.#isDiscreet = isDiscreet;
    this.log = new ExchangeLog(clock);
  }

  get transport(): StreamTransport {
    return this.#transport;
  }

  /** Octets that came while nobody had asked. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  /** Opens the transport unless it is open. @throws TransportError, within `limitMs` */
  async open(limitMs: number, signal: AbortSignal): Promise<void> {
    if (this.#listening && !this.#ended) return;
    if (this.#listening) await this.close(limitMs);
    const opened = await within(this.#clock, limitMs, signal, (s) => this.#transport.open(s));
    if (opened.name === "overdue") {
      await this.close(limitMs);
      throw new TransportError("timeout", `${this.#transport.url}: not open after ${limitMs} ms`);
    }
    const listening = new AbortController();
    this.#listening = listening;
    this.#ended = undefined;
    void this.#pump(this.#transport.chunks(listening.signal), listening); // never rejects: it ends in #ended
  }

  /** @throws TransportError, within `limitMs` */
  async send(bytes: Uint8Array, limitMs: number, signal: AbortSignal): Promise<void> {
    this.log.sent(bytes);
    this.#isAsked = true;
    const sent = await within(this.#clock, limitMs, signal, (s) => this.#transport.write(bytes, s));
    if (sent.name === "overdue") {
      throw new TransportError("timeout", `${this.#transport.url}: takes no octets for ${limitMs} ms`);
    }
  }

  /** What arrived, as soon as anything did; undefined when nothing came in `limitMs`. @throws TransportError when lost */
  async receive(limitMs: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const arrival = Promise.withResolvers<void>();
    this.#wake = arrival.resolve;
    if (this.#inbox.length === 0 && !this.#ended) {
      if (limitMs <= 0) return undefined;
      await within(this.#clock, limitMs, signal, () => arrival.promise);
    }
    const chunk = this.#inbox.shift();
    if (!chunk && this.#ended) throw this.#ended;
    return chunk;
  }

  /** These octets, among those received, were an answer. */
  understood(bytes: Uint8Array): void {
    if (this.#isDiscreet) this.log.received(bytes);
  }

  /** The conversation is over. True: whoever holds pieces of what was received must let go of them too. */
  rest(): boolean {
    this.#isAsked = false;
    if (this.#isDiscreet) this.discard();
    return this.#isDiscreet;
  }

  /** Throws away what arrived unasked. */
  discard(): void {
    this.#dropped += this.#inboxOctets();
    this.#inbox = [];
  }

  /** Gives up after `limitMs`: a port that cannot even be closed must not hold the device's loop. */
  async close(limitMs: number): Promise<void> {
    this.#listening?.abort();
    this.#listening = undefined;
    this.discard();
    try {
      await within(this.#clock, limitMs, new AbortController().signal, () => this.#transport.close());
    } catch (error) {
      this.#ended = new TransportError("lost", `close failed: ${String(error)}`); // the next open() tells how it is
    }
  }

  async #pump(chunks: AsyncIterable<Uint8Array>, listening: AbortController): Promise<void> {
    let ended = new TransportError("lost", `${this.#transport.url}: the stream ended`);
    try {
      for await (const chunk of chunks) {
        if (listening.signal.aborted) return;
        this.#take(chunk);
      }
    } catch (error) {
      ended = error instanceof TransportError ? error : new TransportError("lost", String(error));
    }
    if (this.#listening !== listening) return;
    this.#ended = ended;
    this.#wake?.();
  }

  #take(chunk: Uint8Array): void {
    if (this.#isDiscreet && !this.#isAsked) {
      this.#dropped += chunk.length;
      return;
    }
    if (!this.#isDiscreet) this.log.received(chunk);
    this.#inbox.push(chunk);
    while (this.#inboxOctets() > maxInboxOctets) this.#dropped += this.#inbox.shift()?.length ?? 0;
    this.#wake?.();
  }

  #inboxOctets(): number {
    return this.#inbox.reduce((sum, chunk) => sum + chunk.length, 0);
  }
}
