// Keeps two servers off one database file. The lock is an operating-system lock on a file of its own, held by an open
// SQLite transaction: it goes with the process, however that ends, so there is no stale lock to clear by hand.
import { readFileSync, writeFileSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { asStoreError } from "./store-failure.ts";

export type LockOutcome =
  | { readonly held: true; release(): void }
  /** `holder` is the process id as it was noted, for the message only */
  | { readonly held: false; readonly code: string; readonly holder: string | undefined };

/** Takes the lock of `file` (in `<file>.lock`, the holder's process id in `<file>.pid`) without waiting. */
export function lockFile(file: string): LockOutcome {
  let lock: BetterSqlite3.Database | undefined;
  try {
    lock = new BetterSqlite3(`${file}.lock`, { timeout: 0 });
    lock.exec("begin exclusive");
    writeFileSync(`${file}.pid`, `${process.pid}\n`);
  } catch (error) {
    lock?.close();
    return { held: false, code: asStoreError(error).code, holder: readHolder(`${file}.pid`) };
  }
  const held = lock;
  return { held: true, release: () => void held.close() };
}

function readHolder(pidFile: string): string | undefined {
  try {
    return /^\d+/.exec(readFileSync(pidFile, "utf8"))?.[0];
  } catch {
    // the note is a courtesy; the lock itself has already been refused
    return undefined;
  }
}
