// Every ten minutes: how many terminals of each contract were online of those whose point was open. A sample is kept for more
// than a year, so that a month can be held against the same month of the year before.
import { openedOf } from "../domain/kiosk/opened.ts";
import { dayMs, type Millis, minuteMs } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { HistoryStore } from "../ports.ts";

export const lookEveryMs = 5000;
export const sampleEveryMs = 10 * minuteMs;
export const samplesKeptMs = 400 * dayMs;

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

/** Nothing like it exists for the audit log and the log of orders: no line of theirs is ever deleted. */
export async function trimSamples(state: FleetState, history: HistoryStore, at: Millis): Promise<void> {
  for (const { id } of state.contracts) await history.forgetSamples(id, at - samplesKeptMs);
}
