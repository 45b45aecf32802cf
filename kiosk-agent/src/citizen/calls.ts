// What a service app asks of the terminal, one call after the other: permission first, then the device, then what came of it.
import type { BridgeAnswer, BridgeCall, BridgeCallName } from "@kiosk/contract";
import type { PhoneCodes } from "./phone-codes.ts";
import type { CitizenDevices, Done } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import type { CitizenSession, JobKind } from "./session.ts";

export type CallAnswer = BridgeAnswer<BridgeCallName>;

export interface CallsOptions {
  readonly devices: CitizenDevices;
  readonly codes: PhoneCodes;
  /** something of the session's state may have changed */
  readonly onChange: () => void;
}

const cardWaitMs = 60_000;
const scanWaitMs = 30_000;
/** of a PDF */
const maxPdfOctets = 12_000_000;

export class Calls {
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** Never rejects for what a device does. @param signal of the request: gives up what waits, never what prints */
  async answer(session: CitizenSession, call: BridgeCall, signal: AbortSignal): Promise<Done<CallAnswer>> {
    if (!session.may(call.call)) return refuse("permission.denied", call.call);
    const answer = session.keep(this.#answer(session, call, signal));
    const answered = await answer.catch(() => refuse("device.failed", `${call.call} went wrong`));
    return session.over.aborted ? refuse("call.cancelled", "the session is over") : answered;
  }

  async #answer(session: CitizenSession, call: BridgeCall, signal: AbortSignal): Promise<Done<CallAnswer>> {
    const { devices, codes } = this.#options;
    switch (call.call) {
      case "identity.read-card":
        return await this.#readCard(session, signal);
      case "identity.send-code":
        return await codes.send(session, call.phone, AbortSignal.any([signal, session.over]));
      case "identity.check-code":
        return codes.check(session, call.code);
      case "identity.reveal":
        return reveal(session);
      case "print.booklet":
        return await this.#job(session, "booklet", (over) => devices.printBooklet(call.lines, over));
      case "print.a4":
        return await this.#printA4(session, call);
      case "print.receipt":
        return await this.#job(session, "receipt", (over) => devices.printReceipt(call.lines, over));
      case "endorse.card":
        return await this.#endorse(session, call.lines);
      case "scan.code":
        return await this.#wait(session, signal, (given) => devices.scanCode(scanWaitMs, given));
      case "cancel":
        session.cancelWait();
        return done({});
      case "outcome":
        session.outcome = call.outcome;
        return done({});
    }
  }

  async #readCard(session: CitizenSession, signal: AbortSignal): Promise<Done<CallAnswer>> {
    session.usesCards = true;
    const read = await this.#wait(session, signal, (given) => this.#options.devices.readIdCard(cardWaitMs, given));
    if (!read.ok) return read;
    // Read in the last moment of a session that is over: nobody is to be held by it any more.
    if (session.over.aborted) return refuse("call.cancelled", "the session is over");
    session.card = "present";
    return done(session.identify({ ...read.value, by: "card", phone: "" }));
  }

  /** A card that was written stands in the mouth until somebody takes it: the next look is too late for who is quick. */
  async #endorse(session: CitizenSession, lines: readonly string[]): Promise<Done<CallAnswer>> {
    session.usesCards = true;
    return await this.#job(session, "endorsement", async (over) => {
      const written = await this.#options.devices.endorseCard(lines, over);
      if (written.ok) session.card = "present";
      return written;
    });
  }

  async #wait<T>(
    session: CitizenSession,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Done<T>>,
  ): Promise<Done<T>> {
    const waiting = session.beginWait();
    if (waiting === undefined) return refuse("device.busy", "another call is under way");
    try {
      return await work(AbortSignal.any([signal, waiting.signal, session.over]));
    } catch (error) {
      if (signal.aborted || waiting.signal.aborted) return refuse("call.cancelled");
      throw error;
    } finally {
      session.endWait();
    }
  }

  async #printA4(session: CitizenSession, call: Extract<BridgeCall, { call: "print.a4" }>): Promise<Done<CallAnswer>> {
    const pdf = Buffer.from(call.pdf, "base64");
    if (pdf.length > maxPdfOctets) return refuse("request.invalid", "more than 12 MB");
    if (pdf.subarray(0, 5).toString("latin1") !== "%PDF-") return refuse("request.invalid", "no PDF");
    try {
      const { copies, colour } = call;
      return await this.#job(session, "a4", (over) => this.#options.devices.printA4({ pdf, copies, colour }, over));
    } finally {
      // What stood in the document is a person's.
      pdf.fill(0);
    }
  }

  async #job(
    session: CitizenSession,
    kind: JobKind,
    work: (over: AbortSignal) => Promise<Done<{ readonly pages: number }>>,
  ): Promise<Done<BridgeAnswer<"print.a4">>> {
    if (!session.beginJob(kind)) return refuse("device.busy", "another call is under way");
    this.#options.onChange();
    let printed: Done<{ readonly pages: number }> = refuse("device.failed", "the job went wrong");
    try {
      printed = await work(session.over);
    } finally {
      session.endJob(kind, printed.ok ? "done" : "failed", printed.ok ? "" : printed.code);
      this.#options.onChange();
    }
    return printed.ok ? done({ job: kind, pages: printed.value.pages }) : printed;
  }
}

function reveal(session: CitizenSession): Done<CallAnswer> {
  const { identity } = session;
  if (identity === undefined) return refuse("card.none", "nobody is signed in");
  // One who signed in by phone is shown to an app that may know phones, not to one that may know cards.
  const fit = identity.by === "card" ? "identity.read-card" : "identity.send-code";
  return session.may(fit) ? done(identity) : refuse("permission.denied", fit);
}
