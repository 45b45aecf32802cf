// Printing on a booklet, by the agent's own job: it counts the characters, and refuses on a ribbon that is used up.
import type { Clock, PrintOutcome } from "../../ports.ts";
import { within } from "../../within.ts";
import type { Done } from "../ports.ts";
import { refuse } from "../refusal.ts";
import type { CitizenLimits } from "./limits.ts";
import type { LoanedDevice } from "./loans.ts";
import { cancelled } from "./refusals.ts";

export interface BookletPrinterOptions {
  readonly device: LoanedDevice;
  /** `Agent.print` */
  readonly print: (deviceId: string, lines: readonly string[]) => Promise<PrintOutcome>;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

export class BookletPrinter {
  readonly #options: BookletPrinterOptions;
  readonly #under = new Set<Promise<unknown>>();

  constructor(options: BookletPrinterOptions) {
    this.#options = options;
  }

  /** Jobs that were not called off in time and still run. */
  get unfinished(): number {
    return this.#under.size;
  }

  async print(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>> {
    const { device, print, clock, limits } = this.#options;
    if (signal.aborted) return cancelled;
    if (this.#under.size > 0) return refuse("device.busy", "in-use");
    const printed = print(device.id, lines);
    const under: Promise<unknown> = printed.catch(() => undefined).then(() => this.#under.delete(under));
    this.#under.add(under);
    try {
      const outcome = await within(clock, limits.booklet, signal, () => printed);
      if (outcome.name === "overdue") return refuse("device.failed", "comm.no-answer");
      const { value } = outcome;
      return value.name === "printed" ? { ok: true, value: { pages: 1 } } : refuse("device.failed", value.code);
    } catch {
      // The agent stops, or its counter cannot be kept: nothing was printed.
      return signal.aborted ? cancelled : refuse("device.failed", "not-printed");
    }
  }

  /** Lets what is printing end: a booklet with half a page in it is worse. */
  async settle(limitMs: number): Promise<number> {
    const never = new AbortController().signal;
    await within(this.#options.clock, limitMs, never, () => Promise.allSettled(this.#under));
    return this.unfinished;
  }
}
