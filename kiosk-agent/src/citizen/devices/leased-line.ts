// The line of a device on loan. It keeps no record of what passes: what a citizen's card says is handed to whoever asked for
// it and to nobody else.
import type { Clock, Lease } from "../../ports.ts";
import { TransportError } from "../../ports.ts";
import { within } from "../../within.ts";

/** A device that floods the line fills this much; then the oldest is let go of. */
const maxInboxOctets = 64 * 1024;

export class LeasedLine {
  readonly #lease: Lease;
  readonly #clock: Clock;
  #inbox: Uint8Array[] = [];
  #listening: AbortController | undefined;
  #ended: TransportError | undefined;
  #wake: (() => void) | undefined;

  constructor(lease: Lease, clock: Clock) {
    this.#lease = lease;
    this.#clock = clock;
  }

  /** The lease is over: nothing can be said any more. */
  get isOver(): boolean {
    return this.#lease.ended.aborted;
  }

  /** Opens the line unless it is open. @throws TransportError, within `limitMs` */
  async open(limitMs: number, signal: AbortSignal): Promise<void> {
    const { transport } = this.#lease;
    if (this.#listening) return;
    const opened = await within(this.#clock, limitMs, signal, (s) => transport.open(s));
    if (opened.name === "overdue") throw new TransportError("timeout", "not open in time");
    const listening = new AbortController();
    this.#listening = listening;
    void this.#pump(transport.chunks(listening.signal), listening); // never rejects: it ends in #ended
  }

  /** What came unasked is thrown away first. @throws TransportError, within `limitMs` */
  async send(bytes: Uint8Array, limitMs: number, signal: AbortSignal): Promise<void> {
    this.discard();
    const sent = await within(this.#clock, limitMs, signal, (s) => this.#lease.transport.write(bytes, s));
    if (sent.name === "overdue") throw new TransportError("timeout", "takes no octets");
  }

  /** The receiver fills it with zero. Undefined when nothing came in `limitMs`. @throws TransportError when lost */
  async receive(limitMs: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    signal.throwIfAborted();
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

  /** Lets the device say its last, so that nobody after us hears it: until `quietMs` of silence, at most `limitMs`. */
  async drain(quietMs: number, limitMs: number): Promise<void> {
    const never = new AbortController().signal;
    const until = this.#clock.monotonic() + limitMs;
    try {
      for (;;) {
        const chunk = await this.receive(Math.min(quietMs, until - this.#clock.monotonic()), never);
        if (!chunk) return;
        chunk.fill(0);
      }
    } catch {
      // The line is gone, and what it would have said with it.
    }
  }

  discard(): void {
    for (const chunk of this.#inbox) chunk.fill(0);
    this.#inbox = [];
  }

  /** Gives the device back; the lease closes the line. */
  async giveBack(): Promise<void> {
    this.#listening?.abort();
    this.discard();
    await this.#lease.release();
  }

  async #pump(chunks: AsyncIterable<Uint8Array>, listening: AbortController): Promise<void> {
    let ended = new TransportError("lost", "the line ended");
    try {
      for await (const chunk of chunks) {
        if (listening.signal.aborted) chunk.fill(0);
        else this.#take(chunk);
      }
    } catch (error) {
      if (error instanceof TransportError) ended = new TransportError(error.code, "the line is lost");
    }
    this.#ended = ended;
    this.#wake?.();
  }

  #take(chunk: Uint8Array): void {
    this.#inbox.push(chunk);
    let octets = this.#inbox.reduce((sum, one) => sum + one.length, 0);
    while (octets > maxInboxOctets) {
      const oldest = this.#inbox.shift();
      octets -= oldest?.length ?? 0;
      oldest?.fill(0);
    }
    this.#wake?.();
  }
}
