import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChainedEvent, chainLink, chainStart } from "../src/log-chain.ts";
import { openEvidenceFiles } from "../src/store/evidence-files.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { auditHead, deliveryNote, history, photo, records } from "./audit-records.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-audit-cli-"));
const program = join(import.meta.dirname, "..", "src", "audit-verify", "main.ts");
const lastHash = history.at(-1)?.hash ?? "";
let count = 0;

async function newData(): Promise<string> {
  count += 1;
  const folder = join(root, String(count));
  const store = await openSqliteStore(join(folder, "fleet.db"));
  await store.commit(records);
  await store.close();
  const files = openEvidenceFiles(join(folder, "evidence"));
  for (const bytes of [deliveryNote, photo]) await files.put(bytes);
  return folder;
}

let honest: string;
beforeAll(async () => {
  honest = await newData();
});
afterAll(() => rmSync(root, { recursive: true }));

async function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, stdout, stderr };
}

describe("npm run audit:verify", () => {
  test("says in both languages that a database is whole, and prints the head to keep", async () => {
    const { code, stdout, stderr } = await run(["--data", honest]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      `完整。已核对工单事件 16 条、工单 3 张、证据 2 件；链尾 16:${lastHash}；审计日志 3 条；链尾 3:${auditHead.hash}
Whole. Checked 16 events, 3 orders and 2 files of evidence; head 16:${lastHash}; 3 lines of the audit log; head 3:${auditHead.hash}\n`,
    );
  });

  test("prints one line of JSON, finds the data by KIOSK_DATA, and changes nothing there", async () => {
    const before = readFileSync(join(honest, "fleet.db"));
    const names = readdirSync(honest);
    const { code, stdout } = await run(["--json"], { KIOSK_DATA: honest });
    expect(code).toBe(0);
    expect(stdout.trimEnd()).not.toContain("\n");
    const head = { logSeq: 16, hash: lastHash };
    const counts = { events: 16, orders: 3, evidence: 2, auditLines: 3 };
    expect(JSON.parse(stdout)).toEqual({ ...counts, ok: true, head, auditHead, first: null });
    expect(Buffer.compare(readFileSync(join(honest, "fleet.db")), before)).toBe(0);
    expect(readdirSync(honest)).toEqual(names);
  });

  test("names the first broken line and ends with 1", async () => {
    const folder = await newData();
    const db = new BetterSqlite3(join(folder, "fleet.db"));
    db.exec("update workOrderEvent set text = '测试未做' where logSeq = 12");
    db.close();
    const plain = await run(["--data", folder]);
    expect(plain.code).toBe(1);
    expect(plain.stdout).toMatch(
      /^不完整。日志第 12 条（工单 o1）：.*\nNot whole\. At line 12 of the log \(order o1\): .*\n$/,
    );
    const json = await run(["--data", folder, "--json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      first: { logSeq: 12, orderId: "o1", kind: "event-changed", detail: expect.stringContaining("tested") },
    });
  });

  test("names the first broken line of the audit log and ends with 1", async () => {
    const folder = await newData();
    const db = new BetterSqlite3(join(folder, "fleet.db"));
    db.exec("update auditEvent set name = '别人' where seq = 2");
    db.close();
    const { code, stdout } = await run(["--data", folder]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^不完整。审计日志第 2 条：.*\nNot whole\. At line 2 of the audit log: .*\n$/);
  });

  test("takes a head noted earlier", async () => {
    const noted = `10:${history[9]?.hash ?? ""}`;
    expect((await run(["--data", honest, "--head", noted])).code).toBe(0);
    const other = await run(["--data", honest, "--head", `10:${lastHash}`, "--json"]);
    expect(other.code).toBe(1);
    expect(JSON.parse(other.stdout).first).toMatchObject({ logSeq: 10, kind: "given-head-differs" });
  });

  test.each([
    ["a head without a number", ["--head", lastHash]],
    ["a head without a link", ["--head", "12:"]],
    ["a flag that does not exist", ["--fix"]],
  ])("refuses %s with 2 and says how it is used", async (_, args) => {
    const { code, stdout, stderr } = await run(["--data", honest, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--head SEQ:HASH");
  });

  const folders: [string, (folder: string) => void | Promise<void>, RegExp][] = [
    ["no database", () => undefined, /没有数据库 .*fleet\.db.* \/ There is no database .*fleet\.db/],
    [
      "a file that is none",
      (folder) => writeFileSync(join(folder, "fleet.db"), "notes ".repeat(99)),
      /is not a database/,
    ],
    [
      "another program's database",
      (folder) => void new BetterSqlite3(join(folder, "fleet.db")).exec("create table t (a)").close(),
      /another program/,
    ],
  ];
  test.each(folders)("says in one sentence that there is %s", async (_, prepare, sentence) => {
    count += 1;
    const folder = join(root, String(count));
    mkdirSync(folder);
    await prepare(folder);
    const { code, stdout, stderr } = await run(["--data", folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test.each([
    ["newer than the program", "insert into kysely_migration values ('9999-tomorrow', '2030-01-01')", /newer version/],
    ["older than the chain", "drop index event_in_log; alter table workOrderEvent drop column hash", /earlier version/],
  ])("says in one sentence that a database is %s", async (_, change, sentence) => {
    const folder = await newData();
    const db = new BetterSqlite3(join(folder, "fleet.db"));
    db.exec(change);
    db.close();
    const { code, stdout, stderr } = await run(["--data", folder, "--json"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("says in one sentence that a PostgreSQL cannot be reached, and does not repeat the password", async () => {
    const { code, stderr } = await run(["--database", "postgres://fleet:geheim@127.0.0.1:1/fleet"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^无法使用 127\.0\.0\.1:1 .*ECONNREFUSED.*\n$/);
    expect(stderr).not.toContain("geheim");
  });
});

test("a link can be checked without this program: SM3 of the link before, a line feed and the fields as sorted JSON", () => {
  const event: ChainedEvent = {
    id: "e1",
    orderId: "o1",
    seq: 1,
    type: "reported",
    at: 1000,
    recordedAt: 2000,
    actor: "王工",
    party: "dispatcher",
    text: "无法打印",
    data: { kind: "fault", class: "software" },
    evidence: [],
    logSeq: 1,
  };
  // openssl dgst -sm3 over 64 zeros, a line feed and
  // [1,"e1","o1",1,"reported",1000,2000,"王工","dispatcher","无法打印",{"class":"software","kind":"fault"},[]]
  expect(chainLink(chainStart, event)).toBe("bf37d0843acc69d575110d8c617b8cb0b2744b96da291ddb02c3b253d05540ad");
});
