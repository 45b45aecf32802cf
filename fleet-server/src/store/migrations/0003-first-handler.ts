// Who is to deal with a fault first: as the device says it, and as the order opened for it has it.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";

export async function firstHandler(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await sql`alter table ${sql.table("fault")} add column ${sql.ref("toldRoute")} ${types.text}`.execute(db);
  await sql`alter table ${sql.table("workOrder")} add column ${sql.ref("route")} ${types.text}`.execute(db);
}
