import type { StreamTransport, UsbTransport } from "../ports.ts";

/** The two bulk pipes of a USB device that somebody else opened, and will close. */
export class OpenPipes implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #transport: UsbTransport;
  readonly #pipes: { readonly in: number; readonly out: number };

  constructor(transport: UsbTransport, pipes: { readonly in: number; readonly out: number }) {
    this.#transport = transport;
    this.#pipes = pipes;
    this.url = transport.url;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.#transport.write(this.#pipes.out, bytes, signal);
  }

  chunks(signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#transport.chunks(this.#pipes.in, signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
