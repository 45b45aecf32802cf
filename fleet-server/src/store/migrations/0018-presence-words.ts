// What a line of presence says, as a word beside its sentences: whoever counts availability matches no text.
import { type Kysely, sql } from "kysely";

export async function presenceWords(db: Kysely<unknown>): Promise<void> {
  const [table, ref] = [sql.table("timeline"), sql.ref("refId")];
  const says = sql`case when ${sql.ref("en")} = 'Terminal online' then 'online' else 'offline' end`;
  await sql`update ${table} set ${ref} = ${says} where ${sql.ref("kind")} = 'presence' and ${ref} is null`.execute(db);
}
