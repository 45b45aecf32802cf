// Messages that could not be understood, over a real server: listed to whom they concern, replayed, discarded.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditList, QuarantineDetail, QuarantineList, QuarantineTouched, ReplayResult, upTopic } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { condition, deviceReport, kioskId } from "./sample.ts";
import { eventually, TestServer, type TestTerminal } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

let dataDir: string;
let store: FleetStore;
let server: TestServer;
let time: SettableClock;
let terminal: TestTerminal;
let pm: SignedIn;
let system: SignedIn;

beforeEach(async () => {
  time = new SettableClock(Date.UTC(2026, 10, 23, 2, 0, 0));
  dataDir = mkdtempSync(join(tmpdir(), "fleet-quarantine-acts-"));
  // rows that were kept before this server ran are written beside it: it reads them from disk alone
  store = await openSqliteStore(join(dataDir, "fleet.db"));
  server = await TestServer.start({ clock: time.clock, dataDir, store });
  const people = await server.people();
  pm = await people.person("王经理", [{ role: "project_manager", contract: "changning" }]);
  system = people.system;
  terminal = await server.terminal();
});
afterEach(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const list = (query = "", by = pm) => by.get(`/quarantine${query}`, QuarantineList);
const detail = (id: string) => pm.get(`/quarantine/${id}`, QuarantineDetail);
const poison = (text: string) => terminal.raw(upTopic(kioskId, "report"), Buffer.from(text));

async function onlyRow() {
  const { rows } = await list();
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new Error(`${rows.length} rows`);
  return row;
}

/** A report that is whole but was kept as not understood, as after a server that had a defect. */
async function keptReport(devices: readonly unknown[]): Promise<string> {
  const body = { ...terminal.envelope(), type: "diff", devices };
  const kept = {
    ...{ id: "kept-1", receivedAt: time.now, kioskId, topic: upTopic(kioskId, "report") },
    reason: "wire.processing",
    ...{ detail: "", resolution: null, resolvedAt: null, resolvedBy: null, resolvedWhy: null },
  } as const;
  const payload = Buffer.from(JSON.stringify(body));
  await store.commit({ quarantine: [{ ...kept, bytes: payload.byteLength, payload }] });
  return kept.id;
}

describe("the list", () => {
  it("shows a project manager the messages of their terminals, and those of unknown terminals to the system administrator alone", async () => {
    await poison("{");
    const stranger = { id: "q-x", receivedAt: time.now, kioskId: "zz-999", topic: "kiosk/v1/zz-999/report" };
    const open = { resolution: null, resolvedAt: null, resolvedBy: null, resolvedWhy: null };
    await store.commit({
      quarantine: [{ ...stranger, ...open, reason: "wire.not-json", detail: "", bytes: 1, payload: Buffer.from("{") }],
    });
    expect((await list()).rows.map((r) => r.kioskId)).toEqual([kioskId]);
    expect((await list("", system)).rows.map((r) => r.kioskId).sort()).toEqual([kioskId, "zz-999"]);
    expect((await pm.fetch("/quarantine/q-x")).status).toBe(404);
    const people = await server.people();
    const foreign = await people.person("达州", [{ role: "project_manager", contract: "dazhou" }]);
    expect(await list("", foreign)).toMatchObject({ rows: [], waiting: 0, total: 0, reasons: [] });
    const technician = await people.person("赵工", [{ role: "technician", contract: "changning" }]);
    expect((await technician.fetch("/quarantine")).status).toBe(403);
  });

  it("counts what waits by its reason", async () => {
    await poison("{");
    await poison("[");
    await poison('{"v":1}');
    const { waiting, reasons } = await list();
    expect([waiting, reasons]).toEqual([
      3,
      [
        { reason: "wire.not-json", n: 2 },
        { reason: "wire.schema", n: 1 },
      ],
    ]);
    expect((await list("?reason=wire.schema")).rows).toHaveLength(1);
  });
});

describe("replaying", () => {
  const replay = async (id: string, by = pm) => ReplayResult.parse((await by.post(`/quarantine/${id}/replay`)).body);

  it("takes what is understood now, with the time it was received at, and marks the row", async () => {
    const receivedAt = time.now;
    const id = await keptReport([deviceReport({ conditions: [condition("device.hardware")] })]);
    time.pass(60_000);
    expect(await replay(id)).toMatchObject({ outcome: "taken", reason: null });
    const { faults } = await server.detail();
    expect(faults).toMatchObject([{ code: "device.hardware", firstAt: receivedAt }]);
    expect(await detail(id)).toMatchObject({ resolution: "replayed", resolvedBy: "王经理", resolvedWhy: "taken" });
    expect(await list()).toMatchObject({ waiting: 0, resolved: 1, rows: [] });
    expect((await list("?view=resolved")).rows.map((r) => r.id)).toEqual([id]);
  });

  it("does not count a message twice that had come again meanwhile", async () => {
    const id = await keptReport([deviceReport()]);
    const kept = await detail(id);
    await terminal.raw(kept.topic, Buffer.from(kept.hex, "hex"));
    expect(await replay(id)).toMatchObject({ outcome: "already-there" });
    expect((await detail(id)).resolution).toBe("replayed");
  });

  it("keeps what is still not understood, with the reason of now", async () => {
    await poison("{");
    const { id } = await onlyRow();
    expect(await replay(id)).toMatchObject({ outcome: "refused", reason: "wire.not-json" });
    expect(await detail(id)).toMatchObject({ resolution: null, reason: "wire.not-json" });
    expect((await list()).waiting).toBe(1);
  });

  it("does not bring a terminal back that has gone since", async () => {
    const id = await keptReport([deviceReport()]);
    time.pass(10_000);
    await terminal.send("heartbeat", {
      ...terminal.envelope(),
      uptimeMs: 1,
      answered: [],
      outbox: terminal.born.outbox,
    });
    const { v, id: messageId, bootId, seq, at, sentAt } = terminal.born;
    await terminal.send("death", { v, id: messageId, kioskId, bootId, seq, at, sentAt, reason: "lost" });
    await eventually(
      () => server.detail(),
      ({ kiosk }) => kiosk.presence === "offline",
    );
    const before = (await server.detail()).kiosk;
    expect(await replay(id)).toMatchObject({ outcome: "taken" });
    expect((await server.detail()).kiosk).toMatchObject({
      presence: "offline",
      lastSeenAt: before.lastSeenAt,
      presenceSince: before.presenceSince,
    });
  });

  it("is for those who may resolve, in their contracts, and is audited", async () => {
    await poison("{");
    const { id } = await onlyRow();
    const people = await server.people();
    const dispatcher = await people.person("李调度", [{ role: "dispatcher", contract: "changning" }]);
    expect((await dispatcher.post(`/quarantine/${id}/replay`)).status).toBe(403);
    const foreign = await people.person("达州", [{ role: "project_manager", contract: "dazhou" }]);
    expect((await foreign.post(`/quarantine/${id}/replay`)).status).toBe(404);
    await replay(id);
    const { entries } = await people.auditor.get("/audit?action=quarantine.resolve&result=ok", AuditList);
    expect(entries).toMatchObject([{ name: "王经理", target: id, after: { outcome: "refused" } }]);
  });
});

describe("discarding", () => {
  it("marks the row with who, when and why, and loses nothing", async () => {
    await poison("{");
    const { id } = await onlyRow();
    const answer = await pm.post(`/quarantine/${id}/discard`, { reason: "调试时误发" });
    expect(answer).toMatchObject({ status: 200, body: { resolution: "discarded", resolvedBy: "王经理" } });
    expect(await detail(id)).toMatchObject({ resolvedWhy: "调试时误发", resolvedAt: time.now, hex: "7b" });
    expect(await pm.post(`/quarantine/${id}/discard`, { reason: "再次" })).toMatchObject({
      status: 409,
      body: { code: "quarantine.resolved" },
    });
  });

  it("needs a reason", async () => {
    await poison("{");
    const { id } = await onlyRow();
    expect((await pm.post(`/quarantine/${id}/discard`, { reason: "  " })).status).toBe(400);
    expect((await list()).waiting).toBe(1);
  });
});

it("acts on exactly the messages that were named, and says of each what became of it", async () => {
  await poison("{");
  await poison("[");
  const [second, first] = (await list()).rows;
  const ids = [first?.id ?? "", "no-such"];
  const touched = QuarantineTouched.parse(
    (await pm.post("/quarantine/bulk", { act: "discard", ids, reason: "批量" })).body,
  );
  expect(touched.results).toMatchObject([{ outcome: "discarded" }, { outcome: "not-found" }]);
  expect((await list()).rows.map((r) => r.id)).toEqual([second?.id]);
  const again = QuarantineTouched.parse((await pm.post("/quarantine/bulk", { act: "replay", ids })).body);
  expect(again.results).toMatchObject([{ outcome: "resolved-before", detail: "王经理" }, { outcome: "not-found" }]);
});
