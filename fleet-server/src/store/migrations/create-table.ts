import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";

export interface TablePlan {
  readonly name: string;
  /** `name kind` per column, comma-separated; kinds i = integer, r = real, t = text, b = bytes; `?` = may be null */
  readonly columns: string;
  readonly key: readonly string[];
  /** column -> the table whose `id` it must name */
  readonly references?: Readonly<Record<string, string>>;
}

export interface IndexPlan {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly unique?: true;
}

function columnType(types: ColumnTypes, kind: string): RawBuilder<unknown> {
  switch (kind.charAt(0)) {
    case "i":
      return types.integer;
    case "r":
      return types.real;
    case "b":
      return types.bytes;
    default:
      return types.text;
  }
}

export async function createTable(db: Kysely<unknown>, types: ColumnTypes, table: TablePlan): Promise<void> {
  const parts = table.columns.split(", ").map((column) => {
    const [name = "", kind = ""] = column.split(" ");
    const nullable = kind.endsWith("?");
    return sql`${sql.ref(name)} ${columnType(types, kind)} ${nullable ? sql`` : sql`not null`}`;
  });
  parts.push(sql`primary key (${sql.join(table.key.map((name) => sql.ref(name)))})`);
  for (const [column, parent] of Object.entries(table.references ?? {})) {
    parts.push(sql`foreign key (${sql.ref(column)}) references ${sql.table(parent)} (${sql.ref("id")})`);
  }
  await sql`create table ${sql.table(table.name)} (${sql.join(parts)}) ${types.tableEnd}`.execute(db);
}

export async function createIndex(db: Kysely<unknown>, index: IndexPlan): Promise<void> {
  const columns = sql.join(index.columns.map((name) => sql.ref(name)));
  const kind = index.unique === true ? sql`unique index` : sql`index`;
  await sql`create ${kind} ${sql.id(index.name)} on ${sql.table(index.table)} (${columns})`.execute(db);
}
