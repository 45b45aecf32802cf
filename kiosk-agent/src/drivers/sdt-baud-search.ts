// An ID card reader on a serial port whose speed somebody else may have set: where the port's own speed gives silence or
// garble, each poll asks at one more speed. The reader's speed is found out and never changed.
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { Clock, DeviceObservation, DeviceSession, Lease, LineSpeed, StreamTransport } from "../ports.ts";
import { OneAtATime } from "./one-at-a-time.ts";

export interface BaudSearchOptions {
  /** the port at the configured speed */
  readonly transport: StreamTransport;
  readonly speed: LineSpeed;
  /** all that are worth a try, the configured one or not */
  readonly speeds: readonly number[];
  readonly clock: Clock;
  /** the conversation over the port at one speed */
  readonly open: (transport: StreamTransport) => DeviceSession & Required<Pick<DeviceSession, "lease">>;
}

export class BaudSearch implements DeviceSession {
  readonly #options: BaudSearchOptions;
  readonly #queue = new OneAtATime();
  #session: ReturnType<BaudSearchOptions["open"]>;
  /** the speed of #session */
  #baud: number;
  /** the speed that answered last; every other poll of a search tries it again, so that it is not missed for long */
  #home: number;
  /** polls in a row that found nothing */
  #misses = 0;
  #droppedBefore = 0;

  constructor(options: BaudSearchOptions) {
    this.#options = options;
    this.#session = options.open(options.transport);
    this.#baud = options.speed.baud;
    this.#home = options.speed.baud;
  }

  poll(signal: AbortSignal): Promise<DeviceObservation> {
    return this.#queue.run(async () => {
      const polled = await this.#session.poll(signal);
      const seen = { ...polled, droppedBytes: this.#droppedBefore + polled.droppedBytes };
      if (seen.answered) {
        this.#home = this.#baud;
        this.#misses = 0;
        const configured = this.#options.speed.baud;
        return this.#baud === configured
          ? seen
          : this.#noted(seen, `answers at ${this.#baud} baud, not at ${configured}`);
      }
      if (!isMiss(seen)) return seen;
      this.#misses += 1;
      await this.#turnTo(this.#nextBaud());
      this.#droppedBefore = seen.droppedBytes;
      return this.#noted(seen, `silent at the speed tried; looked for in turn at ${this.#speeds().join(", ")} baud`);
    });
  }

  replaceConsumable(consumable: ConsumableKind, part: string): Promise<boolean> {
    return this.#session.replaceConsumable(consumable, part);
  }

  /** At the speed that answered last. */
  lease(limitMs: number, signal: AbortSignal): Promise<Lease> {
    return this.#queue.run(async () => {
      if (this.#baud !== this.#home) await this.#turnTo(this.#home);
      return await this.#session.lease(limitMs, signal);
    });
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #speeds(): number[] {
    return [...new Set([this.#options.speed.baud, ...this.#options.speeds])];
  }

  /** One new speed, then the one of before again, then the next new one. */
  #nextBaud(): number {
    if (this.#misses % 2 === 0) return this.#home;
    const others = this.#speeds().filter((baud) => baud !== this.#home);
    return others[((this.#misses - 1) / 2) % others.length] ?? this.#home;
  }

  async #turnTo(baud: number): Promise<void> {
    await this.#session.close();
    const { open, speed, transport } = this.#options;
    this.#session = open(baud === speed.baud ? transport : speed.at(baud));
    this.#baud = baud;
  }

  /** One note a device: what the profile noted stays in front. */
  #noted(seen: DeviceObservation, text: string): DeviceObservation {
    const before = seen.readings.find(
      (reading) => reading.kind === "text" && reading.name === "note" && reading.part === "",
    );
    const value = before?.kind === "text" ? `${before.value}; ${text}` : text;
    const at = this.#options.clock.now();
    const note = { kind: "text", name: "note", part: "", value, quality: "measured", raw: "", at } as const;
    return { ...seen, readings: [...seen.readings.filter((reading) => reading !== before), note] };
  }
}

/** Silence and garble may be those of a wrong speed; a port that is not there, or not ours, has no speed. */
function isMiss({ state, failure }: DeviceObservation): boolean {
  return state !== "deviceBusy" && (failure?.code === "comm.no-answer" || failure?.code === "comm.garbled");
}
