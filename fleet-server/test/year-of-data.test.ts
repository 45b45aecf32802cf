// What a large fleet must not change: lists come in pages whose rows are neither lost nor doubled while work goes on, answers
// stay small, every query finds its rows by an index, and what is remembered is what would be worked out anew.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  KioskList as KioskListSchema,
  type OrderList,
  type OrderListQuery,
  OrderList as OrderListSchema,
} from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { generateYear } from "../../fixtures/bench/year/generate.ts";
import { contractIdOf, kioskIdOf, yearShape } from "../../fixtures/bench/year/shape.ts";
import { masterMaker, statusOf, terminalAt } from "../../fixtures/bench/year/terminals.ts";
import { seededRandom } from "../../fixtures/sim/scenario-random.ts";
import { openDataFolder } from "../src/audit-verify/open-database.ts";
import { verifyDatabase } from "../src/audit-verify/verify.ts";
import { type Caller, serverCaller } from "../src/domain/account/caller.ts";
import { newKiosk } from "../src/domain/kiosk/kiosk.ts";
import { dayMs, hourMs } from "../src/domain/time.ts";
import { orderRow } from "../src/domain/work-order/view.ts";
import { KioskIndex } from "../src/fleet/kiosk-index.ts";
import { KioskQueries } from "../src/fleet/kiosk-queries.ts";
import { OrderQueries } from "../src/fleet/order-queries.ts";
import { OrderRows } from "../src/fleet/order-rows.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { Unit } from "../src/ingest/unit.ts";
import type { FleetStore } from "../src/ports.ts";
import { readFleet } from "../src/store/fleet-snapshot.ts";
import { KyselyHistoryStore } from "../src/store/history-store.ts";
import type { Database } from "../src/store/schema.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { SettableClock } from "./settable-clock.ts";

const now = Date.UTC(2026, 10, 22, 3);
const shape = yearShape({ terminals: 300, orders: 3000, reports: 3000, now });
/** with as many terminals as a province has, but no history */
const large = yearShape({ terminals: 10_000, now });
const contract = contractIdOf(0);
const time = new SettableClock(now);
const { clock } = time;
let folder: string;
let store: FleetStore;
let state: FleetState;
let largeState: FleetState;

function fleetOf(wide: typeof large): FleetState {
  const fleet = new FleetState();
  const unit = new Unit(fleet);
  const masterOf = masterMaker(wide, seededRandom(1));
  for (let n = 0; n < wide.terminals; n++) {
    const terminal = terminalAt(wide, n);
    const kiosk = newKiosk(masterOf(terminal));
    unit.setKiosk({ ...kiosk, status: statusOf(wide, terminal, []) });
  }
  fleet.apply(unit);
  return fleet;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "year-of-data-"));
  mkdirSync(join(folder, "data"));
  await generateYear(join(folder, "data"), shape, () => {});
  store = await openSqliteStore(join(folder, "data", "fleet.db"));
  state = FleetState.from(await store.loadFleet(now - hourMs), now);
  largeState = fleetOf(large);
}, 60_000);
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody whose grants are one role in some contracts. */
function holder(role: "dispatcher", contracts: readonly number[]): Caller {
  const grants = contracts.map((n) => ({ role, contractId: contractIdOf(n), organisationId: null }));
  return { ...serverCaller, kind: "person", id: "dispatcher", name: "调度", grants };
}

function orderQueries(): OrderQueries {
  return new OrderQueries({ state, history: store.history, clock });
}

type Query = Partial<z.infer<typeof OrderListQuery>>;

/** The ids of every page, in their order. @param between what happens after each page */
async function walk(by: Caller, query: Query, between: (page: OrderList) => void = () => {}): Promise<string[]> {
  const queries = orderQueries();
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await queries.list(by, { state: "open", ...query, ...(after === undefined ? {} : { after }) });
    ids.push(...page.orders.map((o) => o.id));
    between(page);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

describe("a generated year", () => {
  it("is whole by the auditors' own check", async () => {
    const database = await openDataFolder(join(folder, "data"));
    try {
      const scope = { evidenceDir: join(folder, "data", "evidence"), givenHead: null };
      const result = await database.read((db) => verifyDatabase(db, scope));
      expect(result).toMatchObject({ ok: true, first: null, orders: 3000 });
    } finally {
      await database.close();
    }
  });

  it("is the same rows for the same seed", async () => {
    const few = { ...shape, terminals: 20, orders: 30, reports: 100 };
    const files = await Promise.all(
      ["a", "b"].map(async (name) => (await generateYear(join(folder, name), few, () => {})).file),
    );
    const [a, b] = files.map((file) => {
      const db = new BetterSqlite3(file, { readonly: true });
      const rows = ["kiosk", "device", "workOrderEvent", "report", "alarm"].map((table) =>
        db.prepare(`select * from ${table} order by rowid`).all(),
      );
      db.close();
      return rows;
    });
    expect(a).toEqual(b);
    expect(a?.every((rows) => rows.length > 0)).toBe(true);
  });

  it("is refused where a database is already", async () => {
    expect(existsSync(join(folder, "data", "fleet.db"))).toBe(true);
    await expect(generateYear(join(folder, "data"), shape, () => {})).rejects.toThrow("is there already");
  });
});

describe("the list of terminals", () => {
  const queries = () => new KioskQueries({ index: new KioskIndex(largeState), clock });

  it("is a page of less than 100 KB with ten thousand of them, and says how many there are", () => {
    const list = queries().list(serverCaller, { sort: "worst" });
    expect(list).toMatchObject({ total: 10_000, matched: 10_000 });
    expect(list.kiosks).toHaveLength(100);
    expect(Buffer.byteLength(JSON.stringify(KioskListSchema.parse(list)))).toBeLessThan(100_000);
    expect(Object.values(list.healths ?? {}).reduce((a, b) => a + b, 0)).toBe(10_000);
  });

  it("has each terminal on exactly one page while terminals fall ill and new ones come", () => {
    const desk = queries();
    const ids: string[] = [];
    let after: string | undefined;
    let page = 0;
    do {
      const list = desk.list(holder("dispatcher", [0]), after === undefined ? {} : { after });
      ids.push(...list.kiosks.map((k) => k.id));
      after = list.next ?? undefined;
      const unit = new Unit(largeState);
      const ill = largeState.kiosk(kioskIdOf(large, 10 * (page * 90)));
      if (ill !== undefined) unit.setKiosk({ ...ill, status: { ...ill.status, presence: "offline" } });
      largeState.apply(unit);
      page += 1;
    } while (after !== undefined);
    const own = Array.from({ length: 1000 }, (_, n) => kioskIdOf(large, n * 10));
    expect(ids).toEqual(own);
  });

  it("counts each filter as the others leave it, and says what each hides when nothing is left", () => {
    const desk = queries();
    const by = holder("dispatcher", [0]);
    const all = desk.list(by, {});
    const street = all.streets?.[0]?.street ?? "";
    const narrowed = desk.list(by, { street, health: "ok" });
    expect(narrowed.matched).toBe(narrowed.healths?.ok);
    expect(Object.values(narrowed.healths ?? {}).reduce((a, b) => a + b, 0)).toBe(all.streets?.[0]?.count);
    const nothing = desk.list(by, { street, q: "nowhere at all" });
    expect(nothing).toMatchObject({ matched: 0, kiosks: [], next: null });
    expect(nothing.without).toEqual({ q: all.streets?.[0]?.count, street: 0 });
  });

  it("shows nobody a terminal of another contract, neither as a row nor as a point", () => {
    const desk = queries();
    const by = holder("dispatcher", [1, 2]);
    expect(desk.list(by, {})).toMatchObject({ total: 2000 });
    expect(desk.list(by, { contract })).toMatchObject({ total: 0, kiosks: [] });
    expect(desk.points(by, {}).ids).toHaveLength(2000);
    expect(desk.points(by, { contract }).ids).toEqual([]);
  });

  it("has the points of a filter in columns of one length, and the same answer for whoever asks the same", () => {
    const desk = queries();
    const points = desk.points(serverCaller, { contract, box: "120.9,31.0,121.0,31.2" });
    expect(points.ids.length).toBeGreaterThan(100);
    for (const column of ["seqs", "names", "lons", "lats", "healths", "confidences"] as const) {
      expect(points[column]).toHaveLength(points.ids.length);
    }
    expect(desk.points(serverCaller, { contract, box: "120.9,31.0,121.0,31.2" })).toBe(points);
    const unit = new Unit(largeState);
    const found = largeState.kiosk(points.ids[0] ?? kioskIdOf(large, 0));
    if (found !== undefined) unit.setKiosk({ ...found, status: { ...found.status, presence: "online" } });
    largeState.apply(unit);
    expect(desk.points(serverCaller, { contract, box: "120.9,31.0,121.0,31.2" })).not.toBe(points);
  });
});

describe("the list of orders", () => {
  it("has each closed order on exactly one page, though others are closed meanwhile", async () => {
    const by = holder("dispatcher", [0]);
    const before = await walk(by, { state: "closed", limit: 100 });
    expect(new Set(before).size).toBe(before.length);
    expect(before.length).toBeGreaterThan(200);
    const closing = [...state.openOrders].find(({ order }) => order.contractId === contract);
    if (closing === undefined) throw new Error("no open order");
    let done = false;
    const ids = await walk(by, { state: "closed", limit: 50 }, () => {
      if (done) return;
      done = true;
      void store.commit({ workOrder: [{ ...closing.order, state: "cancelled" }] });
    });
    expect(ids.filter((id) => id !== closing.order.id)).toEqual(before);
    expect(new Set(ids).size).toBe(ids.length);
    await store.commit({ workOrder: [closing.order] });
  });

  it("walks open and closed ones as one list, newest report first, over several contracts", async () => {
    const by = holder("dispatcher", [0, 1, 2]);
    const all = await walk(by, { state: "all", limit: 70 });
    const open = await walk(by, { state: "open", limit: 70 });
    const closed = await walk(by, { state: "closed", limit: 70 });
    expect([...all].sort()).toEqual([...open, ...closed].sort());
    const list = await orderQueries().list(by, { state: "all", limit: 100 });
    expect(list.total).toBe(all.length);
    const times = list.orders.map((o) => o.reportedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("gives the board the soonest of each band and the count of all", async () => {
    const list = await orderQueries().list(serverCaller, { state: "open", perBand: 2 });
    OrderListSchema.parse(list);
    for (const [band, count] of Object.entries(list.bands)) {
      expect(list.orders.filter((o) => o.band === band)).toHaveLength(Math.min(2, count));
    }
    expect(list.total).toBe(state.openOrderCount);
    const later = list.orders.filter((o) => o.band === "later").map((o) => o.nextDueAt);
    const all = orderQueries().openRows(serverCaller, undefined);
    const soonest = all.flatMap((o) => (o.band === "later" && o.nextDueAt !== null ? [o.nextDueAt] : []));
    expect(later).toEqual(soonest.sort((a, b) => a - b).slice(0, 2));
  });

  it("pages by what is due without losing an order", async () => {
    const ids = await walk(serverCaller, { sort: "due", limit: 30 });
    expect(ids).toHaveLength(state.openOrderCount);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has for a firm the orders assigned to it and no other", async () => {
    const [open] = [...state.openOrders].filter(({ order }) => order.contractId === contract);
    if (open === undefined) throw new Error("no open order");
    const filter = { state: "all" as const, limit: 100 };
    const vendorId = "firm-one";
    const db = new BetterSqlite3(join(folder, "data", "fleet.db"));
    try {
      db.prepare("update workOrder set vendorId = ? where id = ?").run(vendorId, open.order.id);
      const found = await store.history.findOrder(open.order.id);
      const firm = found?.vendorId ?? null;
      if (firm === null) throw new Error("not assigned");
      const reach = { contracts: new Set<never>(), assigned: [{ contractId: contract, vendorId: firm }] };
      expect((await store.history.orders({ ...filter, reach })).map((o) => o.id)).toEqual([open.order.id]);
      expect(await store.history.countOrders({ ...filter, reach })).toBe(1);
      const elsewhere = { ...reach, assigned: [{ contractId: contractIdOf(1), vendorId: firm }] };
      expect(await store.history.orders({ ...filter, reach: elsewhere })).toEqual([]);
    } finally {
      db.prepare("update workOrder set vendorId = null where id = ?").run(open.order.id);
      db.close();
    }
  });
});

describe("a remembered row of an order", () => {
  it("is the row that would be worked out anew, at every instant of the next month", () => {
    const around = { law: state, kiosk: state.kiosk.bind(state), faultsFrom: "terminal" as const };
    const rows = new OrderRows(around);
    const orders = [...state.openOrders];
    expect(orders.length).toBeGreaterThan(50);
    let reused = 0;
    for (const open of orders) {
      const dues = orderRow(open, around, now).clocks.flatMap((c) => c.dueAt ?? []);
      const turns = dues.flatMap((due) => [0, dayMs, 3 * dayMs].flatMap((d) => [due - d - 1, due - d, due - d + 1]));
      const steps = Array.from({ length: 30 }, (_, n) => now + n * dayMs + 17);
      for (const at of [now, now + 5, ...turns.filter((t) => t > now), ...steps].sort((a, b) => a - b)) {
        const before = rows.standing(open, at);
        if (rows.standing(open, at + 0) === before) reused += 1;
        expect(rows.row(open, at)).toEqual(orderRow(open, around, at));
      }
    }
    expect(reused).toBeGreaterThan(orders.length);
  });
});

describe("a query of history", () => {
  /** What SQLite would do for each statement that the work runs. */
  async function plansOf(work: (db: Kysely<Database>) => Promise<unknown>): Promise<{ sql: string; plan: string[] }[]> {
    const statements: string[] = [];
    const file = join(folder, "data", "fleet.db");
    const connection = new BetterSqlite3(file, { readonly: true, verbose: (sql) => statements.push(String(sql)) });
    const plain = new BetterSqlite3(file, { readonly: true });
    try {
      await work(new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) }));
      return statements.map((sql) => {
        const steps = plain.prepare<[], { detail: string }>(`explain query plan ${sql}`).all();
        return { sql, plan: steps.map((step) => step.detail) };
      });
    } finally {
      connection.close();
      plain.close();
    }
  }

  const kioskId = kioskIdOf(shape, 0);
  const reach = { contracts: new Set([contract, contractIdOf(1)]), assigned: [] };
  const before = { reportedAt: now, id: "x" };
  const page = { limit: 100, before };
  const mark = { at: now, recordedAt: now, id: "x" };
  it.each<[string, (h: KyselyHistoryStore) => Promise<unknown>]>([
    ["closed orders of all contracts", (h) => h.orders({ state: "closed", ...page })],
    ["closed orders of a contract", (h) => h.orders({ state: "closed", contractId: contract, ...page })],
    ["orders of several contracts", (h) => h.orders({ state: "all", reach, ...page })],
    ["orders of a terminal", (h) => h.orders({ state: "all", kioskId, ...page })],
    ["orders of a class", (h) => h.orders({ state: "closed", contractId: contract, class: "consumable", ...page })],
    ["orders of a route", (h) => h.orders({ state: "closed", contractId: contract, route: "vendor", ...page })],
    [
      "the number of closed orders of a contract",
      (h) => h.countOrders({ state: "closed", contractId: contract, limit: 1 }),
    ],
    ["alarms of all contracts", (h) => h.alarms({ limit: 100, before: { firedAt: now, id: "x" } })],
    ["alarms of several contracts", (h) => h.alarms({ reach, limit: 100 })],
    ["the timeline of a terminal", (h) => h.timeline(kioskId, 100, mark)],
    ["the reports of a terminal", (h) => h.reports(kioskId, 100)],
    ["how many reports a terminal sent", (h) => h.countReports(kioskId)],
    ["the events of orders", (h) => h.orderEvents(["a", "b"])],
    ["the log from a place on", (h) => h.log(5, 100)],
  ])("finds %s by an index, in the order it is read", async (_, ask) => {
    const plans = await plansOf((db) => ask(new KyselyHistoryStore(db, db)));
    expect(plans.length).toBeGreaterThan(0);
    for (const { plan } of plans) {
      for (const step of plan) {
        // a scan along an index that has the order is bounded by the page; the last term alone is sorted within one instant
        if (step.startsWith("SCAN")) expect(step).toContain("USING INDEX order_page");
        expect(step).not.toMatch(/USE TEMP B-TREE FOR ORDER BY$/);
      }
    }
  });

  it("finds the alarms of an order by its key, and sorts no others", async () => {
    const [only] = await plansOf((db) => new KyselyHistoryStore(db, db).alarms({ orderId: "x", limit: 100 }));
    expect(only?.plan[0]).toMatch(/^SEARCH alarm USING INDEX sqlite_autoindex_alarm_1 \(orderId=\?\)/);
  });

  it("at the start reads the tables that grow by their indexes", async () => {
    const plans = await plansOf((db) => readFleet(db, now - hourMs));
    for (const table of ["boot", "fault", "workOrder", "workOrderEvent", "alarm", "notice", "command"]) {
      const steps = plans.filter(({ sql }) => sql.includes(`from "${table}"`)).flatMap(({ plan }) => plan);
      expect(steps.length, table).toBeGreaterThan(0);
      for (const step of steps) expect(step, table).not.toMatch(new RegExp(`^SCAN ${table}$`));
    }
  });

  it("at the start leaves the boots alone that send nothing any more", async () => {
    const { boots } = await store.loadFleet(now - hourMs);
    const own = boots.filter((boot) => boot.kioskId === kioskId).map((boot) => boot.firstSeenAt);
    expect(own.length).toBeGreaterThan(3);
    expect(own.length).toBeLessThan(10);
    expect(Math.min(...own)).toBeGreaterThan(now - 60 * dayMs);
  });
});
