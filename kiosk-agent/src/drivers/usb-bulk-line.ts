// A byte stream through the two bulk pipes of a USB interface, for printers that speak over USB what others speak over
// a serial port.
import { type StreamTransport, TransportError, type UsbTransport } from "../ports.ts";
import { bulkPipes } from "./bulk-pipes.ts";

export class UsbBulkLine implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #transport: UsbTransport;
  #pipes: { readonly in: number; readonly out: number } | undefined;

  constructor(transport: UsbTransport) {
    this.#transport = transport;
    this.url = transport.url;
  }

  async open(signal: AbortSignal): Promise<void> {
    const pipes = bulkPipes(await this.#transport.open(signal));
    if (pipes.in === undefined || pipes.out === undefined) {
      await this.#transport.close();
      throw new TransportError("invalid", `${this.url}: the interface has no pair of bulk pipes`);
    }
    this.#pipes = { in: pipes.in, out: pipes.out };
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#transport.write(this.#opened().out, bytes, signal);
  }

  chunks(signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#transport.chunks(this.#opened().in, signal);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #opened() {
    if (this.#pipes === undefined) throw new TransportError("lost", `${this.url} is not open`);
    return this.#pipes;
  }
}
