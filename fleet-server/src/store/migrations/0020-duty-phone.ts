// The telephone of whoever is on duty at a point, which citizens read at its terminal.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";

export async function dutyPhone(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await sql`alter table ${sql.table("kiosk")} add column ${sql.ref("dutyPhone")} ${types.text}`.execute(db);
}
