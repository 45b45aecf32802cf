// The same store on PostgreSQL: same tables, same queries, one fenced transaction a commit. Only the leader has one.
import { setTimeout as sleep } from "node:timers/promises";
import type { ContractId } from "@kiosk/contract";
import { type CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import { Pool, TypeOverrides } from "pg";
import type { FleetStore } from "../ports.ts";
import { appendOnlyTables, type Changes, type TableName, tableKeys, tableNames } from "../tables.ts";
import { type Cell, columnNames, encodeRow } from "./codec.ts";
import { KyselyFaultHistory } from "./fault-history.ts";
import { readFleet } from "./fleet-snapshot.ts";
import { KyselyHistoryStore } from "./history-store.ts";
import { migrate } from "./migrate.ts";
import { postgresTypes } from "./migrations/column-types.ts";
import type { PostgresAddress } from "./postgres-address.ts";
import { openFailure } from "./postgres-failure.ts";
import { becomeLeader, type Leadership, type LeadershipLost, type Standing } from "./postgres-leadership.ts";
import { compileWrite } from "./row-writer.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";
import { upkeepHistory } from "./upkeep-history.ts";

/** Parameters of one statement; the protocol counts them in 16 bits. */
const parametersPerStatement = 32_000;
/** One writes, the others read history for people. */
const connections = 6;
const connectWithinMs = 5000;
/** How long a statement waits for somebody else's lock; the group commit tries again and says so meanwhile. */
const lockWithinMs = 1000;
const askAgainMs = 100;
/** int8, which pg hands over as text; ours are milliseconds and counts, all safe integers. */
const int8 = 20;

export interface LedStore {
  readonly store: FleetStore;
  /** resolves when another process may lead: stop serving and end; the store refuses every commit */
  readonly lost: Promise<LeadershipLost>;
}

/**
 * Waits until this process leads on the database (see becomeLeader), and brings it to this program's schema.
 * @throws StoreOpenError with a sentence for people when it cannot be used; the signal's reason when that is aborted
 */
export async function openPostgresStore(address: PostgresAddress, standing: Standing): Promise<LedStore> {
  try {
    const leadership = await becomeLeader(address, standing);
    try {
      return { store: await ledStore(address, leadership), lost: leadership.lost };
    } catch (error) {
      await leadership.end();
      throw error;
    }
  } catch (error) {
    standing.signal.throwIfAborted();
    throw openFailure(error, address);
  }
}

async function ledStore(address: PostgresAddress, leadership: Leadership): Promise<FleetStore> {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: openPool(address, leadership) }) });
  try {
    await migrate(db, postgresTypes, address.database);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let last: Promise<void> = Promise.resolve();

  return {
    dialect: "postgres",
    history: new FencedHistoryStore(db, leadership),
    faultHistory: new KyselyFaultHistory(db),
    upkeep: upkeepHistory(db),
    commit(changes) {
      // one after the other: two commits of one terminal must land in the order they were given
      const mine = last.then(() => guarded(() => write(db, leadership, changes)));
      last = mine.catch(() => undefined);
      return mine;
    },
    loadFleet: (clearedSince) => guarded(() => readFleet(db, clearedSince)),
    async close() {
      await last;
      await db.destroy();
      await leadership.end();
    },
  };
}

function openPool(address: PostgresAddress, leadership: Leadership): Pool {
  const types = new TypeOverrides();
  types.setTypeParser(int8, Number);
  const pool = new Pool({
    ...address.config,
    application_name: leadership.instance,
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    lock_timeout: lockWithinMs,
    keepAlive: true,
    types,
    // an acknowledged message is on the disk, whatever this database's default is
    options: "-c synchronous_commit=on",
  });
  // a connection that breaks while nobody uses it is replaced when somebody does; one in use fails its query
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}

/** What history writes is fenced like a commit. */
class FencedHistoryStore extends KyselyHistoryStore {
  readonly #db: Kysely<Database>;
  readonly #leadership: Leadership;

  constructor(db: Kysely<Database>, leadership: Leadership) {
    super(db, db);
    this.#db = db;
    this.#leadership = leadership;
  }

  override trimQuarantine(kioskId: string, keep: number): Promise<number> {
    return guarded(() =>
      fenced(this.#db, this.#leadership, (trx) => new KyselyHistoryStore(trx, trx).trimQuarantine(kioskId, keep)),
    );
  }

  override forgetResolved(before: number): Promise<number> {
    return guarded(() =>
      fenced(this.#db, this.#leadership, (trx) => new KyselyHistoryStore(trx, trx).forgetResolved(before)),
    );
  }

  override forgetSamples(contractId: ContractId, before: number): Promise<number> {
    return guarded(() =>
      fenced(this.#db, this.#leadership, (trx) => new KyselyHistoryStore(trx, trx).forgetSamples(contractId, before)),
    );
  }
}

async function write(db: Kysely<Database>, leadership: Leadership, changes: Changes): Promise<void> {
  const statements = tableNames.flatMap((table) => statementsFor(db, table, changes));
  if (statements.length === 0) return;
  await fenced(db, leadership, async (trx) => {
    for (const statement of statements) await trx.executeQuery(statement);
  });
}

/** One transaction that stores all or nothing and says which, even when the answer to COMMIT is lost on its way. */
async function fenced<T>(
  db: Kysely<Database>,
  leadership: Leadership,
  work: (trx: Kysely<Database>) => Promise<T>,
): Promise<T> {
  let sent: { readonly xid: string; readonly result: T } | undefined;
  let first: unknown;
  try {
    return await db.transaction().execute(async (trx) => {
      try {
        const xid = await leadership.fence(trx);
        const result = await work(trx);
        sent = { xid, result };
        return result;
      } catch (error) {
        first = error;
        throw error;
      }
    });
  } catch (error) {
    // a caller told "failed" would store it again under other ids
    if (sent !== undefined && (await wasCommitted(db, leadership, sent.xid))) return sent.result;
    // on a broken connection the rollback fails too, and that says less
    throw first ?? error;
  }
}

/** Asks until the database answers. @throws LeadershipLost when this process must end before it knows */
async function wasCommitted(db: Kysely<Database>, leadership: Leadership, xid: string): Promise<boolean> {
  for (;;) {
    leadership.throwIfLost();
    const status = await sql<{ status: string }>`select pg_xact_status(${xid}::xid8) as status`.execute(db).then(
      ({ rows }) => rows[0]?.status,
      // no answer is no status: asked again
      () => undefined,
    );
    if (status === "committed") return true;
    if (status === "aborted") return false;
    await sleep(askAgainMs);
  }
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
