// An ESC/POS printer: polled like any stream device, but not while answers to an earlier poll may still be on their way.
import type { EscposFrame, EscposQuestion } from "@kiosk/firmware-profiles";
import type { Conversation, StreamMachine } from "./conversation.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";

/** Nobody waits longer, in waits for one answer, for an octet that did not come in time: about five seconds. */
const overdueWaits = 12;

export class EscposSession extends StreamSession<EscposQuestion, EscposFrame> {
  readonly #options: StreamSessionOptions<EscposQuestion, EscposFrame>;
  #quietUntil = 0;

  constructor(options: StreamSessionOptions<EscposQuestion, EscposFrame>) {
    super(options);
    this.#options = options;
  }

  protected override async hold(
    machine: StreamMachine<EscposQuestion, EscposFrame>,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Conversation> {
    const { clock, profile } = this.#options;
    const overdueMs = profile.poll.timeoutMs * overdueWaits;
    const waitMs = Math.max(0, this.#quietUntil - clock.monotonic());
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    try {
      const heard = await super.hold(machine, budgetMs - waitMs, signal);
      if (!heard.failure && (heard.owed ?? 0) === 0) this.#quietUntil = 0;
      else this.#quietUntil = clock.monotonic() + overdueMs;
      return heard;
    } catch (error) {
      this.#quietUntil = clock.monotonic() + overdueMs; // called off in the middle of a question
      throw error;
    }
  }
}
