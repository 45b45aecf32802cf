// Lends a device's line to somebody else's conversation (a citizen's) and takes it back. One lease at a time; while one is
// asked for or running, monitoring leaves the line alone.
import { type Clock, type Lease, type StreamTransport, TransportError } from "../ports.ts";
import { within } from "../within.ts";
import type { OneAtATime } from "./one-at-a-time.ts";

export interface Lender {
  readonly transport: StreamTransport;
  readonly clock: Clock;
  /** whose turn the lease takes: it waits for the poll under way, and what comes after waits for it */
  readonly queue: OneAtATime;
  /** Closes the line within bounded time, whoever opened it. */
  readonly closeLine: () => Promise<void>;
}

export class Lending {
  readonly #lender: Lender;
  #over: AbortController | undefined;

  constructor(lender: Lender) {
    this.#lender = lender;
  }

  get isLent(): boolean {
    return this.#over !== undefined;
  }

  /** @throws TransportError `busy`, or the reason of `signal` where that aborts before the lease begins */
  async lend(limitMs: number, signal: AbortSignal): Promise<Lease> {
    const { transport } = this.#lender;
    signal.throwIfAborted();
    if (this.#over) throw new TransportError("busy", `${transport.url} is lent already`);
    const over = new AbortController();
    this.#over = over;
    const begun = Promise.withResolvers<void>();
    const returned = this.#lender.queue.run(() => this.#run(over, limitMs, begun.resolve));
    const onAbort = () => {
      begun.reject(signal.reason);
      this.#end(over);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    over.signal.addEventListener("abort", () =>
      begun.reject(new TransportError("lost", `${transport.url} was closed`)),
    );
    await begun.promise.finally(() => signal.removeEventListener("abort", onAbort));
    const release = () => {
      this.#end(over);
      return returned;
    };
    return { transport, ended: over.signal, release };
  }

  /** The session ends, and with it whatever is lent. */
  end(): void {
    if (this.#over) this.#end(this.#over);
  }

  async #run(over: AbortController, limitMs: number, begin: () => void): Promise<void> {
    if (over.signal.aborted) return;
    const { clock, closeLine } = this.#lender;
    await closeLine();
    begin();
    const released = new Promise<void>((resolve) => {
      over.signal.addEventListener("abort", () => resolve(), { once: true });
      if (over.signal.aborted) resolve();
    });
    await within(clock, limitMs, new AbortController().signal, () => released);
    // The holder is told before the line is taken from under it. A poll that is asked for from now on waits its turn.
    this.#end(over);
    await closeLine();
  }

  #end(over: AbortController): void {
    if (this.#over === over) this.#over = undefined;
    over.abort();
  }
}
