// Inspections: what contracts ask for, the checklists, what was found, what nobody has to do any more.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "inspectionRules",
    columns: "contractId t, version i, term t, rules t, reportWorkingDays i, appliesFrom t, note t, by t, at i",
    key: ["contractId", "version"],
    references: { contractId: "contract" },
  },
  // the product's own have no contract to refer to
  { name: "checklist", columns: "scope t, id t, version i, recordedAt i, body t", key: ["scope", "id", "version"] },
  {
    name: "inspection",
    columns:
      "id t, contractId t, kioskId t, kioskSeq i, kioskName t, kioskAddress t, kind t, windowFrom t?, visitId t?, state t, startedAt i, completedAt i?, recordedAt i?, by t, byId t, checklists t, targets t, counts t, conclusion t, advice t, host t?, arrivedAt i?, leftAt i?, voidedWhy t?, updatedAt i",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
  {
    name: "inspectionCheck",
    columns:
      "inspectionId t, seq i, kioskId t, checklistId t, itemId t, deviceId t?, outcome t, measured r?, text t, photos t, at i, recordedAt i, by t, byId t, source t, evidence t?, orderId t?",
    key: ["inspectionId", "seq"],
    references: { inspectionId: "inspection" },
  },
  {
    name: "inspectionReport",
    columns: "inspectionId t, state t, filedAt i?, updatedAt i",
    key: ["inspectionId"],
    references: { inspectionId: "inspection" },
  },
  {
    // `from` and `to` are local days
    name: "inspectionWaiver",
    columns:
      "id t, contractId t, kioskId t, kind t, from t, to t?, reason t, approvedBy t, evidence t, by t, at i, endedOn t?, endedBy t?",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
];

const indexes: readonly IndexPlan[] = [
  { name: "inspection_page", table: "inspection", columns: ["startedAt", "id"] },
  { name: "inspection_page_of_contract", table: "inspection", columns: ["contractId", "startedAt", "id"] },
  { name: "inspection_of_kiosk", table: "inspection", columns: ["kioskId", "kind", "state", "startedAt", "id"] },
  // all that a plan reads of what was done, without touching the rows
  {
    name: "inspection_done",
    table: "inspection",
    columns: ["contractId", "state", "completedAt", "kind", "kioskId", "id"],
  },
  { name: "report_by_state", table: "inspectionReport", columns: ["state", "inspectionId"] },
  { name: "check_of_kiosk", table: "inspectionCheck", columns: ["kioskId", "orderId"] },
  { name: "waiver_of_contract", table: "inspectionWaiver", columns: ["contractId", "at"] },
];

export async function inspections(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
}
