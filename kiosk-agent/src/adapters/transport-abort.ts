// Waits of a transport that their caller may end by a signal.
import type { TransportError } from "../ports.ts";
import { endedBySignal } from "./transport-errno.ts";

/** Waits for `work` until the signal ends the wait; the work itself goes on. @throws TransportError, or what `work` throws */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, doing: string): Promise<T> {
  const given = Promise.withResolvers<never>();
  const onAbort = () => given.reject(endedBySignal(signal, doing));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, given.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

export interface StreamWrite {
  readonly signal: AbortSignal;
  /** names the operation and the device */
  readonly doing: string;
  /** ends the connection */
  readonly lose: (error: TransportError) => void;
}

/**
 * One write to a stream that calls back when it is done. Half a command in the line would garble the next one: a write
 * that its signal ends takes the connection with it. @throws TransportError, or what the stream called back with
 */
export async function writeWhole(
  write: (done: (error: Error | null | undefined) => void) => void,
  { signal, doing, lose }: StreamWrite,
): Promise<void> {
  if (signal.aborted) throw endedBySignal(signal, doing);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => {
    const error = endedBySignal(signal, doing);
    lose(error);
    reject(error);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  write((error) => (error ? reject(error) : resolve()));
  try {
    await promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
