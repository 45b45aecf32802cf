// A Zebra/Eltron card printer: polled like any stream device. It tells all passes since it was new and after how many it
// wants a cleaning, but not when the last cleaning was: so the agent counts the passes since the one it was told of.
import { type Field, type ZebraFrame, zebraUncounted } from "@kiosk/firmware-profiles";
import type { Conversation, StreamMachine } from "./conversation.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";
import { type ZebraQuestion, zebraMachine } from "./zebra-p3xx.ts";

type Options = Omit<StreamSessionOptions<ZebraQuestion, ZebraFrame>, "machine">;

/** Durable: the passes that the printer told last. */
const passesSeen = "passesSeen";

export class ZebraSession extends StreamSession<ZebraQuestion, ZebraFrame> {
  readonly #options: Options;
  /** the printer told in this poll after how many passes it wants a cleaning */
  #knowsLimit = false;

  constructor(options: Options) {
    super({ ...options, machine: zebraMachine(options.profile.poll.retries) });
    this.#options = options;
  }

  protected override async hold(
    machine: StreamMachine<ZebraQuestion, ZebraFrame>,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const heard = await super.hold(machine, budgetMs, signal);
    this.#knowsLimit = numberOf(heard, "alertPasses") !== undefined;
    const passes = numberOf(heard, "impressions");
    if (passes !== undefined) await this.#count(passes);
    return heard;
  }

  protected override async countedFields(): Promise<Field[]> {
    const fields = this.#knowsLimit ? await super.countedFields() : [];
    return fields.length > 0 ? fields : [zebraUncounted];
  }

  /**
   * What came on top since the printer told last. A counter that was never reset has no beginning: counting into it
   * would make a printer look clean of which nobody knows when it was cleaned. Interrupted between the two, passes
   * are counted twice and the cleaning comes early, never late.
   */
  async #count(passes: number): Promise<void> {
    const { counters, deviceId, profile } = this.#options;
    const counter = profile.consumables.find((entry) => entry.kind === "cleaningKit")?.counter;
    if (!counter) return;
    try {
      const seen = await counters.read(deviceId, passesSeen);
      const more = passes - (seen ?? passes);
      if (more > 0 && (await counters.read(deviceId, counter)) !== undefined) {
        await counters.add(deviceId, counter, more);
      }
      // Fewer than before: another printer, or another board in it. What it did before is nobody's to count.
      if (more < 0) await counters.reset(deviceId, passesSeen);
      const from = more < 0 ? 0 : (seen ?? 0);
      if (passes !== from) await counters.add(deviceId, passesSeen, passes - from);
    } catch {
      // The disk is full or broken: the passes stay on top of `passesSeen` and are counted with the next poll.
    }
  }
}

function numberOf(heard: Conversation, name: string): number | undefined {
  const field = heard.fields.find((one) => one.name === name);
  return field?.shape === "value" ? field.number : undefined;
}
