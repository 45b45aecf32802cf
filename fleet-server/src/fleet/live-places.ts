// To whom the orders of a change belong, so that the feed tells of each only whom it concerns.
import type { Where } from "../domain/account/caller.ts";
import { whereOf } from "../domain/work-order/where.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Unit } from "../ingest/unit.ts";

/** Also the firm that an order is taken from hears of it: it has it on its screen. @param state after the unit */
export function orderPlacesOf(unit: Unit, state: FleetState): Map<string, readonly Where[]> {
  const places = new Map<string, readonly Where[]>();
  for (const order of unit.rows("workOrder")) places.set(order.id, [whereOf(order)]);
  for (const id of unit.touchedOrders) {
    const open = state.openOrder(id);
    if (open !== undefined) places.set(id, [whereOf(open.order)]);
  }
  for (const { type, orderId, seq } of unit.rows("workOrderEvent")) {
    const open = type === "assigned" ? state.openOrder(orderId) : undefined;
    const former = open?.events.findLast((e) => e.type === "assigned" && e.seq < seq)?.data.organisation ?? null;
    if (open === undefined || former === null) continue;
    places.set(orderId, [...(places.get(orderId) ?? []), { ...whereOf(open.order), vendorId: former }]);
  }
  return places;
}
