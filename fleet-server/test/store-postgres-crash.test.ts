// kill -9 of the process that writes to PostgreSQL: what it acknowledged is there, and no commit is there by half.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster } from "./postgres-cluster.ts";
import { kioskId } from "./store-records.ts";

const batchSize = 200;
let cluster: PostgresCluster;
let database: string;

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  database = await cluster.database();
});
afterAll(() => cluster.stop());
beforeEach(() => cluster.empty(database));

function startWriter(): ChildProcessByStdio<null, Readable, null> {
  const script = join(import.meta.dirname, "store-postgres-child.ts");
  return spawn(process.execPath, [script, cluster.url(database), String(batchSize)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Opens the database as the next server does. */
async function whatIsStored(): Promise<{ batches: number; reports: number }> {
  const { store } = await openPostgresStore(readPostgresAddress(cluster.url(database), null), {
    signal: AbortSignal.timeout(10_000),
    standby: () => undefined,
  });
  try {
    const { meta } = await store.loadFleet(0);
    return {
      batches: Number(meta.find((m) => m.key === "batch")?.value ?? 0),
      reports: await store.history.countReports(kioskId),
    };
  } finally {
    await store.close();
  }
}

test("a kill in the middle of a commit leaves nothing of that commit and all before it", async () => {
  const writer = startWriter();
  const ended = once(writer, "exit");
  const holder = await cluster.connect(database);
  let acknowledged = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged = Number(line);
    if (acknowledged !== 3) continue;
    // the next commit comes as far as its rows, and is killed there
    await holder.query("begin; lock table report in share mode");
    void cluster.waitFor(database, "wait_event_type = 'Lock'").then(() => writer.kill("SIGKILL"));
  }
  expect((await ended)[1]).toBe("SIGKILL");
  await holder.query("commit");
  await holder.end();
  expect(await whatIsStored()).toEqual({ batches: acknowledged, reports: acknowledged * batchSize });
});

test.each([2, 9])(
  "a kill from outside after %i commits loses none that was acknowledged and halves none",
  async (count) => {
    const writer = startWriter();
    const ended = once(writer, "exit");
    let acknowledged = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === count) writer.kill("SIGKILL");
    }
    expect((await ended)[1]).toBe("SIGKILL");
    const stored = await whatIsStored();
    expect(stored.batches).toBeGreaterThanOrEqual(acknowledged);
    expect(stored.reports).toBe(stored.batches * batchSize);
  },
);
