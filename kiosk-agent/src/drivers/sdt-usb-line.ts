// An ID card reader's byte stream over four bulk pipes (0400:C35A): OUT 02 takes preamble and length, OUT 06 the rest;
// IN 81 gives preamble and length, IN 85 the rest.
import { type Clock, type StreamTransport, TransportError, type UsbTransport } from "../ports.ts";
import { within } from "../within.ts";

const pipes = { headOut: 0x02, restOut: 0x06, headIn: 0x81, restIn: 0x85 } as const;
/** AA AA AA 96 69 and the two octets of the length. */
const headOctets = 7;
/**
 * The known program waits so long after each request before it reads. Here a transfer waits at the device from the
 * beginning, which is the same to it; what is kept is that no request follows another sooner.
 */
const pauseMs = 400;

export class SdtUsbLine implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #transport: UsbTransport;
  readonly #clock: Clock;
  #notBefore = 0;
  #answers: Answers | undefined;

  constructor(transport: UsbTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
    this.url = transport.url;
  }

  async open(signal: AbortSignal): Promise<void> {
    const endpoints = await this.#transport.open(signal);
    const missing = Object.values(pipes).filter((pipe) => !endpoints.some(({ address }) => address === pipe));
    if (missing.length === 0) return;
    await this.#transport.close();
    const named = missing.map((pipe) => pipe.toString(16).padStart(2, "0")).join(", ");
    throw new TransportError("invalid", `${this.url}: the interface has no pipe ${named}`);
  }

  async write(frame: Uint8Array, signal: AbortSignal): Promise<void> {
    const waitMs = this.#notBefore - this.#clock.monotonic();
    if (waitMs > 0) await this.#clock.sleep(waitMs, signal);
    this.#answers?.forget();
    this.#notBefore = this.#clock.monotonic() + pauseMs;
    await this.#transport.write(pipes.headOut, frame.subarray(0, headOctets), signal);
    await this.#transport.write(pipes.restOut, frame.subarray(headOctets), signal);
  }

  chunks(signal: AbortSignal): AsyncIterable<Uint8Array> {
    const answers = new Answers(this.#clock);
    this.#answers = answers;
    void answers.listen(this.#transport.chunks(pipes.headIn, signal), "head"); // ends in the answers, never rejects
    void answers.listen(this.#transport.chunks(pipes.restIn, signal), "rest");
    return answers;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

/** How long a head may come after its rest. */
const headMs = 50;
const never = new AbortController().signal;
/** A reader that says rests without heads, or talks to nobody, must not fill memory. */
const mostWaiting = 64;

/** Two transfers may end in any order: a head is passed on before its rest, however they come. */
class Answers implements AsyncIterable<Uint8Array> {
  readonly #heads: Uint8Array[] = [];
  readonly #rests: Uint8Array[] = [];
  /** octets of the rest that belong to the head passed on last; undefined: that was noise, or had noise inside */
  #due: number | undefined = 0;
  #ended: { readonly error?: unknown } | undefined;
  #arrival = Promise.withResolvers<void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async listen(chunks: AsyncIterable<Uint8Array>, from: "head" | "rest"): Promise<void> {
    try {
      for await (const chunk of chunks) {
        if (chunk.length === 0) continue;
        const queue = from === "head" ? this.#heads : this.#rests;
        queue.push(chunk);
        if (queue.length > mostWaiting) queue.shift();
        this.#arrival.resolve();
      }
      this.#ended ??= {};
    } catch (error) {
      this.#ended ??= { error };
    }
    this.#arrival.resolve();
  }

  /** A new question: what is left of the answers to earlier ones belongs to none. */
  forget(): void {
    this.#heads.length = 0;
    this.#rests.length = 0;
    this.#due = 0;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      // Behind what may have been noise the head may still be on its way while its rest is there.
      const isDoubtful = this.#due === undefined && this.#heads.length === 0 && this.#rests.length > 0;
      if (isDoubtful) await within(this.#clock, headMs, never, () => this.#nextArrival());
      const next = this.#next();
      if (next !== undefined) yield next;
      else if (this.#ended?.error !== undefined) throw this.#ended.error;
      else if (this.#ended !== undefined) return;
      else await this.#nextArrival();
    }
  }

  /** All that came before has been looked at. */
  #nextArrival(): Promise<void> {
    this.#arrival = Promise.withResolvers<void>();
    return this.#arrival.promise;
  }

  #next(): Uint8Array | undefined {
    const rest = this.#rests[0];
    // Behind noise the next head goes first; where there is none, noise and rest are for the framer to make out.
    const isRestDue = this.#due === undefined ? this.#heads.length === 0 : this.#due > 0;
    if (rest && isRestDue) {
      this.#rests.shift();
      this.#due = Math.max(0, (this.#due ?? 0) - rest.length);
      return rest;
    }
    const head = this.#heads.shift();
    if (head) this.#due = restOctets(head);
    return head;
  }
}

function restOctets(head: Uint8Array): number | undefined {
  const [high, low] = head.subarray(headOctets - 2);
  const isHead = head.length === headOctets && head[0] === 0xaa && head[3] === 0x96 && head[4] === 0x69;
  return isHead && high !== undefined && low !== undefined ? high * 256 + low : undefined;
}
