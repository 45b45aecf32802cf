// Polls one device on a byte stream. The machine and the framer make it a reader or a printer.
import type { ConsumableKind, Failure, Field, Framer, Profile } from "@kiosk/firmware-profiles";
import type { Clock, CounterStore, DeviceObservation, DeviceSession, Lease } from "../ports.ts";
import { within } from "../within.ts";
import { type Conversation, converse, type StreamMachine } from "./conversation.ts";
import { Lending } from "./lending.ts";
import { observe } from "./observation.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { askingMs, closingMs } from "./poll-budget.ts";
import type { StreamLine } from "./stream-line.ts";

export interface StreamSessionOptions<Q extends string, F> {
  readonly deviceId: string;
  readonly profile: Profile;
  readonly line: StreamLine;
  readonly clock: Clock;
  readonly counters: CounterStore;
  readonly framer: Framer<F>;
  readonly machine: StreamMachine<Q, F>;
}

export class StreamSession<Q extends string, F extends { readonly raw: Uint8Array }> implements DeviceSession {
  readonly #options: StreamSessionOptions<Q, F>;
  readonly #queue = new OneAtATime();
  readonly #lending: Lending;
  #foreignBytes = 0;

  constructor(options: StreamSessionOptions<Q, F>) {
    this.#options = options;
    const { line, clock } = options;
    const closeLine = () => line.close(closingMs);
    this.#lending = new Lending({ transport: line.transport, clock, queue: this.#queue, closeLine });
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    if (this.#lending.isLent) return Promise.resolve(this.#lent());
    return this.#queue.run(async () => {
      const { profile, line, clock, machine } = this.#options;
      line.log.clear();
      const heard = await this.hold(machine, askingMs(profile), signal);
      const fields = [...heard.fields, ...(await this.countedFields())];
      const droppedBytes = this.#droppedBytes;
      const exchange = line.log.steps;
      const { stale: _, ...seen } = observe(profile, { ...heard, fields, exchange, droppedBytes, at: clock.now() });
      return seen;
    });
  }

  async replaceConsumable(consumable: ConsumableKind, part: string): Promise<boolean> {
    const { profile, counters, deviceId } = this.#options;
    const entry = profile.consumables.find((one) => one.kind === consumable && one.part === part);
    if (!entry?.counter) return false;
    await counters.reset(deviceId, entry.counter);
    return true;
  }

  lease(limitMs: number, signal: AbortSignal): Promise<Lease> {
    return this.#lending.lend(limitMs, signal);
  }

  close(): Promise<void> {
    this.#lending.end();
    return this.#options.line.close(closingMs);
  }

  get #droppedBytes(): number {
    const { framer, line } = this.#options;
    return framer.droppedBytes + line.droppedBytes + this.#foreignBytes;
  }

  /** Nobody asked the device: what it said before keeps its age, and its status is not known now. */
  #lent(): DeviceObservation {
    const droppedBytes = this.#droppedBytes;
    const at = this.#options.clock.now();
    const value = "lent to a citizen's session; not asked meanwhile";
    const note = { kind: "text", name: "note", part: "", value, quality: "measured", raw: "", at } as const;
    return { state: "deviceBusy", readings: [note], conditions: [], exchange: [], answered: false, droppedBytes };
  }

  /** The counters that belong to this device. One that was never reset has no beginning and so no value. */
  protected async countedFields(): Promise<Field[]> {
    const { profile, counters, deviceId } = this.#options;
    const fields: Field[] = [];
    for (const { counter } of profile.consumables) {
      if (!counter) continue;
      const count = await counters.read(deviceId, counter).catch(() => undefined); // unreadable is unknown, see decode
      if (count === undefined) continue;
      fields.push({ shape: "value", name: counter, part: "", raw: new Uint8Array(0), number: count });
    }
    return fields;
  }

  protected inTurn<T>(operation: () => Promise<T>): Promise<T> {
    return this.#queue.run(operation);
  }

  /** One conversation within `budgetMs`, on a line that is closed again where it failed. */
  protected async hold(machine: StreamMachine<Q, F>, budgetMs: number, signal: AbortSignal): Promise<Conversation> {
    const { profile, line, clock, framer } = this.#options;
    const wires = { line, framer, clock, timeoutMs: profile.poll.timeoutMs };
    const held = await within(clock, budgetMs, signal, (s) => converse(machine, wires, s));
    const overdue: Failure = { name: "noAnswer", detail: `no end after ${budgetMs} ms` };
    const heard: Conversation =
      held.name === "done" ? held.value : { fields: [], failure: overdue, answered: false, foreignBytes: 0 };
    this.#foreignBytes += heard.foreignBytes;
    // Whatever failed on this line, the next poll begins with a fresh one: a device server that was restarted, a port
    // that was plugged in elsewhere. A wrong emulation is no fault of the line.
    if (heard.failure && this.isFaultOfTheLine(heard.failure)) await line.close(closingMs);
    return heard;
  }

  protected isFaultOfTheLine({ name }: Failure): boolean {
    return name !== "wrongEmulation";
  }
}
