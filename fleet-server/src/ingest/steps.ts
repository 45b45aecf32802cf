// Read this list to know what the server does with a message of a kiosk.
import { foldKioskState } from "./fold-kiosk-state.ts";
import { openWorkOrders } from "./open-work-orders.ts";
import { parseMessage } from "./parse-message.ts";
import { planClocks } from "./plan-clocks.ts";
import { raiseAndClearFaults } from "./raise-and-clear-faults.ts";
import { rejectReplay } from "./reject-replay.ts";
import { storeReadings } from "./store-readings.ts";
import type { Unit } from "./unit.ts";
import { updateConsumables } from "./update-consumables.ts";
import type { IngestCounters, IngestRules, Uplink, UplinkMessage } from "./uplink.ts";

/** All in one transaction with the rest of the group. After its commit: publishChanges, then acknowledge (broker/uplink.ts). */
export const steps = [
  parseMessage,
  rejectReplay,
  storeReadings,
  foldKioskState,
  raiseAndClearFaults,
  updateConsumables,
  openWorkOrders,
  planClocks,
] as const;

/** Takes one message through the steps. Never throws for what a kiosk sent: what cannot be understood is quarantined. */
export function ingest(message: UplinkMessage, unit: Unit, rules: IngestRules, counters: IngestCounters): void {
  const uplink: Uplink = { message, folded: [] };
  for (const step of steps) {
    if (step(uplink, unit, rules, counters) === "done") return;
  }
}
