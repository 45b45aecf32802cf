// Scripted stand-ins for the two things a run of the agent talks to: a device's session and the uplink.
import type { Condition, DeviceState, Reading } from "@kiosk/firmware-profiles";
import type { DeviceObservation, DeviceSession, Uplink } from "../src/ports.ts";

/** What a poll of a healthy device amounts to, with what a test changes. */
export function observation(changes: Partial<DeviceObservation> = {}): DeviceObservation {
  return { state: "online", readings: [], conditions: [], exchange: [], answered: true, droppedBytes: 0, ...changes };
}

export function condition(code: Condition["code"], part = ""): Condition {
  return { code, part, detail: "", raw: "" };
}

export function level(value: number): Reading {
  const fixed = { kind: "level", consumable: "toner", part: "black", unit: "percent", quality: "measured" } as const;
  return { ...fixed, value, raw: "", at: 1 };
}

/** A device that does what the test says; counts its polls. */
export class ScriptedDevice {
  polls = 0;
  closed = 0;
  replaced: string[] = [];
  /** what each poll resolves with; a promise that never settles is a hung device */
  answer: () => Promise<DeviceObservation> = async () => observation();

  becomes(state: DeviceState, ...conditions: Condition[]): void {
    this.answer = async () => observation({ state, conditions });
  }

  hangs(): void {
    this.answer = () => new Promise(() => {});
  }

  open(): DeviceSession {
    return {
      poll: () => {
        this.polls += 1;
        return this.answer();
      },
      replaceConsumable: async (consumable, part) => {
        this.replaced.push(`${consumable}/${part}`);
        return consumable === "ribbon";
      },
      close: async () => {
        this.closed += 1;
      },
    };
  }
}

interface Published {
  readonly leaf: string;
  readonly body: Record<string, unknown>;
}

/** The server's end: remembers what was published, acknowledges it unless told to hold. */
export class ScriptedUplink implements Uplink {
  readonly published: Published[] = [];
  holding = false;
  stoppedGracefully: boolean | undefined;
  #pending: { ack: () => void; fail: (reason: Error) => void }[] = [];
  #onConnect = () => {};
  #onDisconnect: (reason: string) => void = () => {};
  #onCommand: (payload: Uint8Array) => void = () => {};
  #connected = false;

  connect(): void {
    this.#connected = true;
    this.#onConnect();
  }

  /** The connection goes; what was not acknowledged fails at the agent. */
  disconnect(): void {
    this.#connected = false;
    const pending = this.#pending;
    this.#pending = [];
    this.#onDisconnect("cut");
    for (const p of pending) p.fail(new Error("connection lost"));
  }

  /** Acknowledges all that is held. */
  release(): void {
    const pending = this.#pending;
    this.#pending = [];
    for (const p of pending) p.ack();
  }

  command(body: unknown): void {
    this.#onCommand(new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)));
  }

  /** `leaf` or `leaf:type`, with the seq of what is durable: `birth`, `snapshot 1`, `diff 2`, `event 3` … */
  trace(): string[] {
    return this.published.map(({ leaf, body }) => {
      if (leaf === "report") return `${String(body.type)} ${String(body.seq)}`;
      return leaf === "event" ? `event ${String(body.seq)}` : leaf;
    });
  }

  publish(leaf: string, body: string): Promise<void> {
    if (!this.#connected) return Promise.reject(new Error("not connected"));
    const parsed: unknown = JSON.parse(body);
    this.published.push({ leaf, body: typeof parsed === "object" && parsed !== null ? { ...parsed } : {} });
    if (!this.holding) return Promise.resolve();
    return new Promise((resolve, reject) => this.#pending.push({ ack: resolve, fail: reject }));
  }

  onConnect(listener: () => void): void {
    this.#onConnect = listener;
  }
  onDisconnect(listener: (reason: string) => void): void {
    this.#onDisconnect = listener;
  }
  onCommand(listener: (payload: Uint8Array) => void): void {
    this.#onCommand = listener;
  }
  async start(): Promise<void> {}
  async stop(graceful: boolean): Promise<void> {
    this.stoppedGracefully = graceful;
  }
}
