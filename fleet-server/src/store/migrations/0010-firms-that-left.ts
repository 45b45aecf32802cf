// A firm that no longer works in a contract: the row stays, for what was decided while it did.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";

export async function firmsThatLeft(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const table = sql.table("organisationContract");
  await sql`alter table ${table} add column ${sql.ref("endedAt")} ${types.integer}`.execute(db);
}
