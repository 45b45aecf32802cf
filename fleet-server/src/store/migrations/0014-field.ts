// What technicians' phones brought, what became of it, pictures on their way, and positions measured on site.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "fieldItem",
    columns:
      "key t, id t, type t, kioskId t, contractId t, visitId t?, thing t?, userId t, by t, from t, installId t, phoneAt i, at i, timeDoubtful i, skewMs i, receivedAt i, place i, body t",
    key: ["key"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
  {
    name: "fieldOutcome",
    columns:
      "key t, kioskId t, contractId t, receivedAt i, state t, code t?, zh t, en t, joined t?, changedAt i, settledBy t?, settledWhy t?",
    key: ["key"],
  },
  {
    name: "fieldPhoto",
    columns:
      "photoId t, userId t, itemKey t?, kioskId t?, bytes i?, sha256 t?, createdAt i, digest t?, code t?, detail t, mismatches i, endedAt i?",
    key: ["photoId"],
  },
  {
    name: "sitePresence",
    columns:
      "id t, kioskId t, contractId t, visitId t?, userId t, by t, kind t, at i, timeDoubtful i, evidence t?, distanceM i?, accuracyM i?",
    key: ["id"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
  {
    name: "positionProposal",
    columns:
      "id t, kioskId t, contractId t, by t, at i, lon r, lat r, accuracyM r, fixes i, fromLon r, fromLat r, movedM i, state t, decidedAt i?, decidedBy t?, why t",
    key: ["id"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
];

const indexes: readonly IndexPlan[] = [
  { name: "field_item_by_id", table: "fieldItem", columns: ["id"] },
  { name: "field_item_of_thing", table: "fieldItem", columns: ["thing", "type"] },
  { name: "field_item_of_kiosk", table: "fieldItem", columns: ["kioskId", "at", "key"] },
  { name: "field_item_of_install", table: "fieldItem", columns: ["installId", "timeDoubtful", "at"] },
  { name: "field_outcome_waiting", table: "fieldOutcome", columns: ["state", "kioskId"] },
  { name: "field_outcome_attention", table: "fieldOutcome", columns: ["contractId", "state", "receivedAt", "key"] },
  { name: "field_photo_nameless", table: "fieldPhoto", columns: ["itemKey", "endedAt", "userId"] },
  { name: "position_proposal_open", table: "positionProposal", columns: ["state", "contractId", "at"] },
];

export async function field(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
}
