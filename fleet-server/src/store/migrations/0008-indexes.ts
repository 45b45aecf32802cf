// What a year of data needs to stay as quick as a day of it: an index for each list that is read page by page, ending in the
// id that makes a place in it unique, and one that holds all that orders are counted by.
import { type Kysely, sql } from "kysely";
import { createIndex, type IndexPlan } from "./create-table.ts";

const indexes: readonly IndexPlan[] = [
  { name: "order_page", table: "workOrder", columns: ["reportedAt", "id"] },
  { name: "order_page_of_contract", table: "workOrder", columns: ["contractId", "reportedAt", "id"] },
  { name: "order_page_of_kiosk", table: "workOrder", columns: ["kioskId", "reportedAt", "id"] },
  { name: "order_page_of_vendor", table: "workOrder", columns: ["vendorId", "reportedAt", "id"] },
  { name: "order_page_of_class", table: "workOrder", columns: ["contractId", "class", "reportedAt", "id"] },
  { name: "order_page_of_route", table: "workOrder", columns: ["contractId", "route", "reportedAt", "id"] },
  {
    name: "order_count",
    table: "workOrder",
    columns: ["contractId", "state", "class", "route", "vendorId", "kioskId"],
  },
  { name: "alarm_page", table: "alarm", columns: ["firedAt", "id"] },
  { name: "alarm_page_of_contract", table: "alarm", columns: ["contractId", "firedAt", "id"] },
  { name: "timeline_page_of_kiosk", table: "timeline", columns: ["kioskId", "at", "recordedAt", "id"] },
  { name: "boot_by_birth", table: "boot", columns: ["firstSeenAt"] },
  { name: "boot_by_death", table: "boot", columns: ["diedAt"] },
];

/** Each is the beginning of one above. */
const replaced = ["order_by_time", "alarm_by_time", "alarm_of_contract", "timeline_of_kiosk"] as const;

export async function pageIndexes(db: Kysely<unknown>): Promise<void> {
  for (const index of indexes) await createIndex(db, index);
  for (const name of replaced) await sql`drop index ${sql.id(name)}`.execute(db);
}
