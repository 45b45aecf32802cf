// Of all who open one database one leads; the others wait, and one who led before can never write again.
import { KioskId } from "@kiosk/contract";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import type { Holder } from "../src/store/postgres-leadership.ts";
import { type LedStore, openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster } from "./postgres-cluster.ts";
import { contract, contractId, kiosk, kioskId, quarantined, report } from "./store-records.ts";

let cluster: PostgresCluster;
let shared: string;
let database: string;
const ending: (() => Promise<void>)[] = [];

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  shared = await cluster.database();
});
afterAll(() => cluster.stop());
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** One who wants to lead; `saw` resolves when it stands by. */
function candidate() {
  const stopped = new AbortController();
  const saw = Promise.withResolvers<Holder | null>();
  let leading: LedStore | undefined;
  const led = openPostgresStore(readPostgresAddress(cluster.url(database), null), {
    signal: stopped.signal,
    standby: saw.resolve,
  }).then((opened) => {
    leading = opened;
    return opened;
  });
  const close = async () => {
    stopped.abort();
    await led.catch(() => undefined);
    await leading?.store.close();
    leading = undefined;
  };
  ending.push(close);
  return { led, saw: saw.promise, close };
}

async function fresh(on = shared) {
  database = on;
  await cluster.empty(database);
  const first = candidate();
  const { store, lost } = await first.led;
  await store.commit({ contract: [contract], kiosk: [kiosk(KioskId.parse(kioskId), 1)] });
  return { first, store, lost };
}

async function reportsStored(): Promise<number> {
  const reader = await cluster.connect(database);
  const { rows } = await reader.query<{ n: number }>("select count(*)::int as n from report");
  await reader.end();
  return rows[0]?.n ?? -1;
}

test("the second is told who leads, and leads within a second of the end of the first, with all that was stored", async () => {
  const { first, store } = await fresh();
  const second = candidate();
  expect(await second.saw).toEqual({ host: expect.stringMatching(/./), process: process.pid });
  await store.commit({ report: [report(1)] });
  const ended = performance.now();
  await first.close();
  const heir = await second.led;
  expect(performance.now() - ended).toBeLessThan(1500);
  expect(await heir.store.history.countReports(kioskId)).toBe(1);
  await heir.store.commit({ report: [report(2)] });
});

test("of five who begin on an empty database at once exactly one leads", async () => {
  database = await cluster.database();
  const five = Array.from({ length: 5 }, candidate);
  const roles = await Promise.all(
    five.map((one) => Promise.race([one.led.then(() => "leads"), one.saw.then(() => "stands by")])),
  );
  expect(roles.toSorted()).toEqual(["leads", "stands by", "stands by", "stands by", "stands by"]);
});

test("servers on two databases of one PostgreSQL do not wait for each other", async () => {
  await fresh();
  await fresh(await cluster.database());
});

test("a leader that another one supplanted without its knowledge stores nothing more and is told", async () => {
  const { store, lost } = await fresh();
  // what a later leader does, while this one's connections and its lock are still up
  const heir = await cluster.connect(database);
  await heir.query("update fleet_leader set epoch = epoch + 1");
  await heir.end();
  await expect(store.commit({ report: [report(1)] })).rejects.toMatchObject({
    name: "LeadershipLost",
    code: "LEADERSHIP_LOST",
  });
  expect(await reportsStored()).toBe(0);
  expect((await lost).message).toMatch(/另一进程已接管.*another process took over/);
});

test("what history deletes is fenced too", async () => {
  const { store } = await fresh();
  await store.commit({ quarantine: [1, 2, 3].map((n) => quarantined(n)) });
  const heir = await cluster.connect(database);
  await heir.query("update fleet_leader set epoch = epoch + 1");
  await heir.end();
  await expect(store.history.trimQuarantine("cn-001", 1)).rejects.toMatchObject({ code: "LEADERSHIP_LOST" });
  await expect(store.history.forgetSamples(contractId, 1)).rejects.toMatchObject({ code: "LEADERSHIP_LOST" });
  expect((await store.history.quarantine(9)).total).toBe(3);
});

test("a leader that is told by nobody notices by its own beat", async () => {
  const { lost } = await fresh();
  const heir = await cluster.connect(database);
  await heir.query("update fleet_leader set epoch = epoch + 1");
  await heir.end();
  expect((await lost).code).toBe("LEADERSHIP_LOST");
});

test("a leader whose connection breaks is told, and refuses to store even before anybody took over", async () => {
  const { store, lost } = await fresh();
  expect(await cluster.terminate(database, "leader")).toBe(1);
  expect((await lost).message).toMatch(/连接已断开.*its connection to the database broke/);
  await expect(store.commit({ report: [report(1)] })).rejects.toMatchObject({ code: "LEADERSHIP_LOST" });
  expect(await reportsStored()).toBe(0);
});

test("a commit that is under way when another one takes over is stored whole or not at all, never after", async () => {
  const { store } = await fresh();
  const other = await cluster.connect(database);
  await other.query("begin; lock table report in share mode");
  const commit = store.commit({ meta: [{ key: "a", value: "b" }], report: [report(1)] });
  const refusal = expect(commit).rejects.toMatchObject({ name: expect.stringMatching(/StoreError|LeadershipLost/) });
  await cluster.waitFor(database, "wait_event_type = 'Lock'");
  const second = candidate();
  await second.saw;
  await cluster.terminate(database, "leader");
  const heir = await second.led;
  await other.query("rollback");
  await other.end();
  await refusal;
  expect((await heir.store.loadFleet(0)).meta).toEqual([]);
  expect(await reportsStored()).toBe(0);
});

test("as long as a commit is under way no new epoch can begin, and the beat goes on", async () => {
  const { store } = await fresh();
  const other = await cluster.connect(database);
  const heir = await cluster.connect(database);
  await other.query("begin; lock table report in share mode");
  const commit = store.commit({ report: [report(1)] });
  await cluster.waitFor(database, "wait_event_type = 'Lock'");
  await heir.query("set lock_timeout = 100");
  await expect(heir.query("update fleet_leader set epoch = epoch + 1")).rejects.toMatchObject({ code: "55P03" });
  expect((await heir.query("update fleet_leader set beat = beat + 1")).rowCount).toBe(1);
  await other.query("rollback");
  await commit;
  await other.end();
  await heir.end();
});

test("a transaction that a frozen leader left open does not keep the next one from leading", async () => {
  await fresh();
  const frozen = new Client({ connectionString: cluster.url(database), application_name: await leaderInstance() });
  const broken = Promise.withResolvers<unknown>();
  frozen.on("error", broken.resolve);
  await frozen.connect();
  await frozen.query("begin; select from fleet_leader for key share; insert into meta values ('a', 'b')");
  const second = candidate();
  await second.saw;
  await cluster.admin.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = $1)`,
    [database],
  );
  const heir = await second.led;
  await broken.promise;
  expect((await heir.store.loadFleet(0)).meta).toEqual([]);
});

test("one that stands by outlives a broken connection and still leads later", async () => {
  const { first } = await fresh();
  const second = candidate();
  await second.saw;
  const { rowCount } = await cluster.admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1
      and application_name like 'fleet-server %' and application_name <> $2`,
    [database, await leaderInstance()],
  );
  expect(rowCount).toBe(1);
  await first.close();
  await (await second.led).store.commit({ report: [report(1)] });
});

test("one that stands by ends when it is told to", async () => {
  await fresh();
  const second = candidate();
  await second.saw;
  await second.close();
  await expect(second.led).rejects.toMatchObject({ name: "AbortError" });
});

async function leaderInstance(): Promise<string> {
  const reader = await cluster.connect(database);
  const { rows } = await reader.query<{ instance: string }>("select instance from fleet_leader");
  await reader.end();
  return rows[0]?.instance ?? "";
}
