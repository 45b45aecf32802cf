import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataFolder } from "../src/audit-verify/open-database.ts";
import { type AuditResult, verifyDatabase } from "../src/audit-verify/verify.ts";
import type { OrderEvent } from "../src/domain/work-order/work-order.ts";
import { chainLink } from "../src/log-chain.ts";
import { evidencePath, openEvidenceFiles } from "../src/store/evidence-files.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import {
  auditHead,
  chained,
  deliveryNote,
  history,
  type Line,
  logHead,
  order,
  photo,
  records,
  sm3,
} from "./audit-records.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-audit-"));
const honest = join(root, "honest");
let count = 0;

beforeAll(async () => {
  const store = await openSqliteStore(join(honest, "fleet.db"));
  await store.commit(records);
  await store.close();
  const files = openEvidenceFiles(join(honest, "evidence"));
  for (const bytes of [deliveryNote, photo]) await files.put(bytes);
});
afterAll(() => rmSync(root, { recursive: true }));

/** A copy of the honest data with somebody's hand in it, past the program and with its rules switched off. */
function tampered(interfere: (db: BetterSqlite3.Database, folder: string) => void): string {
  count += 1;
  const folder = join(root, String(count));
  cpSync(honest, folder, { recursive: true });
  const db = new BetterSqlite3(join(folder, "fleet.db"));
  db.pragma("foreign_keys = OFF");
  interfere(db, folder);
  db.close();
  return folder;
}

function sql(...statements: string[]) {
  return (db: BetterSqlite3.Database) => {
    for (const statement of statements) db.exec(statement);
  };
}

async function audit(folder: string, givenHead: { logSeq: number; hash: string } | null = null): Promise<AuditResult> {
  const database = await openDataFolder(folder);
  try {
    const scope = { evidenceDir: join(folder, "evidence"), givenHead };
    return await database.read((db) => verifyDatabase(db, scope));
  } finally {
    await database.close();
  }
}

const lastHash = history.at(-1)?.hash ?? "";

test("an honest database is whole", async () => {
  const head = { logSeq: 16, hash: lastHash };
  const result = { events: 16, orders: 3, evidence: 2, ok: true, head, auditLines: 3, auditHead, first: null };
  expect(await audit(honest)).toEqual(result);
});

test("a database without any order is whole", async () => {
  const folder = join(root, "empty");
  await (await openSqliteStore(join(folder, "fleet.db"))).close();
  const none = { events: 0, orders: 0, evidence: 0, head: null, auditLines: 0, auditHead: null };
  expect(await audit(folder)).toEqual({ ...none, ok: true, first: null });
});

test("a database is read while its server has it open and goes on writing", async () => {
  const folder = tampered(() => undefined);
  const store = await openSqliteStore(join(folder, "fleet.db"));
  await store.commit({ meta: [{ key: "other", value: "1" }] });
  expect(await audit(folder)).toMatchObject({ ok: true, events: 16 });
  await store.commit({ meta: [{ key: "other", value: "2" }] });
  await store.close();
});

const event = (logSeq: number, change: string) => sql(`update workOrderEvent set ${change} where logSeq = ${logSeq}`);
const shiftFrom = (logSeq: number, by: number) => [
  `update workOrderEvent set logSeq = -logSeq where logSeq >= ${logSeq}`,
  `update workOrderEvent set logSeq = -logSeq + ${by} where logSeq < 0`,
];
const inserted = (logSeq: number) =>
  `insert into workOrderEvent select 'e99', orderId, 99, type, at, recordedAt, actor, text, party, data, evidence, ${logSeq}, hash
   from workOrderEvent where id = 'e4'`;

const auditLine = (seq: number, change: string) => sql(`update auditEvent set ${change} where seq = ${seq}`);

describe("the chain of the audit log names the line", () => {
  test.each<[string, (db: BetterSqlite3.Database) => void, number, string]>([
    ["a changed actor", auditLine(2, "name = '别人'"), 2, "audit-changed"],
    ["a changed result", auditLine(3, "result = 'auth.failed'"), 3, "audit-changed"],
    ["a changed value", auditLine(1, `"after" = '{"name":"赵工"}'`), 1, "audit-changed"],
    ["a value that is no JSON", auditLine(2, `"after" = '{'`), 2, "audit-unreadable"],
    ["a line deleted in the middle", sql("delete from auditEvent where seq = 2"), 2, "audit-missing"],
    ["the last line deleted", sql("delete from auditEvent where seq = 3"), 3, "audit-missing"],
    ["the whole log deleted", sql("delete from auditEvent"), 1, "audit-missing"],
    ["no note of the head", sql("delete from meta where key = 'auditHead'"), 1, "audit-added"],
    ["an unreadable note", sql("update meta set value = '?' where key = 'auditHead'"), 3, "audit-head-differs"],
    [
      "a changed note of the head",
      sql(`update meta set value = '{"seq":3,"hash":"${"1".repeat(64)}"}' where key = 'auditHead'`),
      3,
      "audit-head-differs",
    ],
  ])("at %s", async (_, interfere, auditSeq, kind) => {
    const { ok, first } = await audit(tampered(interfere));
    expect({ ok, first }).toMatchObject({ ok: false, first: { auditSeq, kind, logSeq: null, orderId: null } });
  });
});

describe("the chain names the line", () => {
  test.each<[string, (db: BetterSqlite3.Database) => void, number, string | null, string]>([
    ["a changed text", event(2, "text = '一切正常'"), 2, "o2", "event-changed"],
    ["a changed time", event(7, "at = at - 86400000"), 7, "o1", "event-changed"],
    ["a changed time of entry", event(14, "recordedAt = recordedAt - 1"), 14, "o1", "event-changed"],
    ["a changed actor", event(4, "actor = '李工'"), 4, "o1", "event-changed"],
    ["a changed party", event(14, "party = 'vendor'"), 14, "o1", "event-changed"],
    ["changed data", event(1, `data = '{"class":"software","kind":"fault"}'`), 1, "o1", "event-changed"],
    ["evidence taken off", event(12, "evidence = '[]'"), 12, "o1", "event-changed"],
    ["a line given to another order", event(16, "orderId = 'o1', seq = 50"), 16, "o1", "event-changed"],
    ["a changed first line", event(1, "text = ''"), 1, "o1", "event-changed"],
    ["a changed last line", event(16, "text = '已恢复'"), 16, "o2", "event-changed"],
    ["a changed link", event(9, `hash = '${"0".repeat(64)}'`), 9, "o3", "event-changed"],
    ["a line deleted in the middle", sql("delete from workOrderEvent where logSeq = 5"), 5, null, "event-missing"],
    ["the first line deleted", sql("delete from workOrderEvent where logSeq = 1"), 1, null, "event-missing"],
    ["three lines deleted", sql("delete from workOrderEvent where logSeq in (6, 7, 8)"), 6, null, "event-missing"],
    ["the last line deleted", sql("delete from workOrderEvent where logSeq = 16"), 16, null, "event-missing"],
    [
      "a deleted line whose gap was closed",
      sql("delete from workOrderEvent where logSeq = 5", ...shiftFrom(6, -1)),
      5,
      "o2",
      "event-changed",
    ],
    [
      "two swapped lines",
      sql(
        "update workOrderEvent set logSeq = -1 where logSeq = 10",
        "update workOrderEvent set logSeq = 10 where logSeq = 11",
        "update workOrderEvent set logSeq = 11 where logSeq = -1",
      ),
      10,
      "o2",
      "event-changed",
    ],
    ["a line put in the middle", sql(...shiftFrom(5, 1), inserted(5)), 5, "o1", "event-changed"],
    ["a line put in beside another", sql("drop index event_in_log", inserted(5)), 5, "o1", "event-twice"],
    ["data that is no JSON", event(3, "data = '{'"), 3, "o3", "event-unreadable"],
    ["data of another shape", event(3, "data = '[]'"), 3, "o3", "event-unreadable"],
    ["evidence of another shape", event(3, "evidence = '[7]'"), 3, "o3", "event-unreadable"],
    [
      "a changed note of the head",
      sql(`update meta set value = '{"logSeq":16,"hash":"${"1".repeat(64)}"}' where key = 'logHead'`),
      16,
      null,
      "head-differs",
    ],
    [
      "a note of the head that says nothing",
      sql("update meta set value = '?' where key = 'logHead'"),
      16,
      null,
      "head-differs",
    ],
    ["no note of the head", sql("delete from meta where key = 'logHead'"), 1, null, "event-added"],
  ])("%s", async (_, interfere, logSeq, orderId, kind) => {
    const { ok, first } = await audit(tampered(interfere));
    expect({ ok, first }).toMatchObject({ ok: false, first: { logSeq, orderId, kind } });
  });

  test("a line added behind the end, with a link that fits", async () => {
    const last = { ...(history[13] ?? raise()), id: "e17", seq: 9, logSeq: 17 };
    const folder = tampered((db) => insert(db, { ...last, hash: chainLink(lastHash, last) }));
    expect((await audit(folder)).first).toMatchObject({ logSeq: 17, orderId: null, kind: "event-added" });
  });
});

function raise(): never {
  throw new Error("not in the history");
}

function insert(db: BetterSqlite3.Database, event: OrderEvent): void {
  const cells = { ...event, data: JSON.stringify(event.data), evidence: JSON.stringify(event.evidence) };
  const names = Object.keys(cells);
  db.prepare(`insert into workOrderEvent (${names.join()}) values (${names.map((n) => `@${n}`).join()})`).run(cells);
}

/** The whole log written anew over changed lines, with the note of its head: the chain alone cannot show it. */
function rewritten(change: (events: OrderEvent[]) => OrderEvent[]): string {
  return tampered((db) => {
    db.exec("delete from workOrderEvent");
    let hash = "0".repeat(64);
    const events = change([...history]).map((e, n) => {
      const placed = { ...e, logSeq: n + 1 };
      hash = chainLink(hash, placed);
      return { ...placed, hash };
    });
    for (const e of events) insert(db, e);
    db.prepare("update meta set value = ? where key = 'logHead'").run(logHead(events).value);
  });
}

describe("a log that was written anew from one end to the other", () => {
  const changed = () => rewritten((events) => events.map((e) => (e.id === "e2" ? { ...e, text: "一切正常" } : e)));
  test("shows against a head that was kept outside", async () => {
    const folder = changed();
    expect((await audit(folder)).ok).toBe(true);
    const kept = { logSeq: 10, hash: history[9]?.hash ?? "" };
    expect((await audit(folder, kept)).first).toMatchObject({ logSeq: 10, kind: "given-head-differs" });
  });
  test("a head that was kept outside fits an honest log that has grown since", async () => {
    for (const { logSeq, hash } of history) expect((await audit(honest, { logSeq, hash })).ok).toBe(true);
  });
  test("shows as too short against a head from beyond its end", async () => {
    const folder = rewritten((events) => events.slice(0, 15));
    const { logSeq, hash } = { logSeq: 16, hash: lastHash };
    expect((await audit(folder, { logSeq, hash })).first).toMatchObject({ logSeq: 16, kind: "event-missing" });
  });
  test.each<[string, (events: OrderEvent[]) => OrderEvent[], number, string, string]>([
    ["an order without its report", (events) => events.filter((e) => e.id !== "e1"), 3, "o1", "order-begins"],
    ["an order that lacks a line", (events) => events.filter((e) => e.id !== "e5"), 6, "o1", "order-sequence"],
    [
      "a correction nobody approved",
      (events) => events.map((e) => (e.id === "e13" ? { ...e, data: { target: "e11", void: true } } : e)),
      16,
      "o2",
      "order-state",
    ],
    [
      "an event of a shape nobody writes",
      (events) => events.map((e) => (e.id === "e5" ? { ...e, data: JSON.parse('{"parts":7}') } : e)),
      1,
      "o1",
      "order-unreadable",
    ],
  ])("shows in %s", async (_, change, logSeq, orderId, kind) => {
    expect((await audit(rewritten(change))).first).toMatchObject({ logSeq, orderId, kind });
  });
});

describe("what follows from the log", () => {
  const file = (bytes: Uint8Array) => (folder: string) => evidencePath(join(folder, "evidence"), sm3(bytes));
  test.each<[string, (db: BetterSqlite3.Database, folder: string) => void, number | null, string | null, string]>([
    ["a changed state", sql("update workOrder set state = 'done' where id = 'o2'"), 16, "o2", "order-state"],
    ["a changed class", sql("update workOrder set class = 'software' where id = 'o3'"), 15, "o3", "order-class"],
    ["a changed firm", sql("update workOrder set vendorId = 'lujie' where id = 'o3'"), 15, "o3", "order-vendor"],
    ["an order that is gone", sql("delete from workOrder where id = 'o3'"), 3, "o3", "order-missing"],
    [
      "an order without a log",
      sql(
        "create temp table copied as select * from workOrder where id = 'o1'",
        "update copied set id = 'o9'",
        "insert into workOrder select * from copied",
      ),
      null,
      "o9",
      "order-without-log",
    ],
    ["an altered file", (_, folder) => writeFileSync(file(photo)(folder), "另一张"), 12, "o1", "evidence-altered"],
    ["a missing file", (_, folder) => rmSync(file(deliveryNote)(folder)), 7, "o1", "evidence-missing"],
    [
      "a folder instead of a file",
      (_, folder) => {
        rmSync(file(photo)(folder));
        mkdirSync(file(photo)(folder));
      },
      12,
      "o1",
      "evidence-altered",
    ],
    [
      "a file that cannot be read",
      (_, folder) => {
        rmSync(file(photo)(folder));
        symlinkSync(file(photo)(folder), file(photo)(folder));
      },
      12,
      "o1",
      "evidence-unreadable",
    ],
    [
      "an entry of evidence that is gone",
      sql(`delete from evidence where digest = '${sm3(photo)}'`),
      12,
      "o1",
      "evidence-unlisted",
    ],
    ["a movement that is gone", sql("delete from partMovement where id = 'e10'"), 10, "o1", "ledger-missing"],
    ["a changed movement", sql("update partMovement set quantity = 2 where id = 'e7'"), 7, "o1", "ledger-differs"],
    [
      "a movement nobody made",
      sql(
        "insert into partMovement select 'e77', contractId, part, serial, 'rejected', 1, orderId, at, recordedAt, actor, evidence, text, place, toPlace from partMovement where id = 'e10'",
      ),
      null,
      "o1",
      "ledger-unfounded",
    ],
    ["stock that never came", sql("delete from partMovement where id = 'r1'"), 9, "o3", "ledger-impossible"],
    [
      "a serial number that came twice",
      sql(
        "insert into partMovement select 'r2', contractId, part, serial, kind, 1, null, at, recordedAt + 1, actor, evidence, text, place, toPlace from partMovement where id = 'r1'",
      ),
      null,
      null,
      "ledger-impossible",
    ],
    [
      "a record of a part that is no record",
      sql("update partMovement set evidence = '{' where id = 'r1'"),
      9,
      "o3",
      "ledger-impossible",
    ],
  ])("%s is named", async (_, interfere, logSeq, orderId, kind) => {
    const { ok, first } = await audit(tampered(interfere));
    expect({ ok, first }).toMatchObject({ ok: false, first: { logSeq, orderId, kind } });
  });

  test("a broken chain is named before an earlier line's evidence, and the earlier of two lines before the later", async () => {
    const folder = tampered((db, at) => {
      rmSync(file(deliveryNote)(at));
      sql("update workOrderEvent set text = '?' where logSeq in (11, 14)")(db);
    });
    expect((await audit(folder)).first).toMatchObject({ logSeq: 11, orderId: "o2", kind: "event-changed" });
  });

  test("evidence of a receipt into stock is checked like any other", async () => {
    const folder = tampered((db, at) => {
      const other = new TextEncoder().encode("入库单");
      sql(`update partMovement set evidence = '["${sm3(other)}"]' where id = 'r1'`)(db);
      expect(at).toContain(root);
    });
    expect(await audit(folder)).toMatchObject({ evidence: 3, first: { logSeq: null, kind: "evidence-unlisted" } });
  });
});

test("a log longer than one query is read to its end", async () => {
  const folder = join(root, "long");
  const ids = Array.from({ length: 1500 }, (_, n) => `order-${n}`);
  const events = chained([
    ...ids.map((id): Line => [id, "reported", { data: { class: "software" } }]),
    ...[...ids, ...ids].map((id): Line => [id, "note", { text: "…" }]),
  ]);
  const store = await openSqliteStore(join(folder, "fleet.db"));
  const { contract = [], kiosk = [] } = records;
  const workOrder = ids.map((id) => order(id));
  await store.commit({ contract, kiosk, workOrder, workOrderEvent: events, meta: [logHead(events)] });
  await store.close();
  expect(await audit(folder)).toMatchObject({ ok: true, events: 4500, orders: 1500 });
  const db = new BetterSqlite3(join(folder, "fleet.db"));
  db.exec("update workOrderEvent set text = '…!' where logSeq = 4321");
  db.close();
  expect((await audit(folder)).first).toMatchObject({ logSeq: 4321, kind: "event-changed" });
});
