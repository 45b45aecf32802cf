// Putting a new or continued work order into the unit: its record, its log, its clocks, its parts.
import type { KioskId } from "@kiosk/contract";
import type { Millis } from "../domain/time.ts";
import { type OrderChange, type OrderNames, shanghaiDate } from "../domain/work-order/open.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import { logEvent } from "./order-log.ts";
import { putOrder } from "./put-order.ts";
import { tellAlarms } from "./tell-alarms.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

/** Ids from the rules, numbers from a counter per Shanghai day that is stored with the order. */
export function orderNames(unit: Unit, rules: Pick<IngestRules, "newId">): OrderNames {
  return {
    newId: rules.newId,
    newNumber: (at: Millis) => {
      const day = shanghaiDate(at);
      const key = `orderNumber:${day}`;
      const count = Number(unit.meta(key) ?? "0") + 1;
      unit.put("meta", { key, value: String(count) });
      return `WO-${day}-${String(count).padStart(4, "0")}`;
    },
  };
}

/** @returns the order as it then is */
export function applyOrderChange(
  unit: Unit,
  rules: IngestRules,
  kioskId: KioskId,
  change: OrderChange,
  at: Millis,
): OpenOrder {
  const { order, before } = change;
  const event = logEvent(unit, change.event);
  for (const digest of event.evidence) unit.put("evidenceUse", { digest, place: `order:${order.id}`, at });
  const open: OpenOrder = { order, events: [...(before?.events ?? []), event] };
  putOrder(unit, open);
  const planned = tellAlarms(unit, rules, open, at);
  if (before === undefined) {
    tell(unit, rules, kioskId, at, {
      kind: "order",
      zh: `开立工单 ${order.number}：${order.titleZh}`,
      en: `Work order ${order.number} opened: ${order.titleEn}`,
      deviceId: order.deviceId,
      refId: order.id,
    });
  }
  return planned;
}
