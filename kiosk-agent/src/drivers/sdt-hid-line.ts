// An ID card reader's byte stream through HID reports, without the zeros that a short frame is filled up with: they are
// no noise of the line, and would be counted as that.
import type { StreamTransport } from "../ports.ts";

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;

export class SdtHidLine implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #inner: StreamTransport;

  /** @param inner the reports' payload as it comes */
  constructor(inner: StreamTransport) {
    this.#inner = inner;
    this.url = inner.url;
  }

  open(signal: AbortSignal): Promise<void> {
    return this.#inner.open(signal);
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.#inner.write(bytes, signal);
  }

  chunks(signal: AbortSignal): AsyncIterable<Uint8Array> {
    return unfilled(this.#inner.chunks(signal));
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

async function* unfilled(reports: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let due = 0;
  for await (const report of reports) {
    const isFrame = preamble.every((octet, i) => report[i] === octet);
    // What begins with no preamble and continues no frame is passed on whole.
    if (isFrame) due = 7 + (report[5] ?? 0) * 256 + (report[6] ?? 0);
    else if (due === 0) due = report.length;
    const said = report.subarray(0, due);
    due -= said.length;
    yield said;
  }
}
