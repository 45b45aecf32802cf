// The devices that the session has on loan: taken at the first use, one use of a device at a time, given back together.
import type { DeviceId } from "@kiosk/contract";
import type { Profile } from "@kiosk/firmware-profiles";
import type { Clock, Lease } from "../../ports.ts";
import { TransportError } from "../../ports.ts";
import { within } from "../../within.ts";
import type { Done } from "../ports.ts";
import { refuse } from "../refusal.ts";
import { LeasedLine } from "./leased-line.ts";
import type { CitizenLimits } from "./limits.ts";
import { cancelled, lineFailed } from "./refusals.ts";

export interface LoanedDevice {
  readonly id: DeviceId;
  readonly profile: Profile;
}

export interface LoansOptions {
  /** `Agent.lease` */
  readonly lease: (deviceId: string, limitMs: number) => Promise<Lease | undefined>;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

/** What is done with a device while it is on loan. `signal` aborts when it is to be given up. */
export type Use<T> = (line: LeasedLine, signal: AbortSignal) => Promise<Done<T>>;

/** A `look` is over soon and is waited for; while somebody is at `work` with a device, others are refused. */
export type UseKind = "work" | "look";

export class Loans {
  readonly #options: LoansOptions;
  readonly #lines = new Map<DeviceId, Promise<LeasedLine | undefined>>();
  readonly #uses = new Map<DeviceId, { readonly done: Promise<unknown>; readonly kind: UseKind }>();
  /** lines that are being given back */
  readonly #returning = new Set<Promise<void>>();

  constructor(options: LoansOptions) {
    this.#options = options;
  }

  has(deviceId: DeviceId): boolean {
    return this.#lines.has(deviceId);
  }

  isInUse(deviceId: DeviceId): boolean {
    return this.#uses.has(deviceId);
  }

  /** Never rejects for what a device does. A line that failed is given back, so that monitoring says how it is. */
  async use<T>(device: LoanedDevice, signal: AbortSignal, use: Use<T>, kind: UseKind = "work"): Promise<Done<T>> {
    for (let other = this.#uses.get(device.id); other; other = this.#uses.get(device.id)) {
      if (other.kind === "work" || kind === "look") return refuse("device.busy", "in-use");
      await other.done;
    }
    if (signal.aborted) return cancelled;
    const done = this.#used(device, signal, use);
    this.#uses.set(device.id, { done, kind });
    try {
      return await done;
    } finally {
      this.#uses.delete(device.id);
    }
  }

  /**
   * Waits for uses that were called off to end, and gives everything back, within `limitMs`.
   * @returns how many are still out
   */
  async giveBackAll(limitMs: number): Promise<number> {
    const { clock } = this.#options;
    const never = new AbortController().signal;
    const all = async () => {
      await Promise.allSettled([...this.#uses.values()].map(({ done }) => done));
      for (const id of this.#lines.keys()) this.#giveBack(id);
      await Promise.allSettled(this.#returning);
    };
    await within(clock, limitMs, never, all);
    // Whoever did not heed the signal loses its line.
    for (const id of this.#lines.keys()) this.#giveBack(id);
    return this.#returning.size + this.#uses.size;
  }

  async #used<T>(device: LoanedDevice, signal: AbortSignal, use: Use<T>): Promise<Done<T>> {
    const { profile, id } = device;
    try {
      const line = await this.#line(id, signal);
      if (line === undefined) return refuse("device.absent", "not-lent");
      await line.open(profile.poll.timeoutMs, signal);
      return await use(line, signal);
    } catch (error) {
      if (signal.aborted) return cancelled;
      if (!this.#lines.has(id) && error instanceof TransportError && error.code === "busy") {
        return refuse("device.busy", "lent");
      }
      this.#giveBack(id);
      return lineFailed(profile, error);
    }
  }

  async #line(id: DeviceId, signal: AbortSignal): Promise<LeasedLine | undefined> {
    const { clock, limits } = this.#options;
    const before = await this.#lines.get(id);
    if (before?.isOver) this.#giveBack(id);
    const asked = this.#lines.get(id) ?? this.#lend(id);
    this.#lines.set(id, asked);
    const lent = await within(clock, limits.takeLease, signal, () => asked);
    if (lent.name === "overdue") throw new TransportError("timeout", "not lent in time");
    return lent.value;
  }

  #lend(id: DeviceId): Promise<LeasedLine | undefined> {
    const { lease, clock, limits } = this.#options;
    const asked = lease(id, limits.lease).then((lent) => lent && new LeasedLine(lent, clock));
    asked.catch(() => {
      // Told to whoever waits for it; the next use asks anew.
      if (this.#lines.get(id) === asked) this.#lines.delete(id);
    });
    return asked;
  }

  #giveBack(id: DeviceId): void {
    const asked = this.#lines.get(id);
    this.#lines.delete(id);
    if (asked === undefined) return;
    const returned: Promise<void> = asked
      .then((line) => line?.giveBack())
      .catch(() => undefined) // it was never lent
      .then(() => void this.#returning.delete(returned));
    this.#returning.add(returned);
  }
}
