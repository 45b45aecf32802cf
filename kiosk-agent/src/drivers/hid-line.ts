// A byte stream through the reports of a HID device, for those that put a serial protocol's frames into them.
import { type HidTransport, type StreamTransport, TransportError } from "../ports.ts";
import { hidReports } from "./hid-reports.ts";

/** The report that carries frames out. */
interface Carrier {
  readonly id: number;
  /** octets of one report, without its id */
  readonly octets: number;
}

/** No HID report over USB is longer than this; a descriptor that claims more is not believed. */
const maxReportOctets = 4096;

export class HidLine implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #transport: HidTransport;
  #carrier: Carrier | undefined;
  #hasIds = false;

  constructor(transport: HidTransport) {
    this.#transport = transport;
    this.url = transport.url;
  }

  async open(signal: AbortSignal): Promise<void> {
    const { hasIds, outputs } = hidReports(await this.#transport.open(signal));
    this.#hasIds = hasIds;
    this.#carrier = longest(outputs);
  }

  /** A frame begins a report; what does not fit goes into the next ones, and the last is filled up with zeros. */
  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const carrier = this.#carrier;
    if (carrier === undefined) throw new TransportError("invalid", `${this.url}: the device takes no output reports`);
    for (let at = 0; at < bytes.length; at += carrier.octets) {
      const report = new Uint8Array(1 + carrier.octets);
      report[0] = carrier.id;
      report.set(bytes.subarray(at, at + carrier.octets), 1);
      await this.#transport.write(report, signal);
    }
  }

  /** The payload of each input report, with whatever zeros the device filled it up with. */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array> {
    const reports = this.#transport.chunks(signal);
    return this.#hasIds ? withoutIds(reports) : reports;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

function longest(outputs: ReadonlyMap<number, number>): Carrier | undefined {
  let carrier: Carrier | undefined;
  for (const [id, octets] of outputs) {
    if (octets >= 1 && octets <= maxReportOctets && octets > (carrier?.octets ?? 0)) carrier = { id, octets };
  }
  return carrier;
}

async function* withoutIds(reports: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const report of reports) yield report.subarray(1);
}
