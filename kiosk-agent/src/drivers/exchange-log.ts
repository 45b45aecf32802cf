import { toHex } from "@kiosk/firmware-profiles";
import type { Clock, ExchangeStep } from "../ports.ts";

/** The contract carries so many steps of so many octets; the newest are the ones support asks for. */
const maxSteps = 16;
const maxOctets = 512;

/** The raw octets of the last exchange, newest last. */
export class ExchangeLog {
  readonly #clock: Clock;
  #steps: { dir: ExchangeStep["dir"]; bytes: Uint8Array; at: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get steps(): readonly ExchangeStep[] {
    return this.#steps.map(({ dir, bytes, at }) => ({ dir, hex: toHex(bytes, maxOctets), at }));
  }

  clear(): void {
    this.#steps = [];
  }

  /** Octets that left. */
  sent(bytes: Uint8Array): void {
    this.#push("tx", bytes);
  }

  /** Octets that came. What arrives in pieces is one step. */
  received(bytes: Uint8Array): void {
    const last = this.#steps.at(-1);
    if (last?.dir !== "rx") {
      this.#push("rx", bytes);
      return;
    }
    const joined = new Uint8Array(last.bytes.length + bytes.length);
    joined.set(last.bytes);
    joined.set(bytes, last.bytes.length);
    this.#steps = this.#steps.slice(0, -1);
    this.#push("rx", joined);
  }

  /** What another conversation of the same poll exchanged. */
  append(other: ExchangeLog): void {
    this.#steps = [...this.#steps, ...other.#steps].slice(-maxSteps);
  }

  #push(dir: ExchangeStep["dir"], bytes: Uint8Array): void {
    const step = { dir, bytes: bytes.slice(0, maxOctets), at: this.#clock.now() };
    this.#steps = [...this.#steps, step].slice(-maxSteps);
  }
}
