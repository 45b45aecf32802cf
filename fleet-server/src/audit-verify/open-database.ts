// Opens a database to be read and nothing else, also while the server runs on it.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import { Pool, TypeOverrides } from "pg";
import { refuseNewer } from "../store/migrate.ts";
import { postgresTypes } from "../store/migrations/column-types.ts";
import { StoreOpenError } from "../store/open-error.ts";
import { readPostgresAddress } from "../store/postgres-address.ts";
import { openFailure } from "../store/postgres-failure.ts";
import type { Database } from "../store/schema.ts";
import { inspectFile } from "../store/sqlite-file.ts";
import { tableNames } from "../tables.ts";

const connectWithinMs = 5000;
/** int8, which pg hands over as text; ours are milliseconds and counts, all safe integers. */
const int8 = 20;

export interface AuditedDatabase {
  /** Runs the work on one state of the database, whatever the server writes meanwhile. */
  read<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The SQLite file of a data folder. @throws StoreOpenError */
export async function openDataFolder(dataDir: string): Promise<AuditedDatabase> {
  const file = resolve(join(dataDir, "fleet.db"));
  if (!existsSync(file)) {
    throw new StoreOpenError("folder-unusable", {
      zh: `没有数据库 ${file}；请用 --data 指定数据目录`,
      en: `There is no database ${file}; name the data folder with --data`,
    });
  }
  await inspectFile(file);
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) });
  return audited(db, file, (work) => db.transaction().execute(work));
}

/** @throws StoreOpenError */
export async function openPostgres(url: string, passwordFile: string | null): Promise<AuditedDatabase> {
  const address = readPostgresAddress(url, passwordFile);
  const name = `${address.place}/${address.database}`;
  const types = new TypeOverrides();
  types.setTypeParser(int8, Number);
  const pool = new Pool({ ...address.config, max: 1, connectionTimeoutMillis: connectWithinMs, types });
  // a connection that breaks fails the query it was used for
  pool.on("error", () => undefined);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    await refuseNewer(db, postgresTypes, name);
    return await audited(db, name, (work) =>
      db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work),
    );
  } catch (error) {
    await db.destroy();
    throw openFailure(error, address);
  }
}

async function audited(db: Kysely<Database>, name: string, read: AuditedDatabase["read"]): Promise<AuditedDatabase> {
  const tables = await db.introspection.getTables();
  const events = tables.find((table) => table.name === "workOrderEvent");
  if (events === undefined) {
    throw new StoreOpenError("another-program", {
      zh: `${name} 不是本程序的数据库`,
      en: `${name} is not a database of this program`,
    });
  }
  const older =
    !events.columns.some((column) => column.name === "hash") ||
    tableNames.some((wanted) => !tables.some((table) => table.name === wanted));
  if (older) {
    throw new StoreOpenError("incomplete", {
      zh: `${name} 由较早版本的程序写入，日志尚未成链；请先用本版本的程序启动一次`,
      en: `${name} was written by an earlier version of this program and has no chain yet; start this version on it once`,
    });
  }
  return { read, close: () => db.destroy() };
}
