// What the server does when its disk does not do what it should: nothing is acknowledged that is not stored, nothing is
// lost, and people see it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore, openWriter, sqliteStore } from "../src/store/sqlite-store.ts";
import { condition, deviceReport } from "./sample.ts";
import { eventually, TestServer } from "./server-harness.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "fleet-trouble-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("a database that another program holds locked", () => {
  it("withholds the acknowledgement, refuses a person with a clear sentence, and goes on when it is free", async () => {
    const server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    const intruder = new BetterSqlite3(join(dataDir, "fleet.db"));
    intruder.exec("begin immediate");
    let acknowledged = false;
    const sent = terminal.report([deviceReport({ conditions: [condition("device.self-test-failed")] })]).then(() => {
      acknowledged = true;
    });
    const health = await eventually(
      () => server.health(),
      (h) => !h.store.ok,
    );
    expect(health.store.code).toMatch(/^SQLITE_BUSY/);
    expect(acknowledged).toBe(false);
    expect((await server.detail()).faults).toEqual([]);
    expect(await server.post(`/kiosks/${terminal.id}/enrolment-codes`)).toMatchObject({
      status: 503,
      body: { code: "store.unavailable" },
    });
    intruder.exec("rollback");
    intruder.close();
    await sent;
    expect((await server.detail()).faults).toHaveLength(1);
    expect((await server.health()).store.ok).toBe(true);
    await server.stop();
  });
});

describe("a full disk", () => {
  it("stops acknowledging, shows it, keeps what was stored, and goes on when there is room", async () => {
    // made by the ordinary way of opening; then written through a connection whose size we can limit
    await (await openSqliteStore(join(dataDir, "fleet.db"))).close();
    const writer = openWriter(join(dataDir, "fleet.db"));
    const server = await TestServer.start({ dataDir, store: await sqliteStore(writer, () => {}) });
    const terminal = await server.terminal();
    const filler = {
      ...deviceReport(),
      readings: Array.from({ length: 60 }, () => ({
        kind: "text",
        name: "note",
        part: "",
        value: "x".repeat(500),
        quality: "measured",
        raw: "",
        at: 0,
      })),
    };
    const pages = writer.pragma("page_count", { simple: true });
    writer.pragma(`max_page_count = ${Number(pages) + 40}`);
    let acknowledged = 0;
    const pending = Array.from({ length: 20 }, async () => {
      await terminal.report([filler]);
      acknowledged += 1;
    });
    const health = await eventually(
      () => server.health(),
      (h) => !h.store.ok,
    );
    expect(health.store.code).toBe("SQLITE_FULL");
    const stored = new BetterSqlite3(join(dataDir, "fleet.db"), { readonly: true });
    const count = () => Number(stored.prepare("select count(*) as n from report").pluck().get());
    expect(count()).toBe(acknowledged);
    expect(acknowledged).toBeLessThan(20);
    writer.pragma("max_page_count = 1000000");
    await Promise.all(pending);
    expect(count()).toBe(20);
    expect((await server.health()).store.ok).toBe(true);
    stored.close();
    await server.stop();
  });
});

describe("a message that makes the processing fail", () => {
  it("is kept and acknowledged, and the others of its batch go through", async () => {
    const server = await TestServer.start({ dataDir });
    const terminal = await server.terminal();
    // the row is there already but the server's memory does not know: the append-only log refuses it
    const seq = await terminal.report([deviceReport()]);
    const intruder = new BetterSqlite3(join(dataDir, "fleet.db"));
    intruder
      .prepare(
        `insert into report ("kioskId", "bootId", "seq", "leaf", "at", "sentAt", "receivedAt", "body") values (?, ?, ?, 'report', 0, 0, 0, '{}')`,
      )
      .run(terminal.id, terminal.born.bootId, seq + 1);
    intruder.close();
    await Promise.all([
      terminal.report([deviceReport()]),
      terminal.report([deviceReport({ conditions: [condition("device.self-test-failed")] })]),
    ]);
    expect((await server.quarantine()).rows.map((r) => r.reason)).toEqual(["wire.processing"]);
    expect((await server.detail()).faults).toHaveLength(1);
    await server.stop();
  });
});
