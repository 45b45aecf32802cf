// A byte stream through the reports of a HID device, for those that put a serial protocol's frames into them.
import { type HidDescriptor, parseHidDescriptor } from "@kiosk/firmware-profiles";
import { type HidTransport, type StreamTransport, TransportError } from "../ports.ts";

/** The report that carries frames out. */
interface Carrier {
  readonly id: number;
  /** octets of one report, without its id */
  readonly octets: number;
}

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
    const descriptor = parseHidDescriptor(await this.#transport.open(signal));
    if (descriptor === undefined) throw new TransportError("invalid", `${this.url}: not a report descriptor`);
    this.#hasIds = reportIds.some((id) => id !== 0 && kinds.some((kind) => descriptor.octets(kind, id) !== undefined));
    this.#carrier = longest(descriptor);
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

const kinds = ["input", "output", "feature"] as const;
/** One octet; 0 where the device has no ids. A report need not name a usage to carry octets. */
const reportIds: readonly number[] = Array.from({ length: 256 }, (_, id) => id);

function longest({ octets }: HidDescriptor): Carrier | undefined {
  let carrier: Carrier | undefined;
  for (const id of reportIds) {
    const length = octets("output", id) ?? 0;
    if (length > (carrier?.octets ?? 0)) carrier = { id, octets: length };
  }
  return carrier;
}

async function* withoutIds(reports: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const report of reports) yield report.subarray(1);
}
