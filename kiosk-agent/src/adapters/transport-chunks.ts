// Hands what one open byte stream delivers to every reader that asked, from the moment it asked. Bytes nobody asked
// for are let go: a late answer to an earlier question must not look like the answer to the next one.
import { TransportError } from "../ports.ts";
import { endedBySignal } from "./transport-errno.ts";

/** More than any answer of a device: a reader that far behind is being flooded by a broken line. */
const unreadLimitBytes = 1024 * 1024;

type Ending = { readonly name: "closed" } | { readonly name: "failed"; readonly error: TransportError };

class Reader implements AsyncIterableIterator<Uint8Array> {
  readonly #queue: Uint8Array[] = [];
  readonly #signal: AbortSignal;
  readonly #leave: (reader: Reader) => void;
  readonly #onAbort: () => void;
  #unreadBytes = 0;
  #ending: Ending | undefined;
  #wake: (() => void) | undefined;

  constructor(signal: AbortSignal, leave: (reader: Reader) => void) {
    this.#signal = signal;
    this.#leave = leave;
    this.#onAbort = () => this.end({ name: "failed", error: endedBySignal(signal, "reading") });
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  push(chunk: Uint8Array): void {
    if (this.#ending !== undefined) return;
    this.#queue.push(chunk);
    this.#unreadBytes += chunk.length;
    if (this.#unreadBytes > unreadLimitBytes) {
      this.#queue.length = 0;
      this.end({ name: "failed", error: new TransportError("invalid", "the device sends without end") });
    }
    this.#wake?.();
  }

  end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#leave(this);
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      // What arrived before the end is still given out; after an abort nobody wants it.
      const chunk = this.#signal.aborted ? undefined : this.#queue.shift();
      if (chunk !== undefined) {
        this.#unreadBytes -= chunk.length;
        return { done: false, value: chunk };
      }
      if (this.#ending?.name === "failed") throw this.#ending.error;
      if (this.#ending !== undefined) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#queue.length = 0;
    this.end({ name: "closed" });
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

export class ChunkFan {
  readonly #readers = new Set<Reader>();

  /** Listens from this call on, not from the first `next()`: an answer may be faster than the loop that reads it. */
  reader(signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    const reader = new Reader(signal, (gone) => this.#readers.delete(gone));
    if (!signal.aborted) this.#readers.add(reader);
    return reader;
  }

  push(chunk: Uint8Array): void {
    for (const reader of this.#readers) reader.push(chunk);
  }

  /** `error` undefined: the stream was closed on purpose. */
  end(error: TransportError | undefined): void {
    for (const reader of [...this.#readers]) {
      reader.end(error === undefined ? { name: "closed" } : { name: "failed", error });
    }
  }
}

/** For a transport that is not open: the first `next()` says so. */
export function failedReader(error: TransportError, signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
  const reader = new Reader(signal, () => undefined);
  reader.end({ name: "failed", error });
  return reader;
}
