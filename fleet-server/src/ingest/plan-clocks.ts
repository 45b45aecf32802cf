// When time alone will change something about a terminal: a fault settles, an order becomes due, a contract clock runs out.
import type { KioskId } from "@kiosk/contract";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { nextDueAt, responseClocks } from "../domain/sla/response-clocks.ts";
import type { Millis } from "../domain/time.ts";
import { causeKeyOf } from "../domain/work-order/open.ts";
import { type OrderRule, orderDueAt } from "../domain/work-order/rules.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules, Step } from "./uplink.ts";

/** The soonest such instant after `at`, or null. */
export function nextWakeAt(
  kiosk: Kiosk,
  policyId: string | null,
  rules: readonly OrderRule[],
  at: Millis,
): Millis | null {
  let soonest = Number.POSITIVE_INFINITY;
  if (kiosk.status.presence === "online" && kiosk.faults.size > 0) {
    const ordered = new Set([...kiosk.orders.values()].map((o) => o.order.causeKey));
    for (const fault of kiosk.faults.values()) {
      if (fault.dueAt !== null) soonest = Math.min(soonest, fault.dueAt);
      const orderAt = orderDueAt(rules, fault);
      if (orderAt !== null && !ordered.has(causeKeyOf(fault))) soonest = Math.min(soonest, orderAt);
    }
  }
  for (const { events } of kiosk.orders.values()) {
    // a clock breaches the moment after its due instant
    const due = nextDueAt(responseClocks(policyId, events, at));
    if (due !== null) soonest = Math.min(soonest, due + 1);
  }
  return Number.isFinite(soonest) ? Math.max(soonest, at + 1) : null;
}

export function planKiosk(unit: Unit, rules: Pick<IngestRules, "orderRules">, kioskId: KioskId, at: Millis): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined) return;
  const policyId = unit.contract(kiosk.master.contractId)?.policyId ?? null;
  unit.planWake(kioskId, nextWakeAt(kiosk, policyId, rules.orderRules, at));
}

export const planClocks: Step = (uplink, unit, rules) => {
  planKiosk(unit, rules, uplink.message.kioskId, uplink.message.receivedAt);
  return "next";
};
