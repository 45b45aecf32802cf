// The store on a real PostgreSQL: what every store must do, and what this one does when connections break.
import { KioskId } from "@kiosk/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { type LedStore, openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster, password } from "./postgres-cluster.ts";
import { PostgresProxy } from "./postgres-proxy.ts";
import { contract, kiosk, kioskId, report } from "./store-records.ts";
import { storeSuite } from "./store-suite.ts";

let cluster: PostgresCluster;
let database: string;
const opened: LedStore[] = [];

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  database = await cluster.database();
});
afterAll(() => cluster.stop());
beforeEach(() => cluster.empty(database));
afterEach(async () => {
  for (const { store } of opened.splice(0)) await store.close();
});

async function open(url: string): Promise<LedStore> {
  const led = await openPostgresStore(readPostgresAddress(url, null), {
    signal: new AbortController().signal,
    standby: () => {
      throw new Error("somebody else leads");
    },
  });
  opened.push(led);
  return led;
}

const oneKiosk = { contract: [contract], kiosk: [kiosk(KioskId.parse(kioskId), 1)] };

describe("the PostgreSQL store", () => {
  storeSuite(async () => (await open(cluster.url(database))).store);

  test("opening again keeps what is there", async () => {
    const url = cluster.url(database);
    const first = await open(url);
    await first.store.commit({ meta: [{ key: "a", value: "b" }] });
    await first.store.close();
    opened.pop();
    const second = await open(url);
    expect((await second.store.loadFleet(0)).meta).toEqual([{ key: "a", value: "b" }]);
  });

  test("a Unix socket does as well as a port", async () => {
    process.env.PGPASSWORD = password;
    const { store } = await open(cluster.socketUrl(database));
    delete process.env.PGPASSWORD;
    await store.commit({ meta: [{ key: "a", value: "b" }] });
    expect((await store.loadFleet(0)).meta).toHaveLength(1);
  });

  test("a commit is synced to disk even where the database's default is not to", async () => {
    const own = await cluster.database();
    await cluster.admin.query(`alter database ${own} set synchronous_commit = off`);
    const { store } = await open(cluster.url(own));
    const watcher = await cluster.connect(own);
    await watcher.query("create table seen (value text)");
    await watcher.query("grant all on seen to fleet");
    await watcher.query(`create function note() returns trigger language plpgsql as
      $$ begin insert into seen values (current_setting('synchronous_commit')); return new; end $$`);
    await watcher.query("create trigger noting after insert on meta for each row execute function note()");
    await store.commit({ meta: [{ key: "a", value: "b" }] });
    expect((await watcher.query("select value from seen")).rows).toEqual([{ value: "on" }]);
    await watcher.end();
  });
});

describe("connections that break", () => {
  test("between two commits are replaced", async () => {
    const { store } = await open(cluster.url(database));
    await store.commit({ meta: [{ key: "a", value: "1" }] });
    expect(await cluster.terminate(database, "pool")).toBeGreaterThan(0);
    // each broken connection may cost one attempt, as the group commit makes them
    const again = () => store.commit({ meta: [{ key: "a", value: "2" }] });
    await again().catch(again).catch(again).catch(again);
    expect((await store.loadFleet(0)).meta).toEqual([{ key: "a", value: "2" }]);
  });

  test("in the middle of a commit fail it whole, and the next one is stored", async () => {
    const { store } = await open(cluster.url(database));
    await store.commit(oneKiosk);
    const other = await cluster.connect(database);
    await other.query("begin; lock table report in access exclusive mode");
    const refused = store.commit({ meta: [{ key: "a", value: "b" }], report: [report(1)] });
    const refusal = expect(refused).rejects.toMatchObject({ name: "StoreError", code: "57P01" });
    await cluster.waitFor(database, "wait_event_type = 'Lock'");
    await cluster.terminate(database, "pool");
    await refusal;
    await other.query("rollback");
    await other.end();
    expect((await store.loadFleet(0)).meta).toEqual([]);
    await store.commit({ report: [report(1)] });
    expect(await store.history.countReports(kioskId)).toBe(1);
  });

  test("before COMMIT arrived: the commit failed and nothing of it is stored", async () => {
    const { store, proxy } = await openThroughProxy();
    proxy.breakAt = "commit";
    await expect(store.commit({ report: [report(1)] })).rejects.toMatchObject({ name: "StoreError" });
    expect(await store.history.countReports(kioskId)).toBe(0);
    proxy.stop();
  });

  test("before the answer to COMMIT came: the commit is known to be stored", async () => {
    const { store, proxy } = await openThroughProxy();
    proxy.breakAt = "answer";
    await store.commit({ report: [report(1)] });
    expect(proxy.breakAt).toBeNull();
    expect(await store.history.countReports(kioskId)).toBe(1);
    proxy.stop();
  });

  async function openThroughProxy() {
    const proxy = await PostgresProxy.start(cluster.port);
    const url = new URL(cluster.url(database));
    url.port = String(proxy.port);
    const { store } = await open(url.href);
    await store.commit(oneKiosk);
    return { store, proxy };
  }
});

describe("a database in trouble", () => {
  test("a table that somebody else holds locked fails the commit in time, and it goes on when it is free", async () => {
    const { store } = await open(cluster.url(database));
    const other = await cluster.connect(database);
    await other.query("begin; lock table meta in access exclusive mode");
    await expect(store.commit({ meta: [{ key: "a", value: "b" }] })).rejects.toMatchObject({ code: "55P03" });
    await other.query("rollback");
    await other.end();
    await store.commit({ meta: [{ key: "a", value: "b" }] });
  });

  test("a full disk is the server's own code, and not blamed on the record", async () => {
    const own = await cluster.database();
    const { store } = await open(cluster.url(own));
    const other = await cluster.connect(own);
    await other.query(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$`);
    await other.query("create trigger full_disk before insert on meta for each statement execute function no_room()");
    await expect(store.commit({ meta: [{ key: "a", value: "b" }] })).rejects.toMatchObject({ code: "53100" });
    await other.query("drop trigger full_disk on meta");
    await other.end();
    await store.commit({ meta: [{ key: "a", value: "b" }] });
  });
});
