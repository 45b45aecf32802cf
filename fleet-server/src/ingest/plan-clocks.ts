// When time alone will change something about a terminal: a fault settles, or an order becomes due to be opened. The clocks
// of open orders have plans of their own (tell-alarms.ts).
import type { KioskId } from "@kiosk/contract";
import { orderRulesUnder } from "../domain/fault-rule/fault-rule.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { Millis } from "../domain/time.ts";
import { causeKeyOf } from "../domain/work-order/open.ts";
import { type OrderRule, orderDueAt } from "../domain/work-order/rules.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules, Step } from "./uplink.ts";

/** The soonest such instant after `at`, or null. */
function nextWakeAt(kiosk: Kiosk, rules: readonly OrderRule[], at: Millis): Millis | null {
  if (kiosk.status.presence !== "online" || kiosk.faults.size === 0) return null;
  let soonest = Number.POSITIVE_INFINITY;
  const ordered = new Set([...kiosk.orders.values()].map((o) => o.order.causeKey));
  for (const fault of kiosk.faults.values()) {
    if (fault.dueAt !== null) soonest = Math.min(soonest, fault.dueAt);
    const orderAt = orderDueAt(rules, fault);
    if (orderAt !== null && !ordered.has(causeKeyOf(fault))) soonest = Math.min(soonest, orderAt);
  }
  return Number.isFinite(soonest) ? Math.max(soonest, at + 1) : null;
}

export function planKiosk(unit: Unit, rules: Pick<IngestRules, "orderRules">, kioskId: KioskId, at: Millis): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined) return;
  const orderRules = orderRulesUnder(unit.settings(kiosk.master.contractId).faultRules, rules.orderRules);
  unit.planWake(kioskId, nextWakeAt(kiosk, orderRules, at));
}

export const planClocks: Step = (uplink, unit, rules) => {
  planKiosk(unit, rules, uplink.message.kioskId, uplink.message.receivedAt);
  return "next";
};
