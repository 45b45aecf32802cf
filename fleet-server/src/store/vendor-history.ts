// A firm's orders and an order's links, read by their indexes.
import type { OrganisationId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { OrderLink } from "../domain/link/order-link.ts";
import { closedStates, type WorkOrder } from "../domain/work-order/work-order.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

/** Closed orders of a firm that were last worked on at `since` or later, newest report first. */
export async function closedOrdersOf(
  db: Kysely<Database>,
  vendorId: OrganisationId,
  since: number,
  limit: number,
): Promise<WorkOrder[]> {
  const rows = await db
    .selectFrom("workOrder")
    .selectAll()
    .where("vendorId", "=", vendorId)
    .where("state", "in", closedStates)
    .where("updatedAt", ">=", since)
    .orderBy("reportedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow("workOrder", row));
}

export async function linksOfOrder(db: Kysely<Database>, orderId: string): Promise<OrderLink[]> {
  const rows = await db
    .selectFrom("orderLink")
    .selectAll()
    .where("orderId", "=", orderId)
    .orderBy("createdAt", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => decodeRow("orderLink", row));
}
