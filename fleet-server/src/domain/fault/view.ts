import type { FaultView } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { type FaultRules, severityOf } from "../fault-rule/fault-rule.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { causeKeyOf } from "../work-order/open.ts";
import { type Fault, routeOf } from "./fault.ts";

/** A fault as the screen shows it; unconfirmed while nobody can ask the device. */
export function faultView(kiosk: Kiosk, fault: Fault, rules: FaultRules = new Map()): FaultView {
  const info = faultCodeInfo(fault.code);
  const order = [...kiosk.orders.values()].find((o) => o.order.causeKey === causeKeyOf(fault));
  return {
    id: fault.id,
    kioskId: fault.kioskId,
    deviceId: fault.deviceId,
    code: fault.code,
    part: fault.part,
    zh: info.zh,
    en: info.en,
    severity: severityOf(rules, fault.code),
    state: fault.state,
    detail: fault.detail,
    firstAt: fault.firstAt,
    raisedAt: fault.raisedAt,
    clearedAt: fault.clearedAt,
    occurrences: fault.occurrences,
    flapping: fault.flapping,
    causeId: fault.causeId,
    confirmed: kiosk.status.presence === "online",
    orderId: order?.order.id ?? null,
    raw: fault.raw,
    route: routeOf(fault),
    routeToldByDevice: fault.toldRoute !== null,
  };
}
