// Whether an order is read by the firm it is assigned to, or by somebody of the house.
import type { OrganisationId } from "@kiosk/contract";
import { type Caller, may } from "../account/caller.ts";
import { whereOf } from "../work-order/where.ts";
import type { WorkOrder } from "../work-order/work-order.ts";

/** The firm, where the caller sees the order as one of its people alone; null for everybody else. */
export function firmReading(by: Caller, order: WorkOrder): OrganisationId | null {
  if (by.kind === "server" || order.vendorId === null) return null;
  const inHouse = { ...by, grants: by.grants.filter(({ role }) => role !== "vendor") };
  return may(inHouse, "order.read", whereOf(order)) ? null : order.vendorId;
}
