// A Tally or Dascom printer in MTPL: what it said last about its status holds until it says something else, as long as the
// line is the same and it still answers. A status that nobody heard is unknown.
import { type MtplFrame, type MtplQuestion, mtplFields, mtplFormFeed } from "@kiosk/firmware-profiles";
import type { Conversation, StreamMachine } from "./conversation.ts";
import { CountedPrinterSession } from "./counted-printer-session.ts";
import { mtplMachine } from "./mtpl.ts";
import type { MtplEar } from "./mtpl-ear.ts";
import type { StreamSessionOptions } from "./stream-session.ts";

type Options = Omit<StreamSessionOptions<MtplQuestion, MtplFrame>, "machine"> & {
  /** on the transport of the line */
  readonly ear: MtplEar;
};

export class MtplSession extends CountedPrinterSession<MtplQuestion, MtplFrame> {
  readonly #ear: MtplEar;

  constructor(options: Options) {
    const { poll, quirks } = options.profile;
    const { retries } = poll;
    const mayAskStatus = !quirks.some(({ quirk }) => quirk === "no-current-status");
    const machine = mtplMachine({
      retries,
      questions: [...(mayAskStatus ? ["current" as const] : []), "special", "unit"],
    });
    const identify = mtplMachine({ retries, questions: ["special"] });
    super({ ...options, machine, identify, eject: mtplFormFeed });
    this.#ear = options.ear;
  }

  protected override async hold(
    machine: StreamMachine<MtplQuestion, MtplFrame>,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const heard = await super.hold(machine, budgetMs, signal);
    if (heard.failure) return { ...heard, fields: [] }; // what it said before it fell silent is not how it is
    const unit = heard.fields.find(({ name }) => name === "unit");
    const { told } = this.#ear;
    return { ...heard, fields: mtplFields(told, unit?.shape === "value" ? unit.raw : undefined) };
  }
}
