// Supplies and stock: daily levels, forecasts, replacement tasks, swaps; depots and vans, and the place of each movement.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    // a month a row: a row a day would be ten times as many, and a forecast reads half a year
    name: "supplyMonth",
    columns: "kioskId t, deviceId t, consumable t, part t, month i, unit t, capacity r?, levels t, replaced t",
    key: ["kioskId", "deviceId", "consumable", "part", "month"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "supplyForecast",
    columns:
      "kioskId t, deviceId t, consumable t, part t, method t, basisDays r, perDay r?, emptyAt t?, unknownWhy t?, computedAt i, sortAt i, endedAt i?",
    key: ["kioskId", "deviceId", "consumable", "part"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "replacementTask",
    columns:
      "id t, contractId t, kioskId t, deviceId t, consumable t, part t, item t, state t, dueAt i, reason t, createdAt i, closedAt i?, closedHow t?, closedBy t?",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
  {
    name: "supplySwap",
    columns:
      "id t, contractId t, kioskId t, deviceId t, consumable t, part t, item t, serial t, removedSerial t, from t?, evidence t, how t, at i, recordedAt i, by t",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
  {
    // the key keeps two authors from entering one version
    name: "supplySetting",
    columns:
      "contractId t, version i, leadDays i, aheadDays i, respondHours i, replaceWorkingDays i, owner t, note t, by t, at i",
    key: ["contractId", "version"],
    references: { contractId: "contract" },
  },
  {
    name: "stockPlace",
    columns: "id t, contractId t, kind t, name t, technicianId t?, createdAt i, endedAt i?",
    key: ["contractId", "id"],
    references: { contractId: "contract" },
  },
  {
    name: "stockItem",
    columns: "contractId t, item t, unit t, fits t, by t, at i",
    key: ["contractId", "item"],
    references: { contractId: "contract" },
  },
  {
    name: "stockMinimum",
    columns: "contractId t, place t, item t, minimum i, by t, at i",
    key: ["contractId", "place", "item"],
    references: { contractId: "contract" },
  },
];

export async function supplies(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  const movement = sql.table("partMovement");
  for (const column of ["place", "toPlace"]) {
    await sql`alter table ${movement} add column ${sql.ref(column)} ${types.text}`.execute(db);
  }
  await createIndex(db, { name: "forecast_soonest", table: "supplyForecast", columns: ["sortAt", "kioskId"] });
  await createIndex(db, { name: "task_by_state", table: "replacementTask", columns: ["state", "dueAt", "id"] });
  await createIndex(db, { name: "task_of_kiosk", table: "replacementTask", columns: ["kioskId", "state"] });
  await createIndex(db, { name: "swap_of_kiosk", table: "supplySwap", columns: ["kioskId", "at"] });
  await createIndex(db, { name: "swap_of_contract", table: "supplySwap", columns: ["contractId", "at"] });
  await createIndex(db, { name: "movement_of_contract", table: "partMovement", columns: ["contractId", "recordedAt"] });
  // one open task for a supply, whoever opens it
  await sql`create unique index ${sql.id("task_open_once")} on ${sql.table("replacementTask")}
    (${sql.ref("kioskId")}, ${sql.ref("deviceId")}, ${sql.ref("consumable")}, ${sql.ref("part")})
    where ${sql.ref("state")} = 'open'`.execute(db);
}
