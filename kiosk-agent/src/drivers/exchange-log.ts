import { toHex } from "@kiosk/firmware-profiles";
import type { Clock, ExchangeStep } from "../ports.ts";

/** The contract carries so many steps of so many octets; the newest are the ones support asks for. */
const maxSteps = 16;
const maxOctets = 512;

/** The raw octets of the last exchange, newest last. Octets that arrive in pieces are one step. */
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

  add(dir: ExchangeStep["dir"], bytes: Uint8Array): void {
    const last = this.#steps.at(-1);
    const at = this.#clock.now();
    if (last?.dir === dir && last.bytes.length < maxOctets) {
      const joined = new Uint8Array(last.bytes.length + bytes.length);
      joined.set(last.bytes);
      joined.set(bytes, last.bytes.length);
      this.#steps = [...this.#steps.slice(0, -1), { dir, bytes: joined.subarray(0, maxOctets), at }];
      return;
    }
    this.#steps = [...this.#steps, { dir, bytes: bytes.slice(0, maxOctets), at }].slice(-maxSteps);
  }
}
