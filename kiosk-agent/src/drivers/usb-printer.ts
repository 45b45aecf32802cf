// Polls a printer over the USB printer class: who it is, its port status, and its status in PJL where it takes that.
// The printer belongs to the print system: it is opened for each poll, only ever asked, and given back at once.
import {
  commandSets,
  type Failure,
  type Field,
  isPagePrinter,
  type Profile,
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
import type { Clock, DeviceObservation, DeviceSession, ExchangeStep, UsbSetup, UsbTransport } from "../ports.ts";
import { TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { type BulkPipes, bulkPipes } from "./bulk-pipes.ts";
import { converse } from "./conversation.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { OpenPipes } from "./open-pipes.ts";
import { SleepMemory } from "./sleep-memory.ts";
import { StreamLine } from "./stream-line.ts";
import { pjlMachine } from "./usb-printer-pjl.ts";

const closingMs = 500;
/** The contract carries so many; the newest are the ones support asks for. */
const mostSteps = 16;
/** What waits in the printer's pipe since the poll before comes within this; some printers stall unless it is read. */
const drainMs = 50;
/** Settings of an interface that a device id may be asked under (USB printer class 1.1: one-way, two-way, 1284.4). */
const alternates = [0, 1, 2] as const;

export interface UsbPrinterOptions {
  readonly profile: Profile;
  readonly transport: UsbTransport;
  readonly clock: Clock;
}

export class UsbPrinterSession implements DeviceSession {
  readonly #options: UsbPrinterOptions;
  readonly #plan: UsbPrinterPlan;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;
  readonly #framer = pjlFramer();
  readonly #sleep = new SleepMemory();
  #pjlSteps: readonly ExchangeStep[] = [];
  #droppedBytes = 0;

  constructor(options: UsbPrinterOptions) {
    this.#options = options;
    this.#plan = usbPrinterPlan(options.profile);
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      this.#log.clear();
      this.#pjlSteps = [];
      const fields: Field[] = [];
      const budgetMs = Math.max(profile.poll.budgetMs - closingMs, profile.poll.timeoutMs);
      const overdue: Failure = { name: "noAnswer", detail: `no end after ${budgetMs} ms` };
      const asked = await within(clock, budgetMs, signal, (s) => this.#askAndClose(fields, s));
      const failure = asked.name === "done" ? asked.value : overdue;
      const seen = observe(profile, {
        fields,
        ...(failure ? { failure: halved(failure, fields) } : {}),
        // Half an answer confirms nothing: what the printer said before still stands.
        answered: failure === undefined,
        exchange: [...this.#log.steps, ...this.#pjlSteps].slice(-mostSteps),
        droppedBytes: this.#droppedBytes + this.#framer.droppedBytes,
        at: clock.now(),
      });
      return this.#sleep.through(seen);
    });
  }

  /** What a laser printer uses up it measures itself. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async close(): Promise<void> {
    const { clock, transport } = this.#options;
    const never = new AbortController().signal;
    // Bounded and deaf to its outcome: the next poll opens it anew.
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }

  async #askAndClose(fields: Field[], signal: AbortSignal): Promise<Failure | undefined> {
    try {
      return await this.#ask(fields, signal);
    } finally {
      await this.close();
    }
  }

  /** Fills `fields`; the failure that ended it early, if any. */
  async #ask(fields: Field[], signal: AbortSignal): Promise<Failure | undefined> {
    try {
      const endpoints = await this.#within(signal, (s) => this.#options.transport.open(s));
      const number = endpoints[0]?.interfaceNumber ?? 0;
      const id = await this.#deviceId(number, signal);
      if (id) fields.push(...usbPrinterFields("deviceId", id));
      const read = id && parseDeviceId(id);
      if (read && !isPagePrinter(read))
        return { name: "wrongDevice", detail: "it says that it is no printer of pages" };
      const status = await this.#request("portStatus", number, signal);
      if (status) fields.push(...usbPrinterFields("portStatus", status));
      if (!id && !status) return { name: "garbled", detail: "it refuses both requests of the printer class" };
      const isPjl = this.#plan.isPjlUnlisted || (read !== undefined && commandSets(read).includes("PJL"));
      return isPjl ? await this.#askPjl(bulkPipes(endpoints), fields, signal) : undefined;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return failureOf(error);
    }
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
    const { transport } = this.#options;
    const length = usbPrinterLengths[question];
    const setup = { requestType: usbPrinterRequestType, request: usbPrinterRequests[question], value: 0, index };
    this.#log.sent(setupOctets(setup, length));
    try {
      const answer = await this.#within(signal, (s) => transport.control(setup, length, s));
      this.#log.received(answer);
      return answer;
    } catch (error) {
      if (error instanceof TransportError && error.code === "invalid") return undefined;
      throw error;
    }
  }

  async #askPjl(pipes: BulkPipes, fields: Field[], signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, clock, profile } = this.#options;
    const { timeoutMs, retries } = profile.poll;
    if (pipes.in === undefined || pipes.out === undefined) return undefined; // a one-way printer cannot answer
    const line = new StreamLine(new OpenPipes(transport, { in: pipes.in, out: pipes.out }), clock);
    try {
      await line.open(timeoutMs, signal);
      await clock.sleep(drainMs, signal);
      const machine = pjlMachine(this.#plan, retries);
      const heard = await converse(machine, { line, framer: this.#framer, clock, timeoutMs }, signal);
      this.#droppedBytes += heard.foreignBytes;
      fields.push(...heard.fields);
      return heard.failure;
    } finally {
      this.#pjlSteps = line.log.steps;
      this.#droppedBytes += line.droppedBytes;
      await line.close(closingMs);
    }
  }

  async #within<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { transport, clock, profile } = this.#options;
    const { timeoutMs } = profile.poll;
    const done = await within(clock, timeoutMs, signal, work);
    if (done.name === "overdue") throw new TransportError("timeout", `${transport.url}: no answer in ${timeoutMs} ms`);
    return done.value;
  }
}

/** Silence after it has answered is half an answer. */
function halved(failure: Failure, fields: readonly Field[]): Failure {
  return fields.length > 0 && failure.name === "noAnswer" ? { ...failure, name: "garbled" } : failure;
}

/** The set-up packet as it goes over the bus (USB 2.0 table 9-2). */
function setupOctets({ requestType, request, value, index }: UsbSetup, length: number): Uint8Array {
  const low = (word: number) => [word & 0xff, (word >> 8) & 0xff];
  return Uint8Array.from([requestType, request, ...low(value), ...low(index), ...low(length)]);
}
