// The frame of a poll for every family that holds no conversation on a line (that is StreamSession): one poll at a time
// and in bounded time, what was learnt stands even where the poll ended early, and the profile says what it means.
import type { DeviceState, Failure, Field, Profile } from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, ExchangeStep, Transport } from "../ports.ts";
import { TransportError } from "../ports.ts";
import { within } from "../within.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { askingMs, closingMs } from "./poll-budget.ts";
import { SleepMemory } from "./sleep-memory.ts";

export interface PolledSessionOptions<T extends Transport> {
  readonly profile: Profile;
  readonly transport: T;
  readonly clock: Clock;
}

/** What a poll has learnt so far. */
export interface Learnt {
  fields: readonly Field[];
  /** Whether the device itself said so, by the state it amounts to. Absent: it did where nothing failed. */
  isAnswer?: (state: DeviceState) => boolean;
  /** absent: the octets of this poll */
  exchange?: readonly ExchangeStep[];
}

export abstract class PolledSession<T extends Transport> implements DeviceSession {
  protected readonly options: PolledSessionOptions<T>;
  /** the octets of this poll */
  protected readonly log: ExchangeLog;
  /** when the transport is closed, to be opened anew by the next poll */
  protected readonly closes: "after failure" | "after each poll" | "at the end" = "after failure";
  readonly #queue = new OneAtATime();
  readonly #sleep = new SleepMemory();

  constructor(options: PolledSessionOptions<T>) {
    this.options = options;
    this.log = new ExchangeLog(options.clock);
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      this.log.clear();
      const learnt: Learnt = { fields: [] };
      const failure = await this.#asked(learnt, signal);
      if (this.closes === "after each poll" || (this.closes === "after failure" && failure)) await this.close();
      return this.#observed(learnt, failure);
    });
  }

  /** What these devices use up they measure themselves, or they use nothing up. */
  replaceConsumable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** Bounded and deaf to its outcome: the next poll opens the transport anew. */
  async close(): Promise<void> {
    const { clock, transport } = this.options;
    const never = new AbortController().signal;
    await within(clock, closingMs, never, () => transport.close()).catch(() => undefined);
  }

  /** Asks the device and fills `learnt` as the answers come; the failure that ended it, if any. @throws TransportError */
  protected abstract ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined>;

  /** bytes that belonged to no frame, since the session began */
  protected get droppedBytes(): number {
    return 0;
  }

  /** @throws TransportError `timeout` when `work` takes longer than `limitMs`, else what `work` throws */
  protected async inTime<V>(
    limitMs: number,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<V>,
    missing = "no answer",
  ): Promise<V> {
    const { clock, transport } = this.options;
    const done = await within(clock, limitMs, signal, work);
    if (done.name === "done") return done.value;
    throw new TransportError("timeout", `${transport.url}: ${missing} in ${limitMs} ms`);
  }

  async #asked(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { profile, clock } = this.options;
    const limitMs = askingMs(profile);
    try {
      const asked = await within(clock, limitMs, signal, (s) => this.ask(learnt, s));
      const overdue: Failure = { name: "noAnswer", detail: `no end after ${limitMs} ms` };
      return halved(asked.name === "done" ? asked.value : overdue, learnt);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return halved(failureOf(error), learnt);
    }
  }

  #observed({ fields, isAnswer, exchange }: Learnt, failure: Failure | undefined): DeviceObservation {
    const { profile, clock } = this.options;
    const seen = observe(profile, {
      fields,
      ...(failure ? { failure } : {}),
      // Half an answer confirms nothing: what the device said before still stands.
      answered: failure === undefined,
      exchange: exchange ?? this.log.steps,
      droppedBytes: this.droppedBytes,
      at: clock.now(),
    });
    return this.#sleep.through(isAnswer ? { ...seen, answered: isAnswer(seen.state) } : seen);
  }
}

/** Silence after it has answered is half an answer: what was learnt stands, what was not is not known. */
function halved(failure: Failure | undefined, { fields }: Learnt): Failure | undefined {
  return failure?.name === "noAnswer" && fields.length > 0 ? { ...failure, name: "garbled" } : failure;
}
