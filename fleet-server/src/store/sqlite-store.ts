// The embedded store: one SQLite file, one writing connection whose commits are on the disk when they resolve, one
// reading connection beside it.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { FleetStore } from "../ports.ts";
import { type Changes, type TableName, tableNames } from "../tables.ts";
import { columnNames, encodeRow } from "./codec.ts";
import { KyselyFaultHistory } from "./fault-history.ts";
import { lockFile } from "./file-lock.ts";
import { readFleet } from "./fleet-snapshot.ts";
import { KyselyHistoryStore } from "./history-store.ts";
import { migrate } from "./migrate.ts";
import { sqliteTypes } from "./migrations/column-types.ts";
import { compileWrite } from "./row-writer.ts";
import type { Database } from "./schema.ts";
import { createFile, folderUnusable, inspectFile, inUse, prepareFolder } from "./sqlite-file.ts";
import { asStoreError, guarded } from "./store-failure.ts";
import { upkeepHistory } from "./upkeep-history.ts";

/** How long a write waits for another program (a backup) to let go of the file. Waiting blocks the process; the group commit tries again. */
const busyTimeoutMs = 250;

/**
 * Opens the database of a data folder, makes it where there is none, and brings it to this program's schema. Until
 * `close` no other process can open it.
 * @throws StoreOpenError with a sentence for people; the file is then as it was. StoreError when the disk fails.
 */
export async function openSqliteStore(file: string): Promise<FleetStore> {
  const path = resolve(file);
  prepareFolder(path);
  const lock = lockFile(path);
  if (!lock.held) {
    throw lock.code.startsWith("SQLITE_BUSY") ? inUse(path, lock.holder) : folderUnusable(path, lock.code);
  }
  try {
    if (existsSync(path)) await inspectFile(path);
    else await createFile(path);
    return await sqliteStore(openWriter(path), lock.release);
  } catch (error) {
    lock.release();
    throw error instanceof Error && error.name === "StoreOpenError" ? error : asStoreError(error);
  }
}

/** The writing connection with the settings durability rests on. */
export function openWriter(path: string): BetterSqlite3.Database {
  const writer = new BetterSqlite3(path, { fileMustExist: true, timeout: busyTimeoutMs });
  writer.pragma("journal_mode = WAL");
  writer.pragma("synchronous = FULL");
  writer.pragma("foreign_keys = ON");
  // a burst may grow the journal; after the next checkpoint the disk gets the space back
  writer.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  return writer;
}

/** The store over an open writing connection of a database of ours; closes it, and calls `release`, on close. */
export async function sqliteStore(writer: BetterSqlite3.Database, release: () => void): Promise<FleetStore> {
  const writing = new Kysely<Database>({ dialect: new SqliteDialect({ database: writer }) });
  await migrateInTransaction(writer, writing);
  const readConnection = new BetterSqlite3(writer.name, { readonly: true, timeout: busyTimeoutMs });
  const reading = new Kysely<Database>({ dialect: new SqliteDialect({ database: readConnection }) });
  const inserts = new Map(
    tableNames.map((table) => {
      const blank = columnNames(table).map(() => null);
      return [table, writer.prepare<unknown[]>(compileWrite(writing, table, [blank]).sql)] as const;
    }),
  );

  function writeTable<T extends TableName>(table: T, changes: Changes): void {
    const rows = changes[table];
    const insert = inserts.get(table);
    if (rows === undefined || insert === undefined) return;
    for (const row of rows) insert.run(encodeRow(table, row));
  }

  return {
    dialect: "sqlite",
    history: new KyselyHistoryStore(reading, writing),
    faultHistory: new KyselyFaultHistory(reading),
    upkeep: upkeepHistory(reading),
    commit: (changes) =>
      guarded(async () => {
        writer.exec("begin immediate");
        try {
          for (const table of tableNames) writeTable(table, changes);
          writer.exec("commit");
        } catch (error) {
          // a full disk has rolled back already
          if (writer.inTransaction) writer.exec("rollback");
          throw error;
        }
      }),
    loadFleet: (clearedSince) => guarded(() => readFleet(reading, clearedSince)),
    async close() {
      readConnection.close();
      writer.close();
      release();
    },
  };
}

// SQLite has transactional DDL, but Kysely's adapter does not use it
async function migrateInTransaction(writer: BetterSqlite3.Database, db: Kysely<Database>): Promise<void> {
  writer.exec("begin immediate");
  try {
    await migrate(db, sqliteTypes, writer.name);
    writer.exec("commit");
  } catch (error) {
    if (writer.inTransaction) writer.exec("rollback");
    throw error;
  }
}
