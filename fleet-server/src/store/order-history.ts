// Orders and alarms page by page, newest first: each query begins at a mark and reads no further than its page. Whoever may
// see several contracts gets each contract's page, merged: one index has the order of one contract.
import { type ContractId, type OrganisationId, orderStates } from "@kiosk/contract";
import type { Kysely, SelectQueryBuilder } from "kysely";
import type { OrderReach } from "../domain/account/order-reach.ts";
import { closedStates, isOrderOpen, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { AlarmPageFilter, OrderPageFilter } from "../ports.ts";
import type { StoredAlarm } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

const openStates = orderStates.filter(isOrderOpen);
type Count = number | string | bigint;
/** Alarms of older orders than these a firm does not ask for. */
const vendorOrdersWithAlarms = 500;

/** What one query can find by one index. */
type Scope = { readonly contractId?: ContractId; readonly vendorId?: OrganisationId };

function scopesOf(reach: OrderReach = "all", wanted?: ContractId): Scope[] {
  if (reach === "all") return [wanted === undefined ? {} : { contractId: wanted }];
  const contracts = [...reach.contracts].filter((id) => wanted === undefined || id === wanted);
  const assigned = reach.assigned.filter(
    (a) => wanted === undefined || a.contractId === null || a.contractId === wanted,
  );
  return [
    ...contracts.map((contractId) => ({ contractId })),
    ...assigned.map(({ contractId, vendorId }) => {
      const only = wanted ?? contractId;
      return only === null ? { vendorId } : { contractId: only, vendorId };
    }),
  ];
}

/** By reportedAt and id, those before the mark. */
export async function ordersBefore(db: Kysely<Database>, filter: OrderPageFilter): Promise<WorkOrder[]> {
  const pages = await Promise.all(
    scopesOf(filter.reach, filter.contractId).map(async (scope) => {
      let query = matching(db.selectFrom("workOrder").selectAll(), filter, scope);
      // what is not wanted is named, so that the index by state is not taken: it would find most orders, and sort them
      if (filter.state === "open") query = query.where("state", "not in", closedStates);
      if (filter.state === "closed") query = query.where("state", "not in", openStates);
      const { before } = filter;
      if (before !== undefined) {
        const { reportedAt, id } = before;
        // the first condition alone is what the index can use
        query = query
          .where("reportedAt", "<=", reportedAt)
          .where((eb) => eb.or([eb("reportedAt", "<", reportedAt), eb("id", "<", id)]));
      }
      const rows = await query.orderBy("reportedAt", "desc").orderBy("id", "desc").limit(filter.limit).execute();
      return rows.map((row) => decodeRow("workOrder", row));
    }),
  );
  return merged(pages, (order) => order.reportedAt, filter.limit);
}

/** How many pass the filter, on all pages. */
export async function countOrders(db: Kysely<Database>, filter: OrderPageFilter): Promise<number> {
  const { reach = "all" } = filter;
  let count = 0;
  for (const scope of scopesOf(reach, filter.contractId)) {
    let query = matching(
      db.selectFrom("workOrder").select((eb) => eb.fn.countAll<Count>().as("n")),
      filter,
      scope,
    );
    if (filter.state === "open") query = query.where("state", "in", openStates);
    if (filter.state === "closed") query = query.where("state", "in", closedStates);
    // of a firm in any contract: those of a contract that is counted as a whole are counted there
    if (scope.contractId === undefined && reach !== "all" && reach.contracts.size > 0) {
      query = query.where("contractId", "not in", [...reach.contracts]);
    }
    count += Number((await query.executeTakeFirstOrThrow()).n);
  }
  return count;
}

function matching<O>(
  from: SelectQueryBuilder<Database, "workOrder", O>,
  filter: OrderPageFilter,
  scope: Scope,
): SelectQueryBuilder<Database, "workOrder", O> {
  let query = from;
  const { kioskId, vendorId, class: orderClass, route } = filter;
  if (scope.contractId !== undefined) query = query.where("contractId", "=", scope.contractId);
  if (scope.vendorId !== undefined) query = query.where("vendorId", "=", scope.vendorId);
  if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
  if (vendorId !== undefined) query = query.where("vendorId", "=", vendorId);
  if (orderClass !== undefined) query = query.where("class", "=", orderClass);
  return route === undefined ? query : query.where("route", "=", route);
}

/** By firedAt and id, those before the mark; a firm's are those of the orders assigned to it. */
export async function alarmsBefore(db: Kysely<Database>, filter: AlarmPageFilter): Promise<StoredAlarm[]> {
  const { before, orderId, limit } = filter;
  const pages = await Promise.all(
    scopesOf(filter.reach, filter.contractId).map(async ({ contractId, vendorId }) => {
      let query = db.selectFrom("alarm").selectAll();
      if (orderId !== undefined) query = query.where("orderId", "=", orderId);
      if (contractId !== undefined) query = query.where("contractId", "=", contractId);
      if (vendorId !== undefined) {
        const own = db
          .selectFrom("workOrder")
          .select("id")
          .where("vendorId", "=", vendorId)
          .orderBy("reportedAt", "desc")
          .orderBy("id", "desc")
          .limit(vendorOrdersWithAlarms);
        query = query.where("orderId", "in", own);
      }
      if (before !== undefined) {
        const { firedAt, id } = before;
        query = query
          .where("firedAt", "<=", firedAt)
          .where((eb) => eb.or([eb("firedAt", "<", firedAt), eb("id", "<", id)]));
      }
      const rows = await query.orderBy("firedAt", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => decodeRow("alarm", row));
    }),
  );
  return merged(pages, (alarm) => alarm.firedAt, limit);
}

/** Newest first, each once, at most `limit`. */
function merged<T extends { readonly id: string }>(
  pages: readonly (readonly T[])[],
  timeOf: (row: T) => number,
  limit: number,
): T[] {
  const [only] = pages;
  if (pages.length === 1 && only !== undefined) return [...only];
  const rows = new Map(pages.flat().map((row) => [row.id, row]));
  return [...rows.values()].sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1)).slice(0, limit);
}
