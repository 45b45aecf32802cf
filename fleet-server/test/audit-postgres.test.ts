import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres } from "../src/audit-verify/open-database.ts";
import { verifyDatabase } from "../src/audit-verify/verify.ts";
import { openEvidenceFiles } from "../src/store/evidence-files.ts";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { type LedStore, openPostgresStore } from "../src/store/postgres-store.ts";
import { auditHead, deliveryNote, history, photo, records } from "./audit-records.ts";
import { PostgresCluster } from "./postgres-cluster.ts";

const evidenceDir = mkdtempSync(join(tmpdir(), "kiosk-audit-pg-"));
let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  const files = openEvidenceFiles(evidenceDir);
  for (const bytes of [deliveryNote, photo]) await files.put(bytes);
});
afterAll(async () => {
  await cluster.stop();
  rmSync(evidenceDir, { recursive: true });
});

async function filled(): Promise<{ url: string; name: string; led: LedStore }> {
  const name = await cluster.database();
  const url = cluster.url(name);
  const standby = () => {
    throw new Error("somebody else leads");
  };
  const led = await openPostgresStore(readPostgresAddress(url, null), {
    signal: new AbortController().signal,
    standby,
  });
  await led.store.commit(records);
  return { url, name, led };
}

async function audit(url: string) {
  const database = await openPostgres(url, null);
  try {
    return await database.read((db) => verifyDatabase(db, { evidenceDir, givenHead: null }));
  } finally {
    await database.close();
  }
}

test("a PostgreSQL database is whole until a line of it is changed, also while its server leads on it", async () => {
  const { url, name, led } = await filled();
  const head = { logSeq: 16, hash: history.at(-1)?.hash };
  expect(await audit(url)).toEqual({
    ...{ events: 16, orders: 3, evidence: 2, ok: true },
    ...{ head, auditLines: 3, auditHead, first: null },
  });
  const stranger = await cluster.connect(name);
  await stranger.query(`update "auditEvent" set "name" = '别人' where "seq" = 2`);
  expect((await audit(url)).first).toMatchObject({ auditSeq: 2, kind: "audit-changed" });
  await stranger.query(`update "workOrderEvent" set text = '' where "logSeq" = 12`);
  await stranger.end();
  expect((await audit(url)).first).toMatchObject({ logSeq: 12, orderId: "o1", kind: "event-changed" });
  await led.store.close();
});

test("an audit of a PostgreSQL database cannot write to it", async () => {
  const { url, led } = await filled();
  const database = await openPostgres(url, null);
  await expect(database.read((db) => db.deleteFrom("meta").execute())).rejects.toMatchObject({ code: "25006" });
  await database.close();
  await led.store.close();
});

test("a PostgreSQL database without our tables is refused in one sentence", async () => {
  const name = await cluster.database();
  await expect(openPostgres(cluster.url(name), null)).rejects.toMatchObject({
    name: "StoreOpenError",
    en: expect.stringContaining("not a database of this program"),
  });
});
