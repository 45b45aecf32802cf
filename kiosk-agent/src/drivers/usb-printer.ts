// Polls a printer over the USB printer class: who it is, its port status, and its status in PJL where it takes that.
// The printer belongs to the print system: it is opened for each poll, only ever asked, and given back at once.
import {
  commandSets,
  type Failure,
  isPagePrinter,
  parseDeviceId,
  pjlFramer,
  type UsbPrinterPlan,
  type UsbPrinterQuestion,
  usbPrinterFields,
  usbPrinterLengths,
  usbPrinterPlan,
  usbPrinterRequests,
  usbPrinterRequestType,
} from "@kiosk/firmware-profiles";
import { TransportError, type UsbSetup, type UsbTransport } from "../ports.ts";
import { type BulkPipes, bulkPipes } from "./bulk-pipes.ts";
import { converse } from "./conversation.ts";
import { OpenPipes } from "./open-pipes.ts";
import { closingMs } from "./poll-budget.ts";
import { type Learnt, PolledSession, type PolledSessionOptions } from "./polled-session.ts";
import { StreamLine } from "./stream-line.ts";
import { pjlMachine } from "./usb-printer-pjl.ts";

/** What waits in the printer's pipe since the poll before comes within this; some printers stall unless it is read. */
const drainMs = 50;
/** Settings of an interface that a device id may be asked under (USB printer class 1.1: one-way, two-way, 1284.4). */
const alternates = [0, 1, 2] as const;

export class UsbPrinterSession extends PolledSession<UsbTransport> {
  protected override readonly closes = "after each poll";
  readonly #plan: UsbPrinterPlan;
  readonly #framer = pjlFramer();
  #lostBytes = 0;

  constructor(options: PolledSessionOptions<UsbTransport>) {
    super(options);
    this.#plan = usbPrinterPlan(options.profile);
  }

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const endpoints = await this.#inTime(signal, (s) => this.options.transport.open(s));
    const number = endpoints[0]?.interfaceNumber ?? 0;
    const id = await this.#deviceId(number, signal);
    if (id) learnt.fields = usbPrinterFields("deviceId", id);
    const read = id && parseDeviceId(id);
    if (read && !isPagePrinter(read)) return { name: "wrongDevice", detail: "it says that it is no printer of pages" };
    const status = await this.#request("portStatus", number, signal);
    if (status) learnt.fields = [...learnt.fields, ...usbPrinterFields("portStatus", status)];
    if (!id && !status) return { name: "garbled", detail: "it refuses both requests of the printer class" };
    const isPjl = this.#plan.isPjlUnlisted || (read !== undefined && commandSets(read).includes("PJL"));
    return isPjl ? await this.#askPjl(bulkPipes(endpoints), learnt, signal) : undefined;
  }

  protected override get droppedBytes(): number {
    return this.#lostBytes + this.#framer.droppedBytes;
  }

  async #deviceId(number: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    for (const alternate of alternates) {
      const answer = await this.#request("deviceId", (number << 8) | alternate, signal);
      if (answer) return answer;
    }
    return undefined;
  }

  /** One class request. Undefined: the printer refuses it. USB itself repeats what the line damages. @throws TransportError */
  async #request(question: UsbPrinterQuestion, index: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const { transport } = this.options;
    const length = usbPrinterLengths[question];
    const setup = { requestType: usbPrinterRequestType, request: usbPrinterRequests[question], value: 0, index };
    this.log.sent(setupOctets(setup, length));
    try {
      const answer = await this.#inTime(signal, (s) => transport.control(setup, length, s));
      this.log.received(answer);
      return answer;
    } catch (error) {
      if (error instanceof TransportError && error.code === "invalid") return undefined;
      throw error;
    }
  }

  async #askPjl(pipes: BulkPipes, learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, clock, profile } = this.options;
    const { timeoutMs, retries } = profile.poll;
    if (pipes.in === undefined || pipes.out === undefined) return undefined; // a one-way printer cannot answer
    const line = new StreamLine(new OpenPipes(transport, { in: pipes.in, out: pipes.out }), clock);
    try {
      await line.open(timeoutMs, signal);
      await clock.sleep(drainMs, signal);
      const machine = pjlMachine(this.#plan, retries);
      const heard = await converse(machine, { line, framer: this.#framer, clock, timeoutMs }, signal);
      this.#lostBytes += heard.foreignBytes;
      learnt.fields = [...learnt.fields, ...heard.fields];
      return heard.failure;
    } finally {
      this.log.append(line.log);
      this.#lostBytes += line.droppedBytes;
      await line.close(closingMs);
    }
  }

  #inTime<V>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<V>): Promise<V> {
    return this.inTime(this.options.profile.poll.timeoutMs, signal, work);
  }
}

/** The set-up packet as it goes over the bus (USB 2.0 table 9-2). */
function setupOctets({ requestType, request, value, index }: UsbSetup, length: number): Uint8Array {
  const low = (word: number) => [word & 0xff, (word >> 8) & 0xff];
  return Uint8Array.from([requestType, request, ...low(value), ...low(index), ...low(length)]);
}
