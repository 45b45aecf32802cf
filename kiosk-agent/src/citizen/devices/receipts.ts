// Printing a receipt. It is printed when the printer says that all of it was carried out; what a printer could not print it
// is made to forget, for the next citizen would find it on the paper.
import {
  customStatusFields,
  customStatusFramer,
  customStatusRequest,
  decode,
  type EscposQuestion,
  escposDrained,
  escposField,
  escposForget,
  escposFramer,
  escposPlan,
  escposReceipt,
  escposRequest,
  type Field,
  isEscposStatus,
  withEscposCause,
} from "@kiosk/firmware-profiles";
import type { Clock } from "../../ports.ts";
import { within } from "../../within.ts";
import type { Done, Refused } from "../ports.ts";
import { refuse } from "../refusal.ts";
import type { LeasedLine } from "./leased-line.ts";
import type { CitizenLimits } from "./limits.ts";
import type { LoanedDevice, Loans } from "./loans.ts";
import { noAnswer } from "./refusals.ts";
import { textLines } from "./text-lines.ts";

export interface ReceiptPrinterOptions {
  readonly device: LoanedDevice;
  readonly loans: Loans;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

/** Written in such pieces, so that giving up does not wait for a whole roll. */
const pieceOctets = 256;

export class ReceiptPrinter {
  readonly #options: ReceiptPrinterOptions;

  constructor(options: ReceiptPrinterOptions) {
    this.#options = options;
  }

  print(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>> {
    const { loans, device, clock, limits } = this.#options;
    return loans.use(device, signal, async (line, s) => {
      const before = await this.#trouble(line, s);
      if (before) return before;
      let isPrinted = false;
      try {
        const after = (await this.#send(line, lines, s)) ?? (await this.#carriedOut(line, s));
        if (after) return after;
        isPrinted = true;
        return { ok: true, value: { pages: 1 } };
      } finally {
        const never = new AbortController().signal;
        if (!isPrinted) {
          await within(clock, limits.cleanUp, never, (over) => line.send(escposForget, limits.cleanUp, over)).catch(
            () => undefined, // the line is gone; a printer without power forgets by itself
          );
        }
      }
    });
  }

  async #send(line: LeasedLine, lines: readonly string[], signal: AbortSignal): Promise<Refused | undefined> {
    const { profile } = this.#options.device;
    const octets = escposReceipt(textLines(profile, lines), profile.printing?.encoding === "gbk");
    const baud = profile.serial?.baud ?? 9600;
    // Ten bits an octet, and as long again for the printer to take them.
    const limitMs = profile.poll.timeoutMs + Math.ceil((pieceOctets * 20_000) / baud);
    for (let at = 0; at < octets.length; at += pieceOctets) {
      await line.send(octets.subarray(at, at + pieceOctets), limitMs, signal);
    }
    octets.fill(0);
    return undefined;
  }

  /** Waits until the answer to a question that stands behind the receipt in the buffer; meanwhile asks how the printer is. */
  async #carriedOut(line: LeasedLine, signal: AbortSignal): Promise<Refused | undefined> {
    const { clock, limits, device } = this.#options;
    const until = clock.monotonic() + limits.receipt;
    await line.send(escposDrained, device.profile.poll.timeoutMs, signal);
    for (;;) {
      if (await this.#heardDrained(line, signal)) return undefined;
      const trouble = await this.#trouble(line, signal);
      if (trouble) return trouble;
      // Well, and never says it: not every model knows the question.
      if (clock.monotonic() >= until) return undefined;
    }
  }

  async #heardDrained(line: LeasedLine, signal: AbortSignal): Promise<boolean> {
    const { clock, device } = this.#options;
    const framer = escposFramer("standard");
    const until = clock.monotonic() + device.profile.poll.timeoutMs;
    for (;;) {
      const chunk = await line.receive(until - clock.monotonic(), signal);
      if (!chunk) return false;
      if (framer.push(chunk).some(({ kind }) => kind === "info")) return true;
    }
  }

  /** Why it cannot print now; undefined: it can. */
  async #trouble(line: LeasedLine, signal: AbortSignal): Promise<Refused | undefined> {
    const { device, clock } = this.#options;
    const fields =
      device.profile.protocol === "escpos" ? await this.#status(line, signal) : await this.#full(line, signal);
    if (fields === undefined) return noAnswer(device.profile, false);
    const { state, conditions } = decode(device.profile, fields, clock.now());
    if (state === "online" || state === "deviceBusy") return undefined;
    const obstacle = conditions.find(({ code }) => !code.endsWith(".low")) ?? conditions[0];
    return refuse("device.failed", obstacle?.code ?? "device.offline");
  }

  async #status(line: LeasedLine, signal: AbortSignal): Promise<readonly Field[] | undefined> {
    const { form, questions } = escposPlan(this.#options.device.profile);
    const fields: Field[] = [];
    for (const question of questions.filter(isEscposStatus)) {
      const field = await this.#octet(line, question, form, signal);
      if (field) fields.push(field);
      // As for monitoring, the fourth may stay unanswered.
      else if (question !== "eot4") return undefined;
    }
    return withEscposCause(fields);
  }

  #octet(
    line: LeasedLine,
    question: EscposQuestion,
    form: Parameters<typeof escposFramer>[0],
    signal: AbortSignal,
  ): Promise<Field | undefined> {
    const framer = escposFramer(form);
    const parse = (chunk: Uint8Array) =>
      framer
        .push(chunk)
        .map((frame) => escposField(question, frame))
        .find((field) => field !== undefined);
    return this.#answer(line, escposRequest(question), parse, signal);
  }

  #full(line: LeasedLine, signal: AbortSignal): Promise<readonly Field[] | undefined> {
    const framer = customStatusFramer();
    const parse = (chunk: Uint8Array) => framer.push(chunk).map(customStatusFields).at(0);
    return this.#answer(line, customStatusRequest, parse, signal);
  }

  async #answer<T>(
    line: LeasedLine,
    request: Uint8Array,
    parse: (chunk: Uint8Array) => T | undefined,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const { clock, device } = this.#options;
    const { timeoutMs, retries } = device.profile.poll;
    for (let attempt = 0; attempt <= retries; attempt += 1) {
      await line.send(request, timeoutMs, signal);
      const until = clock.monotonic() + timeoutMs;
      for (;;) {
        const chunk = await line.receive(until - clock.monotonic(), signal);
        if (!chunk) break;
        const answer = parse(chunk);
        if (answer !== undefined) return answer;
      }
    }
    return undefined;
  }
}
