import { type HidTransport, TransportError } from "../../ports.ts";

export interface ReportScript {
  /** undefined: it does not open */
  readonly descriptor: Uint8Array | undefined;
  /** one item an asked report, in order; undefined: refused, or the trouble where it is the last one */
  readonly reports: readonly (Uint8Array | undefined)[];
  readonly trouble: TransportError | undefined;
}

/** A HID device whose feature reports come as a script has them. For tests. */
export class ScriptedReports implements HidTransport {
  readonly kind = "hid";
  readonly url = "hid://0d9f:0004";
  /** report ids that were asked for, hex */
  readonly asked: string[] = [];
  written = 0;
  readonly #script: ReportScript;

  constructor(script: ReportScript) {
    this.#script = script;
  }

  async open(): Promise<Uint8Array> {
    const { descriptor, trouble } = this.#script;
    if (descriptor) return descriptor;
    throw trouble ?? new TransportError("absent", "not plugged in");
  }

  async feature(reportId: number): Promise<Uint8Array> {
    const { reports, trouble } = this.#script;
    const report = reports[this.asked.length];
    this.asked.push(Buffer.from([reportId]).toString("hex"));
    if (report) return report;
    const isLast = this.asked.length >= reports.length;
    throw (isLast && trouble) || new TransportError("invalid", "refused with a stall");
  }

  async write(): Promise<void> {
    this.written += 1;
  }

  async *chunks(): AsyncIterable<Uint8Array> {}

  async close(): Promise<void> {}
}
