import type { KioskId, OrganisationId } from "@kiosk/contract";
import type { FaultCode } from "@kiosk/firmware-profiles";
import { orderRulesUnder, severityOf } from "../domain/fault-rule/fault-rule.ts";
import { firstFirm } from "../domain/organisation/responsibility.ts";
import type { Millis } from "../domain/time.ts";
import { assignAtOnce, openDueOrders } from "../domain/work-order/open.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import { applyOrderChange, orderNames } from "./order-changes.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules, Step } from "./uplink.ts";

/** Opens what the rules say is due on this kiosk by now; also called when time alone makes it due. */
export function openDue(unit: Unit, rules: IngestRules, kioskId: KioskId, at: Millis): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined || kiosk.faults.size === 0) return;
  const { faultRules } = unit.settings(kiosk.master.contractId);
  const orderRules = orderRulesUnder(faultRules, rules.orderRules);
  const severity = (code: FaultCode) => severityOf(faultRules, code);
  for (const change of openDueOrders(kiosk, at, orderRules, orderNames(unit, rules), severity)) {
    const open = applyOrderChange(unit, rules, kioskId, change, at);
    const firm = change.before === undefined ? firmOf(unit, kioskId, open) : null;
    if (firm === null) continue;
    applyOrderChange(unit, rules, kioskId, assignAtOnce(open, firm, at, orderNames(unit, rules)), at);
  }
}

/** To whom the order goes without anybody's doing. */
function firmOf(unit: Unit, kioskId: KioskId, { order }: OpenOrder): OrganisationId | null {
  const device = order.deviceId === null ? undefined : unit.kiosk(kioskId)?.devices.get(order.deviceId);
  return firstFirm(unit.firms(order.contractId), order, device?.deviceClass);
}

export const openWorkOrders: Step = (uplink, unit, rules) => {
  openDue(unit, rules, uplink.message.kioskId, uplink.message.receivedAt);
  return "next";
};
