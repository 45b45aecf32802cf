// Polls a UPS over HID: its report descriptor when it is opened, then the feature reports that hold what we want to know.
// Only reads: a UPS obeys what is written to it, and one of its outputs is the kiosk itself.
import {
  answersPowerQuestion,
  describesPower,
  type Failure,
  type HidDescriptor,
  type PowerQuestion,
  parseHidDescriptor,
  powerFields,
  powerQuestions,
} from "@kiosk/firmware-profiles";
import { type HidTransport, TransportError } from "../ports.ts";
import { failureOf } from "./failure.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";

/** A UPS has about ten reports of interest; a descriptor that names more is not asked for ever. */
const maxQuestions = 40;

export class HidPowerSession extends PolledSession<HidTransport> {
  /** of the device as it is open now */
  #descriptor: HidDescriptor | undefined;

  override close(): Promise<void> {
    this.#descriptor = undefined;
    return super.close();
  }

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const descriptor = await this.#open(signal);
    if (descriptor === undefined) return { name: "garbled", detail: "the report descriptor is none" };
    if (!describesPower(descriptor)) {
      return { name: "wrongDevice", detail: "the report descriptor is not that of a UPS" };
    }
    const reports = new Map<number, Uint8Array>();
    let refused: Failure | undefined;
    for (const question of powerQuestions(descriptor).slice(0, maxQuestions)) {
      const answer = await this.#report(question, signal);
      if (answer instanceof Uint8Array) {
        reports.set(question.reportId, answer);
        learnt.fields = powerFields(descriptor, reports, this.options.profile.quirks);
      } else {
        refused = answer;
      }
    }
    if (reports.size > 0) return undefined;
    return refused ?? { name: "garbled", detail: "the report descriptor names no report to ask for" };
  }

  async #open(signal: AbortSignal): Promise<HidDescriptor | undefined> {
    if (this.#descriptor) return this.#descriptor;
    const { transport, profile } = this.options;
    const { timeoutMs } = profile.poll;
    const octets = await this.inTime(timeoutMs, signal, (s) => transport.open(s), "no report descriptor");
    this.log.received(octets);
    this.#descriptor = parseHidDescriptor(octets);
    return this.#descriptor;
  }

  /** The report, or the failure where the device refuses this one and others may still be had. */
  async #report(question: PowerQuestion, signal: AbortSignal): Promise<Uint8Array | Failure> {
    const { profile, transport } = this.options;
    const { reportId, length } = question;
    let trouble = new TransportError("timeout", "never asked");
    for (let tries = 0; tries <= profile.poll.retries; tries += 1) {
      this.log.sent(Uint8Array.of(reportId));
      try {
        const ask = (s: AbortSignal) => transport.feature(reportId, length, s);
        const report = await this.inTime(profile.poll.timeoutMs, signal, ask, `report ${reportId}: no answer`);
        this.log.received(report);
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
}
