// What the outbox promised to keep is there after the process was killed in the middle of writing. (A kill does not
// empty the disk's own cache: that the commit is also fsynced is SQLite's synchronous=FULL.)
import { spawn } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSystemClock } from "../src/adapters/clock.ts";
import { openSqliteOutbox } from "../src/adapters/outbox-sqlite.ts";
import { compileCache } from "./compile-cache.ts";

const appender = fileURLToPath(new URL("./outbox-appender.ts", import.meta.url));
const bounds = { maxBytes: 200_000_000, maxAgeMs: 86_400_000, maxFileBytes: 400_000_000 };
const environment = { ...process.env, ...compileCache() };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "power-cut-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process append until it is killed, and returns the last number it had called durable. */
async function appendUntilKilled(file: string, bootId: string): Promise<number> {
  const child = spawn(process.execPath, [appender, file, bootId], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await once(child.stdout, "data");
  await delay(randomInt(20, 250));
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
  return Number(said.trimEnd().split("\n").at(-1));
}

test("after kill -9 in mid-append every row that was called durable is there, whole and in order", async () => {
  const file = join(folder, "outbox.sqlite");
  const promised = new Map<string, number>();
  for (let round = 0; round < 5; round++) {
    const bootId = randomUUID();
    promised.set(bootId, await appendUntilKilled(file, bootId));
  }
  const outbox = openSqliteOutbox(file, bounds, createSystemClock());
  const rows = await outbox.oldest(1_000_000, new Set());
  await outbox.close();
  for (const [bootId, last] of promised) {
    const seqs = rows.filter((r) => r.bootId === bootId).map((r) => r.seq);
    expect(last).toBeGreaterThan(0);
    // One more may be there: committed, but killed before it could say so.
    expect([last, last + 1]).toContain(seqs.length);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  }
  for (const row of rows) expect(JSON.parse(row.body)).toMatchObject({ seq: row.seq });
});
