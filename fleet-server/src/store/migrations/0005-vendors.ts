// Firms in contracts, the orders assigned to them, and the one-time links to single orders.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "organisationContract",
    columns: "organisationId t, contractId t, deviceClasses t",
    key: ["organisationId", "contractId"],
    references: { organisationId: "organisation", contractId: "contract" },
  },
  {
    name: "orderLink",
    columns:
      "id t, orderId t, contractId t, organisationId t, createdBy t, createdAt i, expiresAt i, usedAt i?, revokedAt i?, from t?",
    key: ["id"],
    references: { orderId: "workOrder", organisationId: "organisation" },
  },
];

export async function vendors(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await sql`alter table ${sql.table("workOrder")} add column ${sql.ref("vendorId")} ${types.text}`.execute(db);
  for (const table of tables) await createTable(db, types, table);
  await createIndex(db, { name: "order_of_vendor", table: "workOrder", columns: ["vendorId", "reportedAt"] });
  await createIndex(db, { name: "link_of_order", table: "orderLink", columns: ["orderId"] });
}
