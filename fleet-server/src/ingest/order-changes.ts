// Putting a new or continued work order into the unit.
import type { KioskId } from "@kiosk/contract";
import { withEntry, withoutEntry } from "../domain/kiosk/kiosk.ts";
import type { Millis } from "../domain/time.ts";
import { type OrderChange, type OrderNames, shanghaiDate } from "../domain/work-order/open.ts";
import { isOrderOpen } from "../domain/work-order/work-order.ts";
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

export function applyOrderChange(
  unit: Unit,
  rules: Pick<IngestRules, "newId">,
  kioskId: KioskId,
  change: OrderChange,
  at: Millis,
): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined) return;
  const { order } = change.open;
  unit.put("workOrder", order);
  for (const event of change.opened ? change.open.events : [change.event]) unit.put("workOrderEvent", event);
  const orders = isOrderOpen(order.state)
    ? withEntry(kiosk.orders, order.id, change.open)
    : withoutEntry(kiosk.orders, order.id);
  unit.setKiosk({ ...kiosk, orders });
  unit.touchedOrders.add(order.id);
  if (!change.opened) return;
  tell(unit, rules, kioskId, at, {
    kind: "order",
    zh: `开立工单 ${order.number}：${order.titleZh}`,
    en: `Work order ${order.number} opened: ${order.titleEn}`,
    deviceId: order.deviceId,
    refId: order.id,
  });
}
