import type { Where } from "../account/caller.ts";
import type { WorkOrder } from "./work-order.ts";

/** What an order belongs to, for the question who may see it. */
export function whereOf(order: Pick<WorkOrder, "id" | "contractId" | "vendorId">): Where {
  return { contractId: order.contractId, vendorId: order.vendorId, orderId: order.id };
}
