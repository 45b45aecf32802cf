// A thermal-rewrite card machine: polled like any stream device, and in three things a kind of its own. While it says
// that it is running it is asked again; one that never gets done is stuck and not busy; and since it does not count the
// cards since its cleaning, the agent does.
import { type Field, type SanwaFrame, sanwaJob, sanwaUncounted } from "@kiosk/firmware-profiles";
import type { DeviceObservation } from "../ports.ts";
import type { Conversation, StreamMachine } from "./conversation.ts";
import { type SanwaTurn, sanwaMachine } from "./sanwa-crp.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";

type Options = Omit<StreamSessionOptions<SanwaTurn, SanwaFrame>, "machine">;

/** Eight ENQ a quarter of a second apart: enough for a status, and no poll waits for a whole print. */
const enquiries = 8;
const enquiryPauseMs = 250;

export class SanwaSession extends StreamSession<SanwaTurn, SanwaFrame> {
  readonly #options: Options;
  /** where the card was when the machine was first seen running, and since when (monotonic ms) */
  #running: { readonly position: number; readonly since: number } | undefined;
  #media: "present" | "notPresent" | undefined;
  /** cards seen that the counter could not yet be told of */
  #uncounted = 0;

  constructor(options: Options) {
    const { retries } = options.profile.poll;
    super({ ...options, machine: sanwaMachine({ retries, start: "status" }) });
    this.#options = options;
  }

  override async poll(signal: AbortSignal): Promise<DeviceObservation> {
    const seen = await super.poll(signal);
    await this.#countCard(seen);
    return seen;
  }

  protected override async hold(
    machine: StreamMachine<SanwaTurn, SanwaFrame>,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const { clock, profile } = this.#options;
    const until = clock.monotonic() + budgetMs;
    let heard = await super.hold(machine, budgetMs, signal);
    for (let asked = 0; asked < enquiries && octetOf(heard, "job") === sanwaJob.running; asked += 1) {
      if (clock.monotonic() + enquiryPauseMs >= until) break;
      await clock.sleep(enquiryPauseMs, signal);
      const resumed = sanwaMachine({ retries: profile.poll.retries, start: "status reply" });
      heard = await super.hold(resumed, until - clock.monotonic(), signal);
    }
    // An ACK alone is one octet, which noise may hold as well: the machine answered if it told something.
    return this.#unlessStuck({ ...heard, answered: heard.fields.length > 0 });
  }

  protected override async countedFields(): Promise<Field[]> {
    const fields = await super.countedFields();
    return fields.length > 0 ? fields : [sanwaUncounted];
  }

  /** A card that moves is work, however long it takes; running with the card in one place for ever is none. */
  #unlessStuck(heard: Conversation): Conversation {
    const { clock, profile } = this.#options;
    const position = octetOf(heard, "position");
    if (octetOf(heard, "job") !== sanwaJob.running || position === undefined) {
      this.#running = undefined;
      return heard;
    }
    const now = clock.monotonic();
    if (this.#running?.position !== position) this.#running = { position, since: now };
    const runningMs = now - this.#running.since;
    const { longestJobMs } = profile.poll;
    if (longestJobMs === undefined || runningMs < longestJobMs) return heard;
    return { ...heard, failure: { name: "stuck", detail: `at one command for ${Math.round(runningMs / 1000)} s` } };
  }

  /**
   * A card that was not there before is one pass. A counter that was never reset has no beginning: counting into it
   * would make a machine look clean of which nobody knows when it was cleaned.
   */
  async #countCard({ readings }: DeviceObservation): Promise<void> {
    const { counters, deviceId, profile } = this.#options;
    const media = readings.find((reading) => reading.kind === "status" && reading.name === "media")?.value;
    if (media === "present" && this.#media === "notPresent") this.#uncounted += 1;
    if (media === "present" || media === "notPresent") this.#media = media;
    const counter = profile.consumables.find((entry) => entry.kind === "cleaningKit")?.counter;
    if (!counter || this.#uncounted === 0) return;
    try {
      if ((await counters.read(deviceId, counter)) !== undefined) {
        await counters.add(deviceId, counter, this.#uncounted);
      }
      this.#uncounted = 0;
    } catch {
      // The disk is full or broken: the cards stay in #uncounted and are told with the next poll.
    }
  }
}

function octetOf(heard: Conversation, name: string): number | undefined {
  const field = heard.fields.find((one) => one.name === name);
  return field?.shape === "value" ? field.raw[0] : undefined;
}
