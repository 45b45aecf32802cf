// Every order of a filter, page by page, for a file. In the order of reports no order is lost or met twice meanwhile.
import { OrderList, type OrderRow, orderListLimit } from "@kiosk/contract";
import { request } from "../../shared/api-client/request.ts";

interface ReadOptions {
  signal: AbortSignal;
  onProgress: (got: number) => void;
}

export async function allOrders(filter: Readonly<Record<string, string | undefined>>, options: ReadOptions) {
  const rows: OrderRow[] = [];
  for (let after: string | undefined; ; ) {
    const query = { ...filter, after, limit: String(orderListLimit) };
    const page: OrderList = await request(OrderList, "/work-orders", { query, signal: options.signal });
    rows.push(...page.orders);
    options.onProgress(rows.length);
    after = page.next ?? undefined;
    if (after === undefined) return { rows, asOf: page.at, left: Math.max(0, page.total - rows.length) };
  }
}
