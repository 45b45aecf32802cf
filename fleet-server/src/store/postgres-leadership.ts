// Of several servers on one database one leads and the others stand by. The leader holds a session's advisory lock; its
// epoch is the fence: whoever leads next raises it, and no transaction of an earlier leader passes it (`fence`).
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { Client, DatabaseError } from "pg";
import { StoreError } from "../ports.ts";
import { StoreOpenError } from "./open-error.ts";
import type { PostgresAddress } from "./postgres-address.ts";
import type { Database } from "./schema.ts";

/** `KSKF`; the second key of the lock is the table, so that two schemas of one database do not meet. */
const lockClass = 0x4b53_4b46;
const lockOf = `${lockClass}, 'fleet_leader'::regclass::oid::int4`;
const beatEveryMs = 1000;
/** A leader that does not get an answer for so long no longer knows whether it leads. */
const answerWithinMs = 4000;
const pollEveryMs = 500;
/**
 * So many polls in a row without a beat and the holder is taken for frozen or cut off: 5 s. Polls and not seconds,
 * because a database that stalls stalls the counting too.
 */
const silentPolls = 10;
/** pg_xact_status and pg_current_xact_id are as old as PostgreSQL 13. */
const oldestVersion = 130_000;

/** Who leads, as it noted itself. */
export interface Holder {
  readonly host: string;
  readonly process: number;
}

/** This process no longer leads: nothing was stored and nothing will be. */
export class LeadershipLost extends StoreError {
  constructor(zh: string, en: string) {
    super(
      "LEADERSHIP_LOST",
      `本进程已不再是数据库的主用服务器：${zh}；未写入任何内容，现在退出 / This process no longer leads on its database: ${en}; it wrote nothing more and ends now`,
    );
    this.name = "LeadershipLost";
  }
}

export interface Standing {
  readonly signal: AbortSignal;
  /** called once when another process leads; null where it has not said who it is */
  readonly standby: (holder: Holder | null) => void;
}

/**
 * Waits until this process leads. While it stands by, a database that goes away is waited for too.
 * @throws DatabaseError, StoreOpenError, or the system's error when the database cannot be used; the signal's reason
 */
export async function becomeLeader(address: PostgresAddress, { signal, standby }: Standing): Promise<Leadership> {
  const instance = `fleet-server ${randomUUID()}`;
  let stands = false;
  const waiting = (holder: Holder | null) => {
    if (!stands) standby(holder);
    stands = true;
  };
  for (;;) {
    signal.throwIfAborted();
    const client = new Client({
      ...address.config,
      application_name: instance,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
    });
    // a connection that breaks between two queries is noticed by the next one
    client.on("error", () => undefined);
    try {
      await client.connect();
      await prepare(client);
      return new Leadership(client, instance, await contend(client, instance, signal, waiting));
    } catch (error) {
      // its lock goes with it
      void client.end().catch(() => undefined);
      if (!stands || !passes(error)) throw error;
      await sleep(pollEveryMs, undefined, { signal });
    }
  }
}

/** True for what goes away by itself: broken connections, a server that starts or stops, one that is full (08, 53, 57). */
function passes(error: unknown): boolean {
  if (error instanceof StoreOpenError) return false;
  return !(error instanceof DatabaseError) || /^(?:08|53|57)/.test(error.code ?? "");
}

async function prepare(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean; version: number; encoding: string }>(
    `select to_regclass('fleet_leader') is not null as there, current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding`,
  );
  const [found] = rows;
  if (found === undefined || found.version < oldestVersion) {
    throw new StoreOpenError("database-failing", {
      zh: "PostgreSQL 版本过旧，至少需要 13",
      en: "This PostgreSQL is too old; 13 is the oldest that will do",
    });
  }
  if (found.encoding !== "UTF8") {
    throw new StoreOpenError("database-failing", {
      zh: `数据库的编码是 ${found.encoding}，应为 UTF8；请用 createdb -E UTF8 -T template0 重新创建`,
      en: `The database's encoding is ${found.encoding} and has to be UTF8; make it anew with createdb -E UTF8 -T template0`,
    });
  }
  if (found.there) return;
  // one implicit transaction. Two processes may come here at once, and "if not exists" alone does not stand that.
  // The epoch is the key: raising it locks the row against `for key share`, a beat does not.
  await client.query(`select pg_advisory_xact_lock(${lockClass}, 0);
    create table if not exists fleet_leader (epoch bigint primary key, beat bigint not null, instance text not null,
      host text not null, process integer not null, one boolean not null default true unique check (one));
    insert into fleet_leader (epoch, beat, instance, host, process) values (0, 0, 'nobody', '', 0) on conflict do nothing`);
}

/** Polls for the lock; the epoch of this leadership once it has it. */
async function contend(
  client: Client,
  instance: string,
  signal: AbortSignal,
  waiting: (holder: Holder | null) => void,
): Promise<string> {
  let mark = "";
  let unchanged = 0;
  for (;;) {
    const lock = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${lockOf}) as mine`);
    if (lock.rows[0]?.mine) return raiseEpoch(client, instance);
    const leader = await lookAtLeader(client);
    waiting(leader.holder);
    unchanged = leader.mark === mark ? unchanged + 1 : 0;
    mark = leader.mark;
    if (unchanged >= silentPolls && leader.pid !== null) {
      await client.query("select pg_terminate_backend($1)", [leader.pid]);
      unchanged = 0;
    }
    await sleep(pollEveryMs, undefined, { signal });
  }
}

/** `mark` changes with every sign of life; `pid` is the server process that holds the lock for the leader. */
async function lookAtLeader(client: Client): Promise<{ holder: Holder | null; pid: number | null; mark: string }> {
  const { rows } = await client.query<{ life: string; host: string; process: number; pid: number | null }>(
    `select epoch || '/' || beat as life, host, process, (select pid from pg_locks
      where locktype = 'advisory' and granted and objsubid = 2 and classid = ${lockClass}
        and objid = 'fleet_leader'::regclass::oid
        and database = (select oid from pg_database where datname = current_database())) as pid
      from fleet_leader`,
  );
  const [row] = rows;
  if (row === undefined) return { holder: null, pid: null, mark: "" };
  const holder = row.host === "" ? null : { host: row.host, process: row.process };
  return { holder, pid: row.pid, mark: `${row.pid} ${row.life}` };
}

async function raiseEpoch(client: Client, instance: string): Promise<string> {
  // the one before may be frozen in the middle of a transaction, and that would hold the row
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = (select instance from fleet_leader)
      and pid <> pg_backend_pid()`);
  const { rows } = await client.query<{ epoch: string }>(
    `update fleet_leader set epoch = epoch + 1, beat = 0, instance = $1, host = $2, process = $3
      returning epoch::text as epoch`,
    [instance, hostname(), process.pid],
  );
  const [row] = rows;
  if (row === undefined) throw new StoreError("LEADER_ROW_MISSING", "the row of fleet_leader is gone");
  return row.epoch;
}

/** Held until `end`, or until `lost` resolves: then the process must end, for another one may lead already. */
export class Leadership {
  /** the application name of every connection of this leader */
  readonly instance: string;
  readonly lost: Promise<LeadershipLost>;
  readonly #client: Client;
  readonly #epoch: string;
  readonly #tellLost: (reason: LeadershipLost) => void;
  readonly #ended = new AbortController();
  #reason: LeadershipLost | undefined;

  constructor(client: Client, instance: string, epoch: string) {
    this.instance = instance;
    this.#client = client;
    this.#epoch = epoch;
    const { promise, resolve } = Promise.withResolvers<LeadershipLost>();
    this.lost = promise;
    this.#tellLost = resolve;
    const broken = () => this.#lose("与数据库的连接已断开", "its connection to the database broke");
    client.on("error", broken).on("end", broken);
    void this.#beat();
  }

  /**
   * The first statement of every transaction that writes: no later leader can come up before this transaction ends, and
   * none has come up yet. Returns the transaction's id. @throws LeadershipLost
   */
  async fence(trx: Kysely<Database>): Promise<string> {
    this.throwIfLost();
    const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid from fleet_leader
      where epoch = ${this.#epoch}::bigint for key share`.execute(trx);
    const [row] = rows;
    if (row === undefined) throw this.#supplanted();
    return row.xid;
  }

  /** @throws LeadershipLost */
  throwIfLost(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  /** Lets the next one lead at once. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#client.end();
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    try {
      while (this.#reason === undefined) {
        await sleep(beatEveryMs, undefined, { signal });
        const { rowCount } = await this.#client.query("update fleet_leader set beat = beat + 1 where epoch = $1", [
          this.#epoch,
        ]);
        if (rowCount !== 1) this.#supplanted();
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#lose(`数据库没有应答（${why}）`, `the database does not answer (${why})`);
    }
  }

  #supplanted(): LeadershipLost {
    return this.#lose("另一进程已接管", "another process took over");
  }

  #lose(zh: string, en: string): LeadershipLost {
    const reason = this.#reason ?? new LeadershipLost(zh, en);
    if (!this.#ended.signal.aborted) {
      this.#reason = reason;
      this.#tellLost(reason);
    }
    return reason;
  }
}
