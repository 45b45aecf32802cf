// The same store on PostgreSQL: same tables, same queries, one transaction a commit. The dialect brings the connection.
import { type CompiledQuery, type Dialect, Kysely } from "kysely";
import { appendOnlyTables, type Changes, type FleetStore, type TableName, tableKeys, tableNames } from "../ports.ts";
import { type Cell, columnNames, encodeRow } from "./codec.ts";
import { readFleet } from "./fleet-snapshot.ts";
import { KyselyHistoryStore } from "./history-store.ts";
import { migrate } from "./migrate.ts";
import { postgresTypes } from "./migrations/column-types.ts";
import { compileWrite } from "./row-writer.ts";
import type { Database } from "./schema.ts";
import { asStoreError, guarded } from "./store-failure.ts";

/** Parameters of one statement; the protocol counts them in 16 bits. */
const parametersPerStatement = 32_000;

/** @throws StoreOpenError when the schema is newer than this program; StoreError when it cannot be reached or migrated */
export async function openPostgresStore(dialect: Dialect): Promise<FleetStore> {
  const db = new Kysely<Database>({ dialect });
  try {
    await migrate(db, postgresTypes, "PostgreSQL");
  } catch (error) {
    await db.destroy();
    throw error instanceof Error && error.name === "StoreOpenError" ? error : asStoreError(error);
  }
  let last: Promise<void> = Promise.resolve();

  return {
    dialect: "postgres",
    history: new KyselyHistoryStore(db, db),
    commit(changes) {
      // one after the other: two commits of one terminal must land in the order they were given
      const mine = last.then(() => guarded(() => write(db, changes)));
      last = mine.catch(() => undefined);
      return mine;
    },
    loadFleet: (clearedSince) => guarded(() => readFleet(db, clearedSince)),
    async close() {
      await last;
      await db.destroy();
    },
  };
}

async function write(db: Kysely<Database>, changes: Changes): Promise<void> {
  const statements = tableNames.flatMap((table) => statementsFor(db, table, changes));
  if (statements.length === 0) return;
  await db.transaction().execute(async (trx) => {
    for (const statement of statements) await trx.executeQuery(statement);
  });
}

function statementsFor<T extends TableName>(db: Kysely<Database>, table: T, changes: Changes): CompiledQuery[] {
  const cells = (changes[table] ?? []).map((record) => encodeRow(table, record));
  const rows = appendOnlyTables.includes(table) ? cells : lastOfEachKey(table, cells);
  const rowsPerStatement = Math.floor(parametersPerStatement / columnNames(table).length);
  const statements: CompiledQuery[] = [];
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    statements.push(compileWrite(db, table, rows.slice(from, from + rowsPerStatement)));
  }
  return statements;
}

/** PostgreSQL refuses to touch a row twice in one statement; the last one wins anyway. */
function lastOfEachKey(table: TableName, rows: readonly Cell[][]): Cell[][] {
  const names = columnNames(table);
  const keyAt = tableKeys[table].map((key) => names.indexOf(key));
  const byKey = new Map<string, Cell[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyAt.map((index) => row[index]));
    byKey.delete(key);
    byKey.set(key, row);
  }
  return [...byKey.values()];
}
