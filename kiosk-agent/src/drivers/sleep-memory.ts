import type { Condition } from "@kiosk/firmware-profiles";
import type { DeviceObservation } from "../ports.ts";
import type { Observed } from "./observation.ts";

/** Asleep, printers complain of nothing whatever is wrong. What they complained of awake is not over for that. */
export class SleepMemory {
  #awake: readonly Condition[] = [];

  /** The poll as it is told on: while the printer sleeps, with the troubles that it had awake. */
  through({ stale, ...seen }: Observed): DeviceObservation {
    if (!stale) {
      if (seen.answered) this.#awake = seen.conditions;
      return seen;
    }
    const kept = this.#awake.filter((one) => !seen.conditions.some((c) => c.code === one.code && c.part === one.part));
    return { ...seen, conditions: [...seen.conditions, ...kept] };
  }
}
