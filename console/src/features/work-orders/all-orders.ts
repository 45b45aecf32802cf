// Every order of a filter, for a file. In the order of reports no order is lost or met twice while pages are read.
import { OrderList, orderListLimit } from "@kiosk/contract";
import { request } from "../../shared/api-client/request.ts";
import { everyPage } from "../../shared/export/every-page.ts";

type ReadOptions = Parameters<typeof everyPage>[1];

export function allOrders(filter: Readonly<Record<string, string | undefined>>, options: ReadOptions) {
  return everyPage(async (after, signal) => {
    const query = { ...filter, after, limit: String(orderListLimit) };
    const { orders, at, next, total } = await request(OrderList, "/work-orders", { query, signal });
    return { rows: orders, asOf: at, next, total };
  }, options);
}
