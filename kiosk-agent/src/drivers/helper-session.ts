// A device behind a vendor helper: polled like any stream device. The helper is a program and not the device: that it
// answers proves nothing about the device, and it is started anew only where it itself may be the trouble.
import type { Failure, HelperFrame, HelperProtocol, Quirk } from "@kiosk/firmware-profiles";
import type { Conversation, StreamMachine } from "./conversation.ts";
import { type HelperPlan, type HelperQuestion, helperMachine, idsUsed } from "./helper.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";

export type HelperSessionOptions = Omit<StreamSessionOptions<HelperQuestion, HelperFrame>, "machine"> & {
  readonly protocol: HelperProtocol;
};

export class HelperSession extends StreamSession<HelperQuestion, HelperFrame> {
  readonly #options: HelperSessionOptions;
  #nextId = 1;
  /** how often in a row the device gave the answer of quirk `offline-after` */
  #inARow = 0;

  constructor(options: HelperSessionOptions) {
    const { retries } = options.profile.poll;
    super({
      ...options,
      machine: helperMachine({ protocol: options.protocol, retries, firstId: 1, job: { ask: "status" } }),
    });
    this.#options = options;
  }

  protected override async hold(
    _machine: StreamMachine<HelperQuestion, HelperFrame>,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const heard = this.#countedOut(await this.ask({ ask: "status" }, budgetMs, signal));
    return heard.failure ? { ...heard, answered: false } : heard;
  }

  /** One conversation with ids that no earlier one had. */
  protected ask(job: HelperPlan["job"], budgetMs: number, signal: AbortSignal): Promise<Conversation> {
    const { profile, protocol } = this.#options;
    const { retries } = profile.poll;
    const firstId = this.#nextId;
    this.#nextId += idsUsed({ retries });
    return super.hold(helperMachine({ protocol, retries, firstId, job }), budgetMs, signal);
  }

  /** A helper that says that its device is not there, or is of the wrong kind, is well itself and goes on. */
  protected override isFaultOfTheLine({ name }: Failure): boolean {
    return name === "noAnswer" || name === "lost" || name === "garbled";
  }

  #countedOut(heard: Conversation): Conversation {
    for (const quirk of this.#options.profile.quirks) {
      if (quirk.quirk === "offline-after") return this.#offlineAfter(quirk, heard);
    }
    return heard;
  }

  #offlineAfter(quirk: Extract<Quirk, { quirk: "offline-after" }>, heard: Conversation): Conversation {
    const isSuch = heard.fields.some(
      (field) => field.shape === "value" && field.name === quirk.field && field.number === quirk.value,
    );
    if (heard.failure) return heard; // says nothing about the row
    this.#inARow = isSuch ? this.#inARow + 1 : 0;
    if (this.#inARow <= quirk.answers) return heard;
    const fields = heard.fields.filter(({ name }) => name === "helper" || name === "vendorLibrary");
    const detail = `${quirk.field} ${quirk.value} for the ${this.#inARow}th time in a row`;
    return { ...heard, fields, failure: { name: "noAnswer", detail } };
  }
}
