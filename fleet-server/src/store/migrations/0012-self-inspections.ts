// What each terminal last said of itself.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createTable } from "./create-table.ts";

export async function selfInspections(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await createTable(db, types, {
    name: "selfInspection",
    columns: "kioskId t, at i, receivedAt i, items t",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  });
}
