// Polls a UPS over HID: its report descriptor when it is opened, then the feature reports that hold what we want to know.
// Only reads: a UPS obeys what is written to it, and one of its outputs is the kiosk itself.
import {
  answersPowerQuestion,
  describesPower,
  type Failure,
  type HidDescriptor,
  type PowerQuestion,
  type Profile,
  parseHidDescriptor,
  powerFields,
  powerQuestions,
} from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, HidTransport } from "../ports.ts";
import { TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";

const closingMs = 500;
/** A UPS has about ten reports of interest; a descriptor that names more is not asked for ever. */
const maxQuestions = 40;

export interface HidPowerOptions {
  readonly profile: Profile;
  readonly transport: HidTransport;
  readonly clock: Clock;
}

/** What was read before it ended, and how it ended where it did not end well. */
interface Heard {
  descriptor?: HidDescriptor;
  readonly reports: Map<number, Uint8Array>;
}

export class HidPowerSession implements DeviceSession {
  readonly #options: HidPowerOptions;
  readonly #queue = new OneAtATime();
  readonly #log: ExchangeLog;
  /** of the device as it is open now */
  #descriptor: HidDescriptor | undefined;

  constructor(options: HidPowerOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const { profile, clock } = this.#options;
      this.#log.clear();
      const heard: Heard = { reports: new Map() };
      const budgetMs = Math.max(profile.poll.budgetMs - closingMs, profile.poll.timeoutMs);
      const asked = await within(clock, budgetMs, signal, (s) => this.#ask(heard, s));
      const overdue: Failure = { name: "garbled", detail: `no end after ${budgetMs} ms` };
      const failure = asked.name === "done" ? asked.value : overdue;
      if (failure) await this.#close();
      return this.#observed(heard, failure);
    });
  }

  /** A UPS measures its battery itself. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #ask(heard: Heard, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      const descriptor = await this.#open(signal);
      if (descriptor === undefined) return { name: "garbled", detail: "the report descriptor is none" };
      if (!describesPower(descriptor))
        return { name: "wrongDevice", detail: "the report descriptor is not that of a UPS" };
      heard.descriptor = descriptor;
      const questions = powerQuestions(descriptor).slice(0, maxQuestions);
      let refused: Failure | undefined;
      for (const question of questions) {
        const answer = await this.#report(question, signal);
        if (answer instanceof Uint8Array) heard.reports.set(question.reportId, answer);
        else refused = answer;
      }
      if (heard.reports.size > 0) return undefined;
      return refused ?? { name: "garbled", detail: "the report descriptor names no report to ask for" };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = failureOf(error);
      // Silence after it has answered is half an answer: what was read stands, what was not is not known.
      return heard.reports.size > 0 && failure.name === "noAnswer" ? { ...failure, name: "garbled" } : failure;
    }
  }

  async #open(signal: AbortSignal): Promise<HidDescriptor | undefined> {
    if (this.#descriptor) return this.#descriptor;
    const { transport } = this.#options;
    const octets = await this.#limited("no report descriptor", signal, (s) => transport.open(s));
    this.#log.received(octets);
    this.#descriptor = parseHidDescriptor(octets);
    return this.#descriptor;
  }

  /** The report, or the failure where the device refuses this one and others may still be had. */
  async #report(question: PowerQuestion, signal: AbortSignal): Promise<Uint8Array | Failure> {
    const { profile, transport } = this.#options;
    const { reportId, length } = question;
    let trouble = new TransportError("timeout", "never asked");
    for (let tries = 0; tries <= profile.poll.retries; tries += 1) {
      this.#log.sent(Uint8Array.of(reportId));
      try {
        const report = await this.#limited(`report ${reportId}`, signal, (s) => transport.feature(reportId, length, s));
        this.#log.received(report);
        if (answersPowerQuestion(question, report)) return report;
        trouble = new TransportError("invalid", `report ${reportId}: another answer than was asked for`);
      } catch (error) {
        if (signal.aborted || !(error instanceof TransportError)) throw error;
        // A stall is a plain no: some UPS declare reports that they do not have.
        if (error.code === "invalid") return failureOf(error);
        if (error.code !== "timeout") throw error;
        trouble = error;
      }
    }
    throw trouble;
  }

  async #limited(what: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Uint8Array>) {
    const { profile, clock, transport } = this.#options;
    const { timeoutMs } = profile.poll;
    const done = await within(clock, timeoutMs, signal, work);
    if (done.name === "done") return done.value;
    throw new TransportError("timeout", `${transport.url}: ${what}: no answer in ${timeoutMs} ms`);
  }

  #observed({ descriptor, reports }: Heard, failure: Failure | undefined): DeviceObservation {
    const { profile, clock } = this.#options;
    const fields = descriptor ? powerFields(descriptor, reports, profile.quirks) : [];
    const { stale: _, ...seen } = observe(profile, {
      fields,
      ...(failure ? { failure } : {}),
      // Half an answer confirms nothing: what the UPS said before still stands.
      answered: failure === undefined,
      exchange: this.#log.steps,
      droppedBytes: 0,
      at: clock.now(),
    });
    return seen;
  }

  async #close(): Promise<void> {
    const { clock, transport } = this.#options;
    this.#descriptor = undefined;
    const never = new AbortController().signal;
    // Bounded and deaf to its outcome: the next poll opens the device anew.
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }
}
