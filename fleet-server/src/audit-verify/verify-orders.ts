// Every order as its record has it against what its log amounts to.
import type { Kysely } from "kysely";
import { emptyLedger } from "../domain/part/ledger.ts";
import type { Movement } from "../domain/part/movement.ts";
import { movementsOf } from "../domain/part/order-movements.ts";
import { orderFacts } from "../domain/work-order/facts.ts";
import { standingEvents } from "../domain/work-order/standing.ts";
import type { OrderEvent, WorkOrder } from "../domain/work-order/work-order.ts";
import { StoreError } from "../ports.ts";
import { decodeRow } from "../store/codec.ts";
import type { Database } from "../store/schema.ts";
import type { Findings } from "./finding.ts";
import type { OrderInLog } from "./verify-log.ts";

const ordersPerQuery = 500;

/** What the orders' logs say about spare parts. */
export interface PartsInLog {
  /** by event id: the movement it must have written */
  readonly moved: ReadonlyMap<string, { readonly movement: Movement; readonly logSeq: number }>;
  /** cancellations by event id: their order's parts went back to stock */
  readonly cancelled: ReadonlyMap<string, { readonly orderId: string; readonly logSeq: number }>;
}

export async function verifyOrders(
  db: Kysely<Database>,
  inLog: ReadonlyMap<string, OrderInLog>,
  findings: Findings,
): Promise<{ readonly orders: number; readonly parts: PartsInLog }> {
  const moved = new Map<string, { movement: Movement; logSeq: number }>();
  const cancelled = new Map<string, { orderId: string; logSeq: number }>();
  const seen = new Set<string>();

  function verifyOrder(order: WorkOrder, events: readonly OrderEvent[]): void {
    const { id: orderId, contractId } = order;
    const logSeq = inLog.get(orderId)?.lastLogSeq ?? null;
    if (events.length === 0) {
      findings.add({ logSeq, orderId, kind: "order-without-log", detail: order.number });
      return;
    }
    const facts = orderFacts(standingEvents(events, Number.POSITIVE_INFINITY));
    if (facts.state !== order.state) {
      findings.add({ logSeq, orderId, kind: "order-state", detail: `${order.state}, ${facts.state}` });
    }
    if (facts.class !== order.class) {
      findings.add({ logSeq, orderId, kind: "order-class", detail: `${order.class}, ${facts.class}` });
    }
    if (facts.vendorId !== order.vendorId) {
      findings.add({
        logSeq,
        orderId,
        kind: "order-vendor",
        detail: `${order.vendorId ?? "-"}, ${facts.vendorId ?? "-"}`,
      });
    }
    for (const event of events) {
      if (event.type === "cancelled") cancelled.set(event.id, { orderId, logSeq: event.logSeq });
      for (const movement of movementsOf(event, contractId, emptyLedger)) {
        moved.set(event.id, { movement, logSeq: event.logSeq });
      }
    }
  }

  for await (const { order, events } of ordersWithEvents(db)) {
    seen.add(order.id);
    try {
      verifyOrder(
        decodeRow("workOrder", order),
        events.map((event) => decodeRow("workOrderEvent", event)),
      );
    } catch (error) {
      // a row that is no record of ours, or data of a shape the fold does not know: the log has been tampered with
      if (!(error instanceof StoreError || error instanceof TypeError)) throw error;
      const logSeq = inLog.get(order.id)?.firstLogSeq ?? null;
      findings.add({ logSeq, orderId: order.id, kind: "order-unreadable", detail: error.message });
    }
  }
  for (const [orderId, { firstLogSeq }] of inLog) {
    if (!seen.has(orderId)) findings.add({ logSeq: firstLogSeq, orderId, kind: "order-missing", detail: orderId });
  }
  return { orders: seen.size, parts: { moved, cancelled } };
}

async function* ordersWithEvents(db: Kysely<Database>) {
  let after: string | undefined;
  for (;;) {
    let query = db.selectFrom("workOrder").selectAll().orderBy("id").limit(ordersPerQuery);
    if (after !== undefined) query = query.where("id", ">", after);
    const orders = await query.execute();
    after = orders.at(-1)?.id;
    if (after === undefined) return;
    const events = await db
      .selectFrom("workOrderEvent")
      .selectAll()
      .where(
        "orderId",
        "in",
        orders.map((order) => order.id),
      )
      .orderBy("orderId")
      .orderBy("seq")
      .execute();
    const byOrder = Map.groupBy(events, (event) => event.orderId);
    for (const order of orders) yield { order, events: byOrder.get(order.id) ?? [] };
  }
}
