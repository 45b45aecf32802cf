// A database of the first version, made by its own migration alone, opens with this program: its orders go on, with their
// log chained and their clocks counted.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KioskDetail, TermsList, TimelinePage } from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainLink, chainStart } from "../src/log-chain.ts";
import { initial } from "../src/store/migrations/0001-initial.ts";
import { sqliteTypes } from "../src/store/migrations/column-types.ts";
import { clockOf, endOf, local, OrderDesk } from "./order-desk.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = local("2026-09-15 09:00");
const cause = "cn-014|id-reader/device.hardware/";

type Cells = Readonly<Record<string, string | number | null>>;

/** The tables as the first version made and filled them. */
async function oldDatabase(file: string): Promise<void> {
  const db = new BetterSqlite3(file);
  db.pragma(`application_id = ${0x4b534b46}`);
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) }),
    provider: { getMigrations: async () => ({ "0001-initial": { up: (kysely) => initial(kysely, sqliteTypes) } }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  const put = (table: string, row: Cells) => {
    const names = Object.keys(row);
    db.prepare(`insert into ${table} (${names.join()}) values (${names.map((name) => `@${name}`).join()})`).run(row);
  };
  for (const [id, policyId] of [
    ["changning", "CN-KIOSK"],
    ["town", null],
  ] as const) {
    put("contract", { id, zh: id, en: id, invented: 0, startsAt: null, endsAt: null, policyId });
  }
  kiosk(put, "cn-014", "changning", 14);
  kiosk(put, "tn-001", "town", 1);
  for (const [id, en] of [
    ["t-1", "Terminal offline (no heartbeat)"],
    ["t-2", "Terminal online"],
  ] as const) {
    put("timeline", {
      ...{ id, kioskId: "cn-014", at: start, recordedAt: start, kind: "presence", zh: "", en },
      ...{ deviceId: null, refId: null },
    });
  }
  put("fault", {
    ...{ id: "f-1", kioskId: "cn-014", deviceId: "id-reader", code: "device.hardware", part: "", state: "raised" },
    ...{ detail: "", raw: "", firstAt: start, stateAt: start, dueAt: null, raisedAt: start, clearedAt: null },
    ...{ occurrences: 1, flapping: 0, causeId: null },
  });
  for (const [n, { row, events }] of oldOrders.entries()) {
    put("workOrder", {
      ...{ id: `old-${n + 1}`, number: `WO-20260915-000${n + 1}`, contractId: "changning", kioskId: "cn-014" },
      ...{ deviceId: null, faultId: null, faultCode: null, causeKey: null, class: "software", source: "person" },
      ...{
        severity: "error",
        titleZh: "旧工单",
        titleEn: "Old",
        reportedAt: start,
        updatedAt: events.at(-1)?.[1] ?? start,
      },
      ...row,
    });
    for (const [seq, [type, at, actor]] of events.entries()) {
      const id = `old-${n + 1}-${seq + 1}`;
      put("workOrderEvent", {
        id,
        orderId: `old-${n + 1}`,
        seq: seq + 1,
        type,
        at,
        recordedAt: at,
        actor,
        text: `第${seq}`,
      });
    }
  }
  put("meta", { key: "orderNumber:20260915", value: String(oldOrders.length) });
  db.close();
}

function kiosk(put: (table: string, row: Cells) => void, id: string, contractId: string, seq: number): void {
  put("kiosk", {
    ...{
      id,
      contractId,
      seq,
      name: "某中心",
      district: "",
      street: "",
      address: "某路1号",
      macs: "[]",
      lon: 121,
      lat: 31,
    },
    ...{ confidence: "low", coordinateMethod: "", note: "", openingHours: null, pinyin: "", createdAt: start },
  });
  put("kioskStatus", {
    ...{ kioskId: id, presence: "never", presenceSince: start, bootId: null, bootedAt: null, agentVersion: null },
    ...{ lastSeenAt: null, skewMs: null, reportedMacs: "[]", declared: "[]", outbox: null },
  });
}

interface OldOrder {
  readonly row: Cells;
  readonly events: readonly (readonly [type: string, at: number, actor: string])[];
}

/** Called for by a rule, of one and the same cause. */
const ruled = { class: "hardware_repair", source: "rule", deviceId: "id-reader", causeKey: cause };

/** In the first version's words: `verified` closed an order of any class. */
const oldOrders: readonly OldOrder[] = [
  {
    row: { ...ruled, state: "verified", faultId: "f-0", faultCode: "device.hardware" },
    events: [
      ["reported", start, "system"],
      ["verified", start + hour, "王工"],
    ],
  },
  {
    row: { ...ruled, state: "reported", faultId: "f-1", faultCode: "device.hardware", reportedAt: start + 2 * hour },
    events: [
      ["reported", start + 2 * hour, "system"],
      ["fault_cleared", start + 3 * hour, "system"],
      ["note", start + 3 * hour + minute, "王工"],
      ["fault_returned", start + 4 * hour, "system"],
    ],
  },
  {
    row: { state: "acknowledged" },
    events: [
      ["reported", start, "值班员"],
      ["acknowledged", start + hour, "李工"],
    ],
  },
  {
    row: { state: "verified" },
    events: [
      ["reported", start, "值班员"],
      ["acknowledged", start + 3 * hour, "李工"],
      ["verified", start + 5 * hour, "李工"],
    ],
  },
  {
    row: { state: "cancelled" },
    events: [
      ["reported", start, "值班员"],
      ["cancelled", start + hour, "值班员"],
    ],
  },
  {
    // the machine's clock had been set back between the two
    row: { state: "acknowledged" },
    events: [
      ["reported", start + 2 * minute, "值班员"],
      ["acknowledged", start - hour, "李工"],
    ],
  },
  { row: { state: "reported", contractId: "town", kioskId: "tn-001" }, events: [["reported", start, "值班员"]] },
];

let desk: OrderDesk;
beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "kiosk-migration-"));
  await oldDatabase(join(dataDir, "fleet.db"));
  desk = await OrderDesk.open("2026-09-16 08:00", { dataDir });
});
afterAll(() => desk.close());

function rows(sql: string): unknown[] {
  const db = new BetterSqlite3(join(desk.dataDir, "fleet.db"), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

describe("a database of the first version", () => {
  it("has its orders in the words of today", async () => {
    const { orders } = await desk.server.orders("?state=all");
    const states = orders.map((row) => [row.id, row.state]).sort();
    expect(states).toEqual([
      ["old-1", "done"],
      ["old-2", "reported"],
      ["old-3", "acknowledged"],
      ["old-4", "done"],
      ["old-5", "cancelled"],
      ["old-6", "acknowledged"],
      ["old-7", "reported"],
    ]);
    for (const row of orders) expect(row).toMatchObject({ kind: "fault", level: null, enteredAt: row.reportedAt });
    expect((await desk.server.orders("?state=open")).total).toBe(4);
  });

  it("has its events chained in the order they were recorded, with who they were for", async () => {
    const { events } = await desk.detail("old-3");
    expect(events).toMatchObject([
      {
        type: "reported",
        party: "dispatcher",
        data: { class: "software", kind: "fault" },
        evidence: [],
        approvedBy: null,
      },
      { type: "acknowledged", party: "dispatcher", data: { by: "human" }, evidence: [] },
    ]);
    expect((await desk.detail("old-2")).events.map((event) => event.party)).toEqual([
      "system",
      "system",
      "dispatcher",
      "system",
    ]);
    expect((await desk.detail("old-5")).events.at(-1)?.data).toEqual({ reason: "withdrawn" });
    const audit = await desk.audit();
    expect(audit).toMatchObject({ ok: true, first: null, events: 16, orders: 7 });
    const log = rows("select logSeq, recordedAt from workOrderEvent order by logSeq");
    expect(log.map((row) => Reflect.get(Object(row), "logSeq"))).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
    const recorded = log.map((row) => Number(Reflect.get(Object(row), "recordedAt")));
    const backwards = recorded.filter((at, n) => at < (recorded[n - 1] ?? 0));
    expect(backwards).toEqual([start - hour]);
    expect((await desk.detail("old-6")).events.map((event) => event.type)).toEqual(["reported", "acknowledged"]);
  });

  it("has a word for each line of presence", async () => {
    const { entries } = await desk.server.get("/kiosks/cn-014/timeline", TimelinePage);
    const words = entries
      .filter(({ kind, at }) => kind === "presence" && at === start)
      .map(({ id, refId }) => [id, refId]);
    expect(words.sort()).toEqual([
      ["t-1", "offline"],
      ["t-2", "online"],
    ]);
  });

  it("has its terminals as they were, without telephones of their points, which can be entered", async () => {
    const { kiosk } = await desk.server.get("/kiosks/cn-014", KioskDetail);
    expect(kiosk).toMatchObject({ name: "某中心", dutyPhone: null });
    const person = await desk.server.allRound();
    expect((await person.send("PUT", "/kiosks/cn-014/duty-phone", { dutyPhone: "12345" })).status).toBe(200);
    expect(rows("select id, dutyPhone from kiosk where dutyPhone is not null")).toEqual([
      { id: "cn-014", dutyPhone: "12345" },
    ]);
  });

  it("begins its chain where every chain begins", async () => {
    const details = await Promise.all(["old-1", "old-3", "old-4", "old-5", "old-7"].map((id) => desk.detail(id)));
    const first = details.flatMap((detail) => detail.events).find((event) => event.logSeq === 1);
    if (first === undefined) throw new Error("no first event");
    const { hash, approvedBy: _, correctedTo: __, ...event } = first;
    const orderId = details.find((detail) => detail.events.includes(first))?.order.id ?? "";
    expect(chainLink(chainStart, { ...event, orderId })).toBe(hash);
  });

  it("has the clocks of its open and closed orders counted by the contract's terms", async () => {
    const { versions } = await desk.server.get("/contracts/changning/terms", TermsList);
    expect(versions.map((version) => version.version)).toEqual([1]);
    const open = await desk.detail("old-3");
    expect(clockOf(open, "first_response")).toMatchObject({ state: "met", completedAt: start + hour });
    expect(clockOf(open, "fix_software")).toMatchObject({ state: "running", dueAt: endOf("2026-09-22") });
    const closed = await desk.detail("old-4");
    expect(clockOf(closed, "first_response")).toMatchObject({ state: "met_late", lateByMs: hour });
    expect(clockOf(closed, "fix_software")).toMatchObject({ state: "met", completedAt: start + 5 * hour });
    expect(clockOf(await desk.detail("old-5"), "fix_software").state).toBe("cancelled");
    // of a contract whose terms nobody entered no deadline is known
    expect((await desk.detail("old-7")).order).toMatchObject({ clocks: [], policyKnown: false });
  });

  it("knows when the fault behind an order was gone and when it was back", async () => {
    expect((await desk.detail("old-2")).order).toMatchObject({ faultOpen: true, faultCode: "device.hardware" });
    expect((await desk.detail("old-2", start + 3 * hour)).order.faultOpen).toBe(false);
    expect((await desk.detail("old-2", start + 4 * hour)).order.faultOpen).toBe(true);
    expect((await desk.detail("old-3")).order.faultOpen).toBeNull();
  });

  it("lets no second order of one cause be open, in any state of today", async () => {
    const db = new BetterSqlite3(join(desk.dataDir, "fleet.db"));
    try {
      const twin = db.prepare(
        `insert into workOrder select 'twin', number, contractId, kioskId, deviceId, faultId, faultCode, causeKey, class,
         source, severity, titleZh, titleEn, ?, reportedAt, updatedAt, kind, level, enteredAt, reopens, dues, route, vendorId
         from workOrder where id = 'old-2'`,
      );
      for (const state of ["reported", "diagnosed", "fixed", "awaiting_acceptance"]) {
        expect(() => twin.run(state)).toThrow(/UNIQUE constraint failed: workOrder.causeKey/);
      }
      db.exec("begin");
      expect(twin.run("done").changes).toBe(1);
      db.exec("rollback");
    } finally {
      db.close();
    }
  });

  it("does not open an old order again while another one has its cause, and says which", async () => {
    const sent = { data: { reason: "not_fixed" } };
    expect(await desk.refused("old-1", "reopened", sent)).toEqual({
      status: 409,
      code: "order.duplicate",
      detail: "WO-20260915-0002",
    });
    expect((await desk.detail("old-1")).events).toHaveLength(2);
    await desk.act("old-2", "cancelled", { data: { reason: "duplicate" } });
    expect((await desk.act("old-1", "reopened", sent)).order.state).toBe("reopened");
    const cancellation = (await desk.detail("old-2")).events.at(-1)?.id;
    const undo = { data: { target: cancellation, void: true }, evidence: [await desk.paper()] };
    expect(await desk.refused("old-2", "corrected", undo)).toMatchObject({
      code: "order.duplicate",
      detail: "WO-20260915-0001",
    });
  });

  it("goes on: its orders are worked on, new ones are numbered on, and the chain holds", async () => {
    await desk.act("old-3", "diagnosis_submitted");
    expect((await desk.act("old-3", "verified")).order.state).toBe("done");
    const { order } = await desk.order({ reopens: "old-4" });
    expect(order.number).toBe("WO-20260916-0001");
    expect((await desk.detail("old-4")).links.map((link) => link.id)).toEqual([order.id]);
    await desk.restart();
    expect((await desk.detail("old-3")).events).toHaveLength(4);
    expect(await desk.audit()).toMatchObject({ ok: true, first: null });
    const applied = rows("select name from kysely_migration order by name");
    expect(applied.slice(0, 4)).toEqual([
      { name: "0001-initial" },
      { name: "0002-contract-clocks" },
      { name: "0003-first-handler" },
      { name: "0004-accounts" },
    ]);
  });
});
