// Polls a laser printer over SNMP: one GET of the scalars, then the columns of its tables. Only reads.
import {
  type Failure,
  type Profile,
  printerFields,
  printerIndex,
  printerIndexColumn,
  printerScalars,
  printerTables,
} from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, SnmpTransport, SnmpVariable } from "../ports.ts";
import { TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { oidOctets } from "./oid-octets.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { SleepMemory } from "./sleep-memory.ts";

/** More rows than any printer of this size has; an agent that goes on for ever is cut here. */
const maxRows = 64;
/** A print server may have several; the first is ours. */
const maxPrinters = 8;
const closingMs = 500;

export interface PrinterSessionOptions {
  readonly profile: Profile;
  readonly transport: SnmpTransport;
  readonly clock: Clock;
}

export class PrinterSession implements DeviceSession {
  readonly #options: PrinterSessionOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;
  readonly #sleep = new SleepMemory();
  /** which of the host's devices is the printer; asked again after a poll that failed, for it may be another host by then */
  #deviceIndex: number | undefined;

  constructor(options: PrinterSessionOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      this.#log.clear();
      const variables: SnmpVariable[] = [];
      const budgetMs = Math.max(profile.poll.budgetMs - closingMs, profile.poll.timeoutMs);
      const asked = await within(clock, budgetMs, signal, (s) => this.#ask(variables, s));
      const overdue: Failure = { name: "garbled", detail: `no end after ${budgetMs} ms` };
      const failure = asked.name === "done" ? asked.value : overdue;
      if (failure) {
        this.#deviceIndex = undefined;
        await this.#close();
      }
      return this.#observed(variables, failure);
    });
  }

  /** What a laser printer uses up it measures itself. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Fills `variables`; the failure that ended it early, if any. The transport repeats lost packets itself. */
  async #ask(variables: SnmpVariable[], signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, profile, clock } = this.#options;
    const { timeoutMs, retries } = profile.poll;
    const limitMs = timeoutMs * (retries + 1);
    const ask = async (work: (signal: AbortSignal) => Promise<SnmpVariable[]>) => {
      const done = await within(clock, limitMs, signal, work);
      if (done.name === "overdue") throw new TransportError("timeout", `${transport.url}: no answer in ${limitMs} ms`);
      variables.push(...done.value);
      return done.value;
    };
    try {
      if (this.#deviceIndex === undefined) {
        this.#logSent([printerIndexColumn]);
        const printers = await ask((s) => transport.walk(printerIndexColumn, maxPrinters, s));
        this.#logReceived(printers);
        this.#deviceIndex = printerIndex(printers);
      }
      const scalars = printerScalars(this.#deviceIndex ?? 1);
      this.#logSent(scalars);
      this.#logReceived(await ask((s) => transport.get(scalars, s)));
      for (const columns of printerTables) {
        this.#logSent(columns);
        for (const column of columns) {
          this.#logReceived(await ask((s) => transport.walk(column, maxRows, s)));
        }
      }
      return undefined;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = failureOf(error);
      // Silence after it has answered is half an answer: what was read stands, what was not is not known.
      return variables.length > 0 && failure.name === "noAnswer" ? { ...failure, name: "garbled" } : failure;
    }
  }

  #observed(variables: readonly SnmpVariable[], failure: Failure | undefined): DeviceObservation {
    const { profile, clock, transport } = this.#options;
    const fields = printerFields(variables);
    const noPrinter: Failure = { name: "wrongDevice", detail: `none of a printer's objects at ${transport.url}` };
    const wrong = failure ?? (fields.length === 0 ? noPrinter : undefined);
    const seen = observe(profile, {
      fields,
      ...(wrong ? { failure: wrong } : {}),
      // Half an answer confirms nothing: what the printer said before still stands.
      answered: failure === undefined,
      exchange: this.#log.steps,
      droppedBytes: 0,
      at: clock.now(),
    });
    return this.#sleep.through(seen);
  }

  // For support: object identifiers and values as they stand in the packets, which themselves stay in the transport.
  #logSent(oids: readonly string[]): void {
    this.#log.sent(Uint8Array.from(oids.flatMap((oid) => [...oidOctets(oid)])));
  }

  #logReceived(variables: readonly SnmpVariable[]): void {
    for (const { raw } of variables) this.#log.received(raw);
  }

  async #close(): Promise<void> {
    const { clock, transport } = this.#options;
    const never = new AbortController().signal;
    // Bounded and deaf to its outcome: the transport opens a fresh socket for the next question.
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }
}
