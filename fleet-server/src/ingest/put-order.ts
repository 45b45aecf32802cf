import { withEntry, withoutEntry } from "../domain/kiosk/kiosk.ts";
import { isOrderOpen, type OpenOrder } from "../domain/work-order/work-order.ts";
import type { Unit } from "./unit.ts";

/** Puts an order as it now is into the unit; a closed one leaves the memory. */
export function putOrder(unit: Unit, open: OpenOrder): void {
  const { order } = open;
  unit.put("workOrder", order);
  unit.touchedOrders.add(order.id);
  const kiosk = unit.kiosk(order.kioskId);
  if (kiosk === undefined) return;
  const orders = isOrderOpen(order.state)
    ? withEntry(kiosk.orders, order.id, open)
    : withoutEntry(kiosk.orders, order.id);
  unit.setKiosk({ ...kiosk, orders });
}
