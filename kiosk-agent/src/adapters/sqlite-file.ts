// Opens one of the agent's SQLite files the way all of them need it: WAL, fsync at every commit, held by one process,
// checked before use. A file that cannot be trusted is never replaced: what it holds has not reached the server yet.
import Database from "better-sqlite3";
import { OutboxError, type OutboxErrorCode } from "../domain/outbox-error.ts";

export interface SqliteFile {
  readonly file: string;
  readonly db: Database.Database;
  /** Runs one transaction; durable when it returns. @throws OutboxError */
  write<T>(work: () => T): T;
  /** Runs one transaction that a power cut may undo (never tear): for what can be done again. @throws OutboxError */
  writeRelaxed<T>(work: () => T): T;
  close(): void;
}

const schemaVersion = 1;
/** the WAL is cut back to this after a checkpoint, bytes */
const walLimitBytes = 8 * 1024 * 1024;

/**
 * @param maxBytes the file never grows beyond this; an insert then fails as on a full disk
 * @throws OutboxError naming the file and what to do
 */
export function openSqliteFile(file: string, schema: string, maxBytes?: number): SqliteFile {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    // Held for as long as the process lives: two agents on one folder would send the same rows twice.
    db.pragma("locking_mode = EXCLUSIVE");
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma(`journal_size_limit = ${walLimitBytes}`);
    checkWhole(db, file);
    prepareSchema(db, file, schema);
    if (maxBytes !== undefined) {
      const pageBytes = Number(db.pragma("page_size", { simple: true }));
      db.pragma(`max_page_count = ${Math.ceil(maxBytes / pageBytes)}`);
    }
  } catch (error) {
    db?.close();
    throw explained(error, file);
  }
  return wrap(file, db);
}

function wrap(file: string, db: Database.Database): SqliteFile {
  function write<T>(work: () => T): T {
    try {
      return db.transaction(work).immediate();
    } catch (error) {
      throw explained(error, file);
    }
  }
  return {
    file,
    db,
    write,
    writeRelaxed(work) {
      // In WAL mode NORMAL leaves out the fsync of the commit; the order of commits stays as written.
      db.pragma("synchronous = NORMAL");
      try {
        return write(work);
      } finally {
        db.pragma("synchronous = FULL");
      }
    },
    close: () => db.close(),
  };
}

function checkWhole(db: Database.Database, file: string): void {
  const found = db.pragma("quick_check(1)", { simple: true });
  if (found !== "ok") throw corrupt(file, String(found));
}

function prepareSchema(db: Database.Database, file: string, schema: string): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  if (version > schemaVersion) {
    throw new OutboxError(
      "newer-version",
      `${file}：由更新版本的程序写入，请升级终端程序 / was written by a newer agent; upgrade the agent`,
    );
  }
  if (version === schemaVersion) return;
  db.transaction(() => {
    db.exec(schema);
    db.pragma(`user_version = ${schemaVersion}`);
  })();
}

function corrupt(file: string, what: string, cause?: unknown): OutboxError {
  return new OutboxError(
    "corrupt",
    `${file}：文件已损坏（${what}），程序不会覆盖它。请把该文件连同同名的 -wal 文件一起移到别处保存，再重新启动；其中未上报的数据可用 sqlite3 的 .recover 取回` +
      ` / the file is damaged (${what}) and will not be overwritten. Move it and its -wal file away, keep them, and start again; what was not yet sent can be read back with sqlite3 .recover`,
    { cause },
  );
}

const codes: readonly (readonly [prefix: string, code: OutboxErrorCode])[] = [
  ["SQLITE_FULL", "disk-full"],
  ["SQLITE_BUSY", "locked"],
  ["SQLITE_LOCKED", "locked"],
  ["SQLITE_CORRUPT", "corrupt"],
  ["SQLITE_NOTADB", "corrupt"],
  ["SQLITE_", "unwritable"],
];

/** SQLite's result code as ours; anything that is not SQLite's passes unchanged. */
function explained(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof OutboxError) return error;
  const sqliteCode = "code" in error && typeof error.code === "string" ? error.code : "";
  // Not a SqliteError but a TypeError: better-sqlite3 found no such directory.
  const code = error instanceof TypeError ? "unwritable" : codes.find(([prefix]) => sqliteCode.startsWith(prefix))?.[1];
  switch (code) {
    case undefined:
      return error;
    case "corrupt":
      return corrupt(file, error.message, error);
    case "disk-full":
      return new OutboxError(code, `${file}：磁盘已满 / the disk is full`, { cause: error });
    case "locked":
      return new OutboxError(
        code,
        `${file}：已被另一个进程占用，同一数据目录只能运行一个终端程序 / is held by another process; one data folder serves one agent`,
        { cause: error },
      );
    default:
      return new OutboxError(code, `${file}：无法写入（${error.message}） / cannot be written (${error.message})`, {
        cause: error,
      });
  }
}
