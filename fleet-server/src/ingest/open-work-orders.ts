import type { KioskId } from "@kiosk/contract";
import type { Millis } from "../domain/time.ts";
import { openDueOrders } from "../domain/work-order/open.ts";
import { applyOrderChange, orderNames } from "./order-changes.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules, Step } from "./uplink.ts";

/** Opens what the rules say is due on this kiosk by now; also called when time alone makes it due. */
export function openDue(unit: Unit, rules: IngestRules, kioskId: KioskId, at: Millis): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined || kiosk.faults.size === 0) return;
  for (const change of openDueOrders(kiosk, at, rules.orderRules, orderNames(unit, rules))) {
    applyOrderChange(unit, rules, kioskId, change, at);
  }
}

export const openWorkOrders: Step = (uplink, unit, rules) => {
  openDue(unit, rules, uplink.message.kioskId, uplink.message.receivedAt);
  return "next";
};
