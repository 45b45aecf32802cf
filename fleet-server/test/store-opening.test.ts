import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, afterEach, expect, test } from "vitest";
import { columns } from "../src/store/schema.ts";
import { openSqliteStore, openWriter, sqliteStore } from "../src/store/sqlite-store.ts";
import { everything, kioskId, report } from "./store-records.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-open-"));
const children: ChildProcess[] = [];
let count = 0;

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function newPath(): string {
  count += 1;
  return join(folder, String(count), "data", "fleet.db");
}

async function filledFile(): Promise<string> {
  const file = newPath();
  const store = await openSqliteStore(file);
  await store.commit(everything);
  await store.commit({ report: Array.from({ length: 3000 }, (_, n) => report(n + 2)) });
  await store.close();
  return file;
}

function fingerprint(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Opening is refused with this code, in both languages, naming the file, and the file stays as it was. */
async function expectRefusal(file: string, code: string): Promise<void> {
  const before = fingerprint(file);
  await expect(openSqliteStore(file)).rejects.toMatchObject({
    name: "StoreOpenError",
    code,
    zh: expect.stringMatching(new RegExp(`${file}[^]*--data`)),
    en: expect.stringMatching(new RegExp(`${file}[^]*--data`)),
  });
  expect(fingerprint(file)).toBe(before);
}

test("a folder that is missing is created", async () => {
  const file = newPath();
  await (await openSqliteStore(file)).close();
  expect(existsSync(file)).toBe(true);
});

test("a folder that cannot be made is refused with the reason", async () => {
  const inTheWay = join(folder, "a-file");
  writeFileSync(inTheWay, "");
  await expect(openSqliteStore(join(inTheWay, "data", "fleet.db"))).rejects.toMatchObject({
    name: "StoreOpenError",
    code: "folder-unusable",
    en: expect.stringContaining("ENOTDIR"),
  });
});

test.skipIf(process.platform !== "linux").each(["/proc/self/fleet.db", "/proc/nowhere/data/fleet.db"])(
  "a place where nothing can be created is refused: %s",
  async (file) => {
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: "folder-unusable" });
  },
);

test("a file that is no database is refused and left alone", async () => {
  const file = newPath();
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "these are somebody's notes, not a database\n".repeat(100));
  await expectRefusal(file, "not-a-database");
});

test("a file that has become empty is refused, not started over", async () => {
  const file = await filledFile();
  truncateSync(file, 0);
  await expectRefusal(file, "not-a-database");
});

test("a database of another program is refused", async () => {
  const file = newPath();
  mkdirSync(join(file, ".."), { recursive: true });
  const other = new BetterSqlite3(file);
  other.exec("create table bookmarks (url text)");
  other.close();
  await expectRefusal(file, "another-program");
});

test("a database with overwritten pages is refused and left alone", async () => {
  const file = await filledFile();
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(16_384, 0xa5), 0, 16_384, 8192);
  closeSync(handle);
  await expectRefusal(file, "damaged");
});

test("a database cut short is refused and left alone", async () => {
  const file = await filledFile();
  truncateSync(file, 40_960);
  await expectRefusal(file, "damaged");
});

test("a database whose main file is gone while its journal is there is refused", async () => {
  const file = newPath();
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(`${file}-wal`, "pages that were acknowledged");
  await expect(openSqliteStore(file)).rejects.toMatchObject({ code: "incomplete" });
  expect(readFileSync(`${file}-wal`, "utf8")).toBe("pages that were acknowledged");
  expect(existsSync(file)).toBe(false);
});

test("a database newer than this program is refused and left alone", async () => {
  const file = await filledFile();
  const db = new BetterSqlite3(file);
  db.pragma("journal_mode = DELETE");
  db.prepare("insert into kysely_migration (name, timestamp) values (?, ?)").run("9999-tomorrow", "2030-01-01");
  db.close();
  await expectRefusal(file, "newer");
});

test("opening again keeps what is there", async () => {
  const file = await filledFile();
  const store = await openSqliteStore(file);
  expect(await store.history.countReports(kioskId)).toBe(3001);
  await store.close();
});

test("a draft left by a first start that was cut off does not stand in the way", async () => {
  const file = newPath();
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(`${file}.new`, "half a database");
  await (await openSqliteStore(file)).close();
  expect(existsSync(`${file}.new`)).toBe(false);
});

test("the migrated tables have exactly the columns the codec reads and writes", async () => {
  const file = await filledFile();
  const db = new BetterSqlite3(file, { readonly: true });
  const found = Object.fromEntries(
    Object.keys(columns).map((table) => [
      table,
      db.prepare('select name, type, "notnull" as required from pragma_table_info(?)').all(table),
    ]),
  );
  db.close();
  const types: Record<string, string> = {
    integer: "INTEGER",
    boolean: "INTEGER",
    real: "REAL",
    text: "TEXT",
    json: "TEXT",
    bytes: "BLOB",
  };
  const expected = Object.fromEntries(
    Object.entries(columns).map(([table, kinds]) => [
      table,
      Object.entries(kinds).map(([name, kind]) => ({
        name,
        type: types[kind.replace("?", "")],
        required: kind.endsWith("?") ? 0 : 1,
      })),
    ]),
  );
  expect(found).toEqual(expected);
});

async function holdInAnotherProcess(file: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "store-holder-child.ts"), [file]);
  children.push(child);
  await once(child, "message");
  return child;
}

test("a second server on the same data is refused and names the first", async () => {
  const file = newPath();
  const holder = await holdInAnotherProcess(file);
  await expect(openSqliteStore(file)).rejects.toMatchObject({
    code: "in-use",
    zh: expect.stringContaining(String(holder.pid)),
    en: expect.stringContaining(String(holder.pid)),
  });
});

test("a second opening within one process is refused too", async () => {
  const file = newPath();
  const first = await openSqliteStore(file);
  await expect(openSqliteStore(file)).rejects.toMatchObject({ code: "in-use" });
  await first.close();
  await (await openSqliteStore(file)).close();
});

test("the lock of a server that was killed does not block the next one", async () => {
  const file = newPath();
  const holder = await holdInAnotherProcess(file);
  const ended = once(holder, "exit");
  holder.kill("SIGKILL");
  await ended;
  await (await openSqliteStore(file)).close();
});

test("a full database refuses a commit whole and takes the next one when there is room again", async () => {
  const file = await filledFile();
  const writer = openWriter(file);
  const store = await sqliteStore(writer, () => undefined);
  const pages = Number(writer.pragma("page_count", { simple: true }));
  writer.pragma(`max_page_count = ${pages + 2}`);
  const large = { ...report(9000), body: "x".repeat(400_000) };
  const commit = { meta: [{ key: "touched", value: "yes" }], report: [report(8999), large] };
  await expect(store.commit(commit)).rejects.toMatchObject({ name: "StoreError", code: "SQLITE_FULL" });
  expect(await store.history.countReports(kioskId)).toBe(3001);
  expect((await store.loadFleet(0)).meta.map((m) => m.key)).toEqual(["orderNumber"]);
  writer.pragma(`max_page_count = ${pages + 10_000}`);
  await store.commit(commit);
  expect(await store.history.countReports(kioskId)).toBe(3003);
  await store.close();
});

test("a commit while another program holds the file is refused as busy and works afterwards", async () => {
  const file = await filledFile();
  const writer = openWriter(file);
  const store = await sqliteStore(writer, () => undefined);
  writer.pragma("busy_timeout = 50");
  const other = new BetterSqlite3(file);
  other.exec("begin immediate");
  await expect(store.commit({ report: [report(9000)] })).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  other.close();
  await store.commit({ report: [report(9000)] });
  expect(await store.history.countReports(kioskId)).toBe(3002);
  await store.close();
});
