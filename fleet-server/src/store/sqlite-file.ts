// Decides whether a database file may be opened, without changing a byte of it, and makes a new one where there is none.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { tableNames } from "../tables.ts";
import { migrate, refuseNewer } from "./migrate.ts";
import { sqliteTypes } from "./migrations/column-types.ts";
import { StoreOpenError } from "./open-error.ts";
import type { Database } from "./schema.ts";
import { asStoreError } from "./store-failure.ts";

/** `KSKF`, in the header of every database of this program: another program's SQLite file is not taken for ours. */
const applicationId = 0x4b534b46;
const headerText = "SQLite format 3\0";
/** Up to this size every page is checked at start (about a second); above it the tables that only grow are left out. */
const fullCheckBytes = 200 * 1024 * 1024;
const growingTables: readonly string[] = [
  "report",
  "timeline",
  "quarantine",
  "workOrder",
  "workOrderEvent",
  "fault",
  "boot",
  "alarm",
  "notice",
  "auditEvent",
];

const restoreZh = "请恢复备份，或用 --data 指定其他数据目录；该文件未作任何改动";
const restoreEn = "restore a backup of it or start with another folder (--data); the file was left exactly as it is";

/** Makes the folder and sees that files can be made in it. @throws StoreOpenError */
export function prepareFolder(file: string): void {
  const folder = dirname(file);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw folderUnusable(file, asStoreError(error).code, error);
  }
}

/** One level at a time: mkdirSync with `recursive` never returns where a file system answers ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

export function folderUnusable(file: string, code: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError(
    "folder-unusable",
    {
      zh: `无法在数据目录 ${dirname(file)} 中读写（${code}）；请检查权限和磁盘空间，或用 --data 指定其他目录`,
      en: `The data folder ${dirname(file)} cannot be read and written (${code}); check its permissions and the disk, or give another folder with --data`,
    },
    { cause },
  );
}

/**
 * Looks at an existing file through a read-only connection: is it a database, ours, whole, and not newer than we are?
 * @throws StoreOpenError
 */
export async function inspectFile(file: string): Promise<void> {
  const size = statSync(file).size;
  if (readHeader(file) !== headerText) {
    throw new StoreOpenError("not-a-database", {
      zh: size === 0 ? `${file} 是空文件，数据已不在其中；${restoreZh}` : `${file} 不是数据库文件；${restoreZh}`,
      en: size === 0 ? `${file} is empty, its data is gone: ${restoreEn}` : `${file} is not a database: ${restoreEn}`,
    });
  }
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 0 });
    if (db.pragma("application_id", { simple: true }) !== applicationId) {
      throw new StoreOpenError("another-program", {
        zh: `${file} 是其他程序的数据库；请用 --data 指定其他数据目录，该文件未作任何改动`,
        en: `${file} is a database of another program; give another folder with --data, the file was left as it is`,
      });
    }
    const finding = firstDamage(db, size);
    if (finding !== undefined) throw damaged(file, finding);
    await refuseNewer(new Kysely<Database>({ dialect: new SqliteDialect({ database: db }) }), sqliteTypes, file);
  } catch (error) {
    if (error instanceof StoreOpenError) throw error;
    const { code, message } = asStoreError(error);
    if (code.startsWith("SQLITE_BUSY")) throw inUse(file, undefined);
    throw damaged(file, `${code}: ${message}`, error);
  } finally {
    db?.close();
  }
}

function readHeader(file: string): string {
  const header = Buffer.alloc(headerText.length);
  const handle = openSync(file, "r");
  try {
    readSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
  return header.toString("latin1");
}

/** What SQLite finds wrong first, or undefined. */
function firstDamage(db: BetterSqlite3.Database, size: number): string | undefined {
  const checked =
    size <= fullCheckBytes
      ? [db.pragma("quick_check(1)", { simple: true })]
      : tablesOf(db)
          .filter((table) => !growingTables.includes(table))
          .map((table) => db.pragma(`quick_check('${table}')`, { simple: true }));
  const finding = checked.find((result) => result !== "ok");
  return finding === undefined ? undefined : String(finding);
}

/** Ours that are there: a database of an earlier version lacks some. */
function tablesOf(db: BetterSqlite3.Database): string[] {
  const there = new Set(db.prepare("select name from sqlite_schema where type = 'table'").pluck().all());
  return tableNames.filter((table) => there.has(table));
}

function damaged(file: string, finding: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError(
    "damaged",
    {
      zh: `数据库 ${file} 已损坏（${finding}）；${restoreZh}`,
      en: `The database ${file} is damaged (${finding}): ${restoreEn}`,
    },
    { cause },
  );
}

export function inUse(file: string, holder: string | undefined): StoreOpenError {
  return new StoreOpenError("in-use", {
    zh: `数据库 ${file} 正被另一程序使用${holder === undefined ? "" : `（进程 ${holder}）`}；请先停止它，或用 --data 指定其他目录`,
    en: `The database ${file} is in use by another program${holder === undefined ? "" : ` (process ${holder})`}; stop it first, or give another folder with --data`,
  });
}

/** Makes a whole, migrated, synced database under another name and then gives it its own: a half-made one is never seen. */
export async function createFile(file: string): Promise<void> {
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0) {
    throw new StoreOpenError("incomplete", {
      zh: `${file} 已不存在，但它的日志 ${file}-wal 仍在；请一并恢复备份，或用 --data 指定其他数据目录`,
      en: `${file} is gone but its journal ${file}-wal is still there: restore a backup of both, or give another folder with --data`,
    });
  }
  const draft = `${file}.new`;
  for (const leftover of [draft, `${draft}-journal`]) rmSync(leftover, { force: true });
  const db = new BetterSqlite3(draft);
  try {
    db.pragma("synchronous = FULL");
    db.exec("begin immediate");
    db.pragma(`application_id = ${applicationId}`);
    await migrate(new Kysely<Database>({ dialect: new SqliteDialect({ database: db }) }), sqliteTypes, file);
    db.exec("commit");
  } finally {
    db.close();
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** So that the new name itself survives a power cut. Windows has no such call and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
