import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeClock } from "../../../fixtures/sim/fake-clock.ts";
import { OutboxError } from "../domain/outbox-error.ts";
import type { Outbox, OutboxLane } from "../ports.ts";
import { openSqliteOutbox } from "./outbox-sqlite.ts";

const bootA = "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f000a";
const bootB = "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f000b";
const dayMs = 86_400_000;
const roomy = { maxBytes: 200_000_000, maxAgeMs: 30 * dayMs, maxFileBytes: 400_000_000 };
const none: ReadonlySet<string> = new Set();

let folder: string;
let file: string;
let clock: FakeClock;
let open: Outbox[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outbox-"));
  file = join(folder, "outbox.sqlite");
  clock = new FakeClock();
  open = [];
});
afterEach(async () => {
  for (const outbox of open) await outbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function openOutbox(bounds = roomy): Outbox {
  const outbox = openSqliteOutbox(file, bounds, clock);
  open.push(outbox);
  return outbox;
}

async function reopen(outbox: Outbox, bounds = roomy): Promise<Outbox> {
  await outbox.close();
  open = open.filter((o) => o !== outbox);
  return openOutbox(bounds);
}

function add(outbox: Outbox, lane: OutboxLane = "routine", { bootId = bootA, at = clock.now(), size = 10 } = {}) {
  return outbox.append({ bootId, lane, leaf: "report", at, body: (seq) => `{"seq":${seq},"x":"${"x".repeat(size)}"}` });
}

async function seqs(outbox: Outbox, lane?: OutboxLane): Promise<number[]> {
  return (await outbox.oldest(1_000, none, lane)).map((r) => r.seq);
}

describe("queue", () => {
  test("rows come back oldest first, numbered from 1 within each boot, also after a restart", async () => {
    const first = openOutbox();
    await add(first);
    await add(first, "fault");
    const second = await reopen(first);
    const row = await add(second);
    await add(second, "routine", { bootId: bootB });
    expect(row).toMatchObject({ bootId: bootA, seq: 3 });
    expect(row.body).toContain('"seq":3');
    expect(await second.lastSeq(bootA)).toBe(3);
    expect((await second.oldest(10, none)).map((r) => `${r.bootId.at(-1)}${r.seq}`)).toEqual(["a1", "a2", "a3", "b1"]);
  });

  test("a number is not used twice, even when its row has gone", async () => {
    const outbox = openOutbox();
    await add(outbox);
    await outbox.acknowledge(bootA, 1);
    expect((await add(await reopen(outbox))).seq).toBe(2);
  });

  test("one lane can be asked for, and rows under way left out", async () => {
    const outbox = openOutbox();
    for (const lane of ["routine", "fault", "routine", "fault"] as const) await add(outbox, lane);
    expect(await seqs(outbox, "fault")).toEqual([2, 4]);
    const rest = await outbox.oldest(2, new Set([`${bootA}/1`, `${bootA}/2`]));
    expect(rest.map((r) => r.seq)).toEqual([3, 4]);
  });

  test("an acknowledged row goes, and acknowledging it again changes nothing", async () => {
    const outbox = openOutbox();
    await add(outbox);
    await add(outbox);
    await outbox.acknowledge(bootA, 1);
    await outbox.acknowledge(bootA, 1);
    expect(await seqs(outbox)).toEqual([2]);
    expect((await outbox.state()).rows).toBe(1);
    expect(await seqs(await reopen(outbox))).toEqual([2]);
  });

  test("any history of appends, acknowledgements and restarts leaves what a plain list would", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("append" as const), lane: fc.constantFrom<OutboxLane>("fault", "routine") }),
      fc.record({ do: fc.constant("ack" as const), seq: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ do: fc.constant("restart" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), "outbox-"));
        file = join(folder, "outbox.sqlite");
        let outbox = openOutbox();
        let expected: number[] = [];
        let last = 0;
        for (const s of steps) {
          if (s.do === "append") {
            await add(outbox, s.lane);
            last += 1;
            expected.push(last);
          } else if (s.do === "ack") {
            await outbox.acknowledge(bootA, s.seq);
            expected = expected.filter((seq) => seq !== s.seq);
          } else {
            outbox = await reopen(outbox);
          }
        }
        expect(await seqs(outbox)).toEqual(expected);
        expect((await outbox.state()).rows).toBe(expected.length);
        await outbox.close();
        open = [];
      }),
      { numRuns: 30 },
    );
  });
});

describe("bounds", () => {
  test("over its size the oldest routine rows go, faults never, and the count is kept across a restart", async () => {
    const bounds = { ...roomy, maxBytes: 30_000 };
    const outbox = openOutbox(bounds);
    for (let i = 0; i < 40; i++)
      await add(outbox, i % 4 === 0 ? "fault" : "routine", { at: clock.now() + i, size: 1_000 });
    const dropped = await outbox.prune(clock.now());
    const kept = await outbox.oldest(100, none);
    expect(kept.filter((r) => r.lane === "fault")).toHaveLength(10);
    expect(dropped?.count).toBe(40 - kept.length);
    expect(dropped).toMatchObject({
      fromAt: clock.now() + 1,
      toAt: (kept.find((r) => r.lane === "routine")?.at ?? 0) - 1,
    });
    const state = await (await reopen(outbox, bounds)).state();
    expect(state).toMatchObject({ rows: kept.length, droppedRoutine: dropped?.count });
    expect(state.bytes).toBeLessThanOrEqual(30_000);
  });

  test("faults alone may stay over the bound", async () => {
    const outbox = openOutbox({ ...roomy, maxBytes: 5_000, maxAgeMs: dayMs });
    for (let i = 0; i < 10; i++) await add(outbox, "fault", { size: 1_000 });
    expect(await outbox.prune(clock.now() + 400 * dayMs)).toBeUndefined();
    expect((await outbox.state()).rows).toBe(10);
  });

  test("routine rows of an earlier run go after 30 days", async () => {
    const outbox = openOutbox();
    const began = clock.now();
    await add(outbox);
    await add(outbox, "routine", { at: began + 20 * dayMs });
    await add(outbox, "fault");
    const later = await reopen(outbox);
    expect(await later.prune(began + 31 * dayMs)).toEqual({ count: 1, fromAt: began, toAt: began });
    expect(await seqs(later)).toEqual([2, 3]);
  });

  test("a clock set right by years within this run makes nothing old", async () => {
    const outbox = openOutbox();
    await add(outbox);
    clock.jump(365 * dayMs);
    expect(await outbox.prune(clock.now())).toBeUndefined();
  });

  test("rows stamped by a clock that had lost its time are not taken for old", async () => {
    const outbox = openOutbox();
    await add(outbox, "routine", { at: Date.UTC(1970, 0, 2) });
    expect(await (await reopen(outbox)).prune(clock.now())).toBeUndefined();
  });

  test("rows of this run go once it has run 30 days", async () => {
    const outbox = openOutbox();
    await add(outbox);
    await clock.advance(31 * dayMs);
    expect((await outbox.prune(clock.now()))?.count).toBe(1);
  });
});

describe("trouble with the file", () => {
  async function codeOf(work: () => unknown): Promise<string> {
    try {
      await work();
    } catch (error) {
      if (error instanceof OutboxError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "no error";
  }

  test("a damaged file is refused, named, and left as it is", async () => {
    const outbox = openOutbox();
    for (let i = 0; i < 50; i++) await add(outbox, "fault", { size: 2_000 });
    await outbox.close();
    open = [];
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096, 12_288);
    writeFileSync(file, bytes);
    const said = await codeOf(() => openOutbox());
    expect(said).toMatch(/^corrupt: /);
    expect(said).toContain(file);
    expect(said).toContain("请把该文件");
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test("a file that is no database is refused and left as it is", async () => {
    writeFileSync(file, "these are notes, and somebody may want them\n".repeat(100));
    expect(await codeOf(() => openOutbox())).toMatch(/^corrupt: /);
    expect(readFileSync(file, "utf8")).toContain("somebody may want them");
  });

  test("a full disk refuses the append, loses no row, and takes the next when there is room again", async () => {
    const outbox = openOutbox({ ...roomy, maxFileBytes: 80_000 });
    const fill = async () => {
      for (;;) await add(outbox, "fault", { size: 3_000 });
    };
    expect(await codeOf(fill)).toMatch(/^disk-full: .*outbox\.sqlite/);
    const stored = await seqs(outbox);
    expect(stored.length).toBeGreaterThan(5);
    for (const seq of stored.slice(0, 3)) await outbox.acknowledge(bootA, seq);
    expect((await add(outbox, "fault", { size: 3_000 })).seq).toBe(stored.length + 1);
    expect(await seqs(await reopen(outbox))).toEqual([...stored.slice(3), stored.length + 1]);
  });

  test("a second agent on the same folder is refused", async () => {
    openOutbox();
    expect(await codeOf(() => openOutbox())).toMatch(/^locked: .*outbox\.sqlite/);
  });

  test("a file of a newer program is refused", async () => {
    const db = new Database(file);
    db.pragma("user_version = 99");
    db.close();
    expect(await codeOf(() => openOutbox())).toMatch(/^newer-version: /);
  });

  test("a folder that is not there is named", async () => {
    file = join(folder, "absent", "outbox.sqlite");
    expect(await codeOf(() => openOutbox())).toMatch(/^unwritable: .*absent/);
  });
});
