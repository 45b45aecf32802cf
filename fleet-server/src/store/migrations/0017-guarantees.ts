// 重大保障, its days, problems and drills.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "guarantee",
    columns:
      "id t, contractId t, title t, from t, to t, kioskIds t?, patrolEveryHours i, patrolFromMin i, patrolToMin i, lowPercent i?, changeFreeze i, declaredBy t, enteredBy t, enteredAt i, note t, evidence t, closing t?, withdrawnAt i?, withdrawnWhy t?, version i",
    key: ["id"],
    references: { contractId: "contract" },
  },
  {
    name: "guaranteeDay",
    columns: "guaranteeId t, date t, at i, faults i, opened i, standing i, reportId t?, sentAt i?, sentBy t?",
    key: ["guaranteeId", "date"],
    references: { guaranteeId: "guarantee" },
  },
  {
    name: "problem",
    columns:
      "id t, contractId t, kioskId t, deviceId t?, openedHow t, openedAt i, state t, orderIds t, analysis t, remedy t, prevention t, owner t, meeting t?, closedAt i?, closedBy t?, version i",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
  {
    name: "drill",
    columns: "id t, contractId t, at i, scenario t, people t, course t, findings t, evidence t, by t, recordedAt i",
    key: ["id"],
    references: { contractId: "contract" },
  },
];

export async function guarantees(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  await createIndex(db, { name: "guarantee_of_contract", table: "guarantee", columns: ["contractId", "from"] });
  await createIndex(db, { name: "problem_page", table: "problem", columns: ["contractId", "openedAt", "id"] });
  await createIndex(db, { name: "problem_of_kiosk", table: "problem", columns: ["kioskId", "state"] });
  await createIndex(db, { name: "drill_of_contract", table: "drill", columns: ["contractId", "at"] });
}
