// Birth, heartbeat and death: what says that this terminal is there. Not durable: an old heartbeat is of no use.
import type { BootId, KioskHeartbeat, KioskId, Mac } from "@kiosk/contract";
import type { DeviceFacts } from "../domain/device-record.ts";
import { birthBody, deathBody, type Envelope, heartbeatBody, stampSent } from "../domain/messages.ts";
import type { Clock, OutboxState, Uplink } from "../ports.ts";

export interface PresenceOptions {
  readonly kioskId: KioskId;
  readonly bootId: BootId;
  readonly macs: readonly Mac[];
  readonly devices: readonly DeviceFacts[];
  readonly agentVersion: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly lastSeq: () => number;
  readonly health: () => Promise<OutboxState>;
  /** when each device last answered; without those that never did */
  readonly answered: () => KioskHeartbeat["answered"];
}

export class Presence {
  readonly #options: PresenceOptions;
  readonly #bootedAt: number;
  readonly #bootedMonotonic: number;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#bootedAt = options.clock.now();
    this.#bootedMonotonic = options.clock.monotonic();
  }

  async birth(uplink: Uplink, signal: AbortSignal): Promise<void> {
    const { agentVersion, macs, devices, health } = this.#options;
    const body = birthBody(this.#envelope(), {
      agentVersion,
      bootedAt: this.#bootedAt,
      macs: [...macs],
      devices: devices.map((d) => ({ ...d })),
      outbox: await health(),
    });
    await uplink.publish("birth", this.#stamped(body), signal);
  }

  async heartbeat(uplink: Uplink, signal: AbortSignal): Promise<void> {
    const uptimeMs = Math.floor(this.#options.clock.monotonic() - this.#bootedMonotonic);
    const { health, answered } = this.#options;
    const body = heartbeatBody(this.#envelope(), { uptimeMs, outbox: await health(), answered: answered() });
    await uplink.publish("heartbeat", this.#stamped(body), signal);
  }

  /** The goodbye of an orderly end. */
  async death(uplink: Uplink, signal: AbortSignal): Promise<void> {
    await uplink.publish("death", this.#stamped(deathBody(this.#envelope(), { reason: "shutdown" })), signal);
  }

  /** The last will, stamped at the time of the CONNECT that carries it. */
  will(): string {
    return this.#stamped(deathBody(this.#envelope(), { reason: "lost" }));
  }

  #stamped(body: string): string {
    return stampSent(body, this.#options.clock.now());
  }

  #envelope(): Envelope {
    const { kioskId, bootId, newId, lastSeq, clock } = this.#options;
    return { id: newId(), kioskId, bootId, seq: lastSeq(), at: clock.now() };
  }
}
