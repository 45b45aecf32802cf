// What people note on faults, what became of kept messages, wall screens, and what they draw over days.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "faultAcknowledgement",
    columns: "faultId t, kioskId t, contractId t, at i, by t, name t, comment t, endedAt i?, endedHow t?",
    key: ["faultId"],
    references: { faultId: "fault" },
  },
  {
    name: "suppression",
    columns:
      "id t, causeKey t, kioskId t, contractId t, deviceId t?, code t, part t, at i, by t, name t, until i, reason t, endedAt i?, endedBy t?, endedHow t?",
    key: ["id"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "wallToken",
    columns:
      "id t, contractId t, name t, tokenHash t, createdAt i, createdBy t, expiresAt i, revokedAt i?, revokedBy t?, lastSeenAt i?",
    key: ["id"],
    references: { contractId: "contract" },
  },
  {
    name: "availabilitySample",
    columns: "contractId t, at i, open i, online i",
    key: ["contractId", "at"],
    references: { contractId: "contract" },
  },
];

const indexes: readonly IndexPlan[] = [
  { name: "acknowledgement_standing", table: "faultAcknowledgement", columns: ["endedAt"] },
  { name: "suppression_standing", table: "suppression", columns: ["endedAt"] },
  { name: "wall_token_hash", table: "wallToken", columns: ["tokenHash"], unique: true },
  { name: "fault_by_clearing", table: "fault", columns: ["clearedAt"] },
  { name: "timeline_by_time", table: "timeline", columns: ["recordedAt"] },
  { name: "quarantine_resolved", table: "quarantine", columns: ["resolvedAt"] },
  { name: "order_of_contract", table: "workOrder", columns: ["contractId", "reportedAt"] },
  { name: "order_of_contract_closed", table: "workOrder", columns: ["contractId", "state", "updatedAt"] },
  { name: "quarantine_by_resolution", table: "quarantine", columns: ["resolution", "receivedAt"] },
];

export async function faultMarks(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  const add = (column: string, type: ColumnTypes["text"]) =>
    sql`alter table ${sql.table("quarantine")} add column ${sql.ref(column)} ${type}`.execute(db);
  await add("resolution", types.text);
  await add("resolvedAt", types.integer);
  await add("resolvedBy", types.text);
  await add("resolvedWhy", types.text);
  for (const index of indexes) await createIndex(db, index);
}
