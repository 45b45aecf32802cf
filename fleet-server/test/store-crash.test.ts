import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { kioskId } from "./store-records.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-crash-"));
const batchSize = 200;

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the writer until it dies; the number of the last commit it saw resolved. */
async function writeAndDie(target: string, dieAt: number, killAfter = Number.POSITIVE_INFINITY): Promise<number> {
  const script = join(import.meta.dirname, "store-crash-child.ts");
  const child = spawn(process.execPath, [script, target, String(batchSize), String(dieAt)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === killAfter) child.kill("SIGKILL");
  }
  const [, signal] = await ended;
  expect(signal).toBe("SIGKILL");
  return acknowledged;
}

async function whatIsStored(target: string): Promise<{ batches: number; reports: number }> {
  const store = await openSqliteStore(target);
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
  const target = join(folder, "mid", "fleet.db");
  await (await openSqliteStore(target)).close();
  const acknowledged = await writeAndDie(target, 4 * batchSize + batchSize / 2);
  expect(acknowledged).toBe(4);
  expect(await whatIsStored(target)).toEqual({ batches: 4, reports: 4 * batchSize });
});

test.each([3, 17, 40])(
  "a kill from outside after %i commits loses none that was acknowledged and halves none",
  async (n) => {
    const target = join(folder, `outside-${n}`, "fleet.db");
    await (await openSqliteStore(target)).close();
    const acknowledged = await writeAndDie(target, -1, n);
    const stored = await whatIsStored(target);
    expect(stored.batches).toBeGreaterThanOrEqual(acknowledged);
    expect(stored.reports).toBe(stored.batches * batchSize);
  },
);
