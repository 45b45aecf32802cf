// Polls one device for ever. Each device has a loop of its own, so one that hangs or vanishes delays no other; a poll
// that outlives its budget is given up and its session opened anew.
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import { nextPoll, type PollPlan, type PollState } from "../domain/poll-schedule.ts";
import type { Clock, DeviceObservation, DeviceSession, Lease, Log, PrintOutcome } from "../ports.ts";
import { within } from "../within.ts";

export interface DeviceLoopOptions {
  readonly deviceId: string;
  readonly plan: PollPlan;
  /** the profile promises that a poll ends within this, ms */
  readonly budgetMs: number;
  /** a fresh conversation over a fresh transport */
  readonly open: () => DeviceSession;
  readonly onObservation: (deviceId: string, observation: DeviceObservation) => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** What the driver gets beyond its own budget before it counts as hung, ms. */
const graceMs = 1_000;
const closeBudgetMs = 1_000;

export class DeviceLoop {
  readonly #options: DeviceLoopOptions;
  #session: DeviceSession;
  #droppedBytes = 0;
  #wake = new AbortController();

  constructor(options: DeviceLoopOptions) {
    this.#options = options;
    this.#session = options.open();
  }

  /** Runs until `signal` aborts, then closes the session. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { plan, random, onObservation, deviceId } = this.#options;
    let state: PollState = { name: "answering" };
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const observation = await this.#poll(signal);
      if (observation === undefined) break;
      this.#droppedBytes = observation.droppedBytes;
      onObservation(deviceId, observation);
      const next = nextPoll(state, observation.answered, plan, random());
      state = next.state;
      await this.#pause(next.delayMs, signal);
    }
    await this.#close(this.#session);
  }

  /** Something was done to the device: look at it now instead of at the next turn. */
  pollSoon(): void {
    this.#wake.abort();
  }

  /** undefined: this family has no such job. */
  async print(lines: readonly string[], signal: AbortSignal): Promise<PrintOutcome | undefined> {
    const outcome = await this.#session.print?.(lines, signal);
    if (outcome !== undefined) this.pollSoon();
    return outcome;
  }

  /**
   * As the session lends it, see there; undefined: this family cannot be lent. Once the lease is over the device is
   * asked at once, so that it is told as busy no longer than it is.
   */
  async lease(limitMs: number, signal: AbortSignal): Promise<Lease | undefined> {
    const lease = await this.#session.lease?.(limitMs, signal);
    if (lease?.ended.aborted) this.pollSoon();
    else lease?.ended.addEventListener("abort", () => this.pollSoon(), { once: true });
    return lease;
  }

  async replaceConsumable(consumable: ConsumableKind, part: string): Promise<boolean> {
    const replaced = await this.#session.replaceConsumable(consumable, part);
    if (replaced) this.pollSoon();
    return replaced;
  }

  /** undefined: the loop is to end. */
  async #poll(signal: AbortSignal): Promise<DeviceObservation | undefined> {
    const { clock, budgetMs, log, deviceId } = this.#options;
    try {
      const polled = await within(clock, budgetMs + graceMs, signal, (s) => this.#session.poll(s));
      if (polled.name === "done") return polled.value;
      log.warn("device.poll-overdue", { deviceId, budgetMs });
      return this.#failed(`no result within ${budgetMs + graceMs} ms`);
    } catch (error) {
      if (signal.aborted) return undefined;
      // A session rejects only when aborted; this is a defect of a driver, and must not stop the loop.
      log.warn("device.poll-failed", { deviceId, error: String(error) });
      return this.#failed(String(error));
    }
  }

  #failed(detail: string): DeviceObservation {
    void this.#close(this.#session); // bounded; whatever it still does, the new session does not wait for it
    this.#session = this.#options.open();
    return {
      state: "unknown",
      readings: [],
      conditions: [],
      exchange: [],
      answered: false,
      droppedBytes: this.#droppedBytes,
      failure: { code: "comm.no-answer", detail },
    };
  }

  async #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#options.clock.sleep(delayMs, AbortSignal.any([signal, this.#wake.signal]));
    } catch {
      // Woken early or told to stop; the loop's condition tells which.
    }
  }

  async #close(session: DeviceSession): Promise<void> {
    const { clock, log, deviceId } = this.#options;
    try {
      await within(clock, closeBudgetMs, new AbortController().signal, () => session.close());
    } catch (error) {
      log.warn("device.close-failed", { deviceId, error: String(error) });
    }
  }
}
