import type { Kysely } from "kysely";
import type { OrderHead } from "../domain/search/order-index.ts";
import type { Database } from "./schema.ts";

/** What is searched of every order, by id behind `after`: a few columns, as it is read for all of them at once. */
export async function orderHeads(db: Kysely<Database>, after: string, limit: number): Promise<OrderHead[]> {
  const rows = await db
    .selectFrom("workOrder")
    .select(["id", "number", "contractId", "kioskId", "vendorId", "titleZh", "titleEn", "state", "reportedAt"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  // PostgreSQL hands over int8 as text
  return rows.map((row) => ({ ...row, reportedAt: Number(row.reportedAt) }));
}
