// Alarms of contract clocks on a whole server: each told once, late when it was down, anew when a deadline moved.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlarmList, EvidenceView, OrderDetail } from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "../src/domain/time.ts";
import { kioskId } from "./sample.ts";
import { eventually, TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const dayMs = 24 * hourMs;
/** Thursday 2026-09-10 09:30 in Shanghai */
const start = Date.UTC(2026, 8, 10, 1, 30);
/** 00:00 in Shanghai of that day */
const midnight = Date.UTC(2026, 8, 9, 16);

let dataDir: string;
let time: SettableClock;
let server: TestServer;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "alarms-"));
  time = new SettableClock(start);
  server = await TestServer.start({ dataDir, clock: time.clock });
});
afterEach(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function openSoftware(): Promise<string> {
  const body = { kioskId, deviceId: null, class: "software", title: "页面空白", description: "", actor: "值班" };
  return OrderDetail.parse((await server.post("/work-orders", body)).body).order.id;
}

function act(id: string, type: string, more: object = {}) {
  return server.post(`/work-orders/${id}/actions`, {
    type,
    actor: "李工",
    party: "dispatcher",
    text: "已处理",
    ...more,
  });
}

/** The smallest thing that is a PDF, told apart by its words. */
async function paper(words: string): Promise<string> {
  const response = await (await server.allRound()).fetch("/evidence", {
    method: "POST",
    headers: { "content-type": "application/pdf", "x-file-name": "a.pdf" },
    body: `%PDF-1.4\n${words}\n%%EOF\n`,
  });
  return EvidenceView.parse(await response.json()).digest;
}

async function told(id: string) {
  const { alarms } = await server.get(`/alarms?order=${id}&limit=500`, AlarmList);
  return alarms.toReversed().map((a) => ({ what: `${a.milestone} ${a.level}`, at: a.plannedAt, late: a.late }));
}

const whats = async (id: string) => (await told(id)).map((a) => a.what);

describe("the alarms of an open order", () => {
  it("come at 50 %, 80 %, at the due instant, and a millisecond after it, each once", async () => {
    const id = await openSoftware();
    const steps = [
      [start + hourMs, "first_response warn50"],
      [start + 96 * minuteMs, "first_response warn80"],
      [start + 2 * hourMs, "first_response due"],
      [start + 2 * hourMs + 1, "first_response breach"],
    ] as const;
    for (const [at, what] of steps) {
      time.passTo(at - 1);
      expect(await whats(id)).not.toContain(what);
      time.passTo(at);
      const alarms = await eventually(
        () => told(id),
        (list) => list.some((a) => a.what === what),
      );
      expect(alarms.find((a) => a.what === what)).toEqual({ what, at, late: false });
    }
    const all = await whats(id);
    expect(all).toHaveLength(new Set(all).size);
    expect(all.filter((what) => what.includes("escalate"))).toEqual(["first_response escalate-1"]);
  });

  it("end with the order", async () => {
    const id = await openSoftware();
    await act(id, "verified", { party: "technician" });
    time.pass(30 * dayMs);
    const other = await openSoftware();
    time.pass(hourMs);
    await eventually(
      () => whats(other),
      (list) => list.length > 0,
    );
    expect(await whats(id)).toEqual([]);
  });

  it("of a day clock come at 09:00 of D-3, D-1 and D, and never at midnight before the due", async () => {
    const id = await openSoftware();
    await act(id, "acknowledged");
    await act(id, "diagnosis_submitted");
    for (const days of [4, 6, 7]) {
      time.passTo(midnight + days * dayMs + 9 * hourMs);
      await eventually(
        () => told(id),
        (list) => list.at(-1)?.at === time.now,
      );
    }
    expect(await whats(id)).toEqual(["fix_software D-3", "fix_software D-1", "fix_software D-0"]);
    time.passTo(midnight + 8 * dayMs);
    await new Promise((go) => setTimeout(go, 500));
    expect(await whats(id)).toHaveLength(3);
    time.pass(1);
    await eventually(
      () => whats(id),
      (list) => list.includes("fix_software breach"),
    );
  });
});

describe("a server that was down", () => {
  it("tells what was missed once, marked late, and not again at the next start", async () => {
    const id = await openSoftware();
    await server.stop();
    time.pass(3 * hourMs);
    server = await TestServer.start({ dataDir, clock: time.clock });
    const alarms = await eventually(
      () => told(id),
      (list) => list.some((a) => a.what === "first_response breach"),
    );
    expect(alarms).toEqual(
      expect.arrayContaining([
        { what: "first_response warn50", at: start + hourMs, late: true },
        { what: "first_response warn80", at: start + 96 * minuteMs, late: true },
        { what: "first_response due", at: start + 2 * hourMs, late: true },
        { what: "first_response breach", at: start + 2 * hourMs + 1, late: true },
      ]),
    );
    const before = await whats(id);
    await server.stop();
    server = await TestServer.start({ dataDir, clock: time.clock });
    time.pass(minuteMs);
    await new Promise((go) => setTimeout(go, 500));
    expect(await whats(id)).toEqual(before);
  });

  it("does not repeat what it told before it went down", async () => {
    const id = await openSoftware();
    time.pass(hourMs);
    await eventually(
      () => whats(id),
      (list) => list.length === 1,
    );
    await server.stop();
    server = await TestServer.start({ dataDir, clock: time.clock });
    time.pass(36 * minuteMs);
    await eventually(
      () => whats(id),
      (list) => list.includes("first_response warn80"),
    );
    expect((await whats(id)).filter((what) => what.endsWith("warn50"))).toHaveLength(1);
  });
});

describe("a database that cannot be written", () => {
  it("holds an alarm up and loses none: it is told once when the database is free, by its planned instant", async () => {
    const id = await openSoftware();
    // whoever looks has signed in before
    await server.health();
    const intruder = new BetterSqlite3(join(dataDir, "fleet.db"));
    intruder.exec("begin immediate");
    time.pass(hourMs);
    await eventually(
      () => server.health(),
      (health) => !health.store.ok,
    );
    expect(await told(id)).toEqual([]);
    time.pass(2 * minuteMs);
    // whatever was still under way at the hour has been refused by now: it stood in the queue before this
    const note = { type: "note", text: "试", actor: "值班员" };
    expect((await server.post(`/work-orders/${id}/actions`, note)).status).toBe(503);
    intruder.exec("rollback");
    intruder.close();
    const alarms = await eventually(
      () => told(id),
      (list) => list.length > 0,
    );
    expect(alarms).toEqual([{ what: "first_response warn50", at: start + hourMs, late: true }]);
  });
});

describe("a clock that is moved", () => {
  it("back while the server runs neither repeats an alarm nor holds the next one up", async () => {
    const id = await openSoftware();
    time.pass(hourMs);
    await eventually(
      () => whats(id),
      (list) => list.length === 1,
    );
    time.setBack(5 * hourMs);
    time.pass(36 * minuteMs);
    await eventually(
      () => whats(id),
      (list) => list.includes("first_response warn80"),
    );
    expect(await whats(id)).toEqual(["first_response warn50", "first_response warn80"]);
  });
});

describe("a deadline that moves", () => {
  it("is told as moved, warned of anew for the new due, and never twice for the same", async () => {
    const id = await openSoftware();
    await act(id, "acknowledged");
    await act(id, "diagnosis_submitted");
    const evidence = [await paper("停电通知")];
    time.passTo(midnight + 4 * dayMs + 10 * hourMs);
    await eventually(
      () => whats(id),
      (list) => list.includes("fix_software D-3"),
    );
    const client = { party: "client", actor: "甲方张主任", evidence };
    expect((await act(id, "pause", { ...client, data: { reason: "client_cause" } })).status).toBe(200);
    time.pass(dayMs);
    expect((await act(id, "resume", client)).status).toBe(200);
    const moved = await eventually(
      () => told(id),
      (list) => list.some((a) => a.what.endsWith("due_changed")),
    );
    expect(moved.filter((a) => a.what === "fix_software due_changed")).toHaveLength(1);
    // one midnight was paused: D-3 is the 15th now, and it is another alarm because the due is another
    await eventually(
      () => whats(id),
      (list) => list.filter((what) => what === "fix_software D-3").length === 2,
    );
    const { order } = await server.get(`/work-orders/${id}`, OrderDetail);
    expect(order.clocks.find((c) => c.milestone === "fix_software")?.dueAt).toBe(midnight + 9 * dayMs);
  });

  it("has no alarm while it is paused", async () => {
    const id = await openSoftware();
    await act(id, "acknowledged");
    const evidence = [await paper("停电通知")];
    const client = { party: "client", actor: "甲方张主任", evidence };
    await act(id, "pause", { ...client, data: { reason: "force_majeure" } });
    time.pass(20 * dayMs);
    await new Promise((go) => setTimeout(go, 500));
    expect(await whats(id)).toEqual([]);
    expect((await server.get(`/work-orders/${id}`, OrderDetail)).order).toMatchObject({
      band: "paused",
      nextDueAt: null,
    });
  });
});
