// Every ten minutes: how many terminals of each contract were online of those whose point was open.
import { openedOf } from "../domain/kiosk/opened.ts";
import { type Millis, minuteMs } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";

export const lookEveryMs = 5000;
const sampleEveryMs = 10 * minuteMs;

/** Samples once in each ten minutes that the server sees. */
export class AvailabilityWatch {
  #last = 0;

  async run(state: FleetState, commit: GroupCommit, at: Millis): Promise<void> {
    const slot = Math.floor(at / sampleEveryMs) * sampleEveryMs;
    if (slot === this.#last) return;
    const contracts = [...Map.groupBy(state.kiosks, (k) => k.master.contractId)];
    const counted = contracts.map(([contractId, kiosks]) => ({ contractId, ...openedOf(kiosks, at) }));
    // just started: who has not been heard of yet is not missing, and the slot waits for them
    if (counted.some((c) => c.unverified > 0)) return;
    await commit.run((unit) => {
      for (const { contractId, open, online } of counted) {
        unit.put("availabilitySample", { contractId, at: slot, open, online });
      }
    });
    this.#last = slot;
  }
}
