// Which database the server runs on, and waiting for it while another server has it.
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FleetStore, StoreError } from "./ports.ts";
import { lockFile } from "./store/file-lock.ts";
import { StoreOpenError } from "./store/open-error.ts";
import { readPostgresAddress } from "./store/postgres-address.ts";
import { openPostgresStore } from "./store/postgres-store.ts";
import { openSqliteStore } from "./store/sqlite-store.ts";

const pollEveryMs = 500;

export interface StoreOptions {
  readonly dataDir: string;
  /** PostgreSQL; null: the SQLite file of the data folder */
  readonly databaseUrl: string | null;
  /** holds the password of `databaseUrl`; null: none */
  readonly passwordFile: string | null;
  /** SQLite: wait while another process has the file open, instead of refusing to start */
  readonly standby: boolean;
}

/** Another server leads. `host` is left out where it can only be this machine; null: it has not said who it is. */
export interface StandbyNotice {
  /** for people, without user and password */
  readonly database: string;
  readonly holder: { readonly host?: string; readonly process: number } | null;
}

export interface OpenedStore {
  readonly store: FleetStore;
  /** resolves when this process must end because another one may have the database; null: cannot happen */
  readonly lost: Promise<StoreError> | null;
}

/** @throws StoreOpenError with a sentence for people; StoreError when the disk fails; the signal's reason when aborted */
export async function openStore(
  options: StoreOptions,
  { signal, standby }: { readonly signal: AbortSignal; readonly standby: (notice: StandbyNotice) => void },
): Promise<OpenedStore> {
  if (options.databaseUrl !== null) {
    const address = readPostgresAddress(options.databaseUrl, options.passwordFile);
    const database = `${address.place}/${address.database}`;
    return openPostgresStore(address, { signal, standby: (holder) => standby({ database, holder }) });
  }
  const file = join(options.dataDir, "fleet.db");
  if (!options.standby) return { store: await openSqliteStore(file), lost: null };
  return { store: await waitForFile(resolve(file), signal, standby), lost: null };
}

async function waitForFile(
  file: string,
  signal: AbortSignal,
  standby: (notice: StandbyNotice) => void,
): Promise<FleetStore> {
  for (let told = false; ; told = true) {
    try {
      return await openSqliteStore(file);
    } catch (error) {
      if (!(error instanceof StoreOpenError) || error.code !== "in-use") throw error;
    }
    if (!told) standby({ database: file, holder: holderOf(file) });
    await sleep(pollEveryMs, undefined, { signal });
  }
}

function holderOf(file: string): StandbyNotice["holder"] {
  const lock = lockFile(file);
  // it went in this very moment
  if (lock.held) lock.release();
  else if (lock.holder !== undefined) return { process: Number(lock.holder) };
  return null;
}
