// The one SQL shape in which rows are written, in the words of the connection's dialect.
import { type CompiledQuery, type Kysely, sql } from "kysely";
import { toldOnce } from "../shelf-tables.ts";
import { appendOnlyTables, type TableName, tableKeys } from "../tables.ts";
import { type Cell, columnNames } from "./codec.ts";
import type { Database } from "./schema.ts";

/** Inserts rows; an existing key is overwritten, in append-only tables it is an error, and of what is told once the first stays. */
export function compileWrite(
  db: Kysely<Database>,
  table: TableName,
  rows: readonly (readonly Cell[])[],
): CompiledQuery {
  const names = columnNames(table);
  const keys: readonly string[] = tableKeys[table];
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`));
  const head = sql`insert into ${sql.table(table)} (${refs(names)}) values ${values}`;
  if (appendOnlyTables.includes(table)) return head.compile(db);
  if (toldOnce.some((name) => name === table)) {
    return sql`${head} on conflict (${refs(keys)}) do nothing`.compile(db);
  }
  const update = sql.join(
    names.filter((name) => !keys.includes(name)).map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
  );
  return sql`${head} on conflict (${refs(keys)}) do update set ${update}`.compile(db);
}

function refs(names: readonly string[]) {
  return sql.join(names.map((name) => sql.ref(name)));
}
