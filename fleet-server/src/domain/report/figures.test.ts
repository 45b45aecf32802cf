import { ContractId, DeviceId, KioskId } from "@kiosk/contract";
import { describe, expect, test } from "vitest";
import { dayMs, hourMs } from "../time.ts";
import type { DigestClock, OrderDigest } from "./order-digest.ts";
import { monthContaining } from "./period.ts";
import type { KioskFacts, PeriodFacts } from "./period-facts.ts";
import { periodSections } from "./period-sections.ts";
import { rowLinks } from "./row-links.ts";

const period = monthContaining(Math.floor(Date.parse("2026-09-15T00:00:00Z") / dayMs));
const kiosk = (n: number, more: Partial<KioskFacts> = {}): KioskFacts => ({
  ...{ id: KioskId.parse(`cn-00${n}`), seq: n, name: `点位${n}`, street: "新华路", hoursKnown: true },
  ...{ availability: null, offlineMs: 0, faults: 0, services: new Map() },
  ...more,
});
const clock = (more: Partial<DigestClock>): DigestClock => ({
  ...{ policy: "CN-KIOSK", version: 1, milestone: "first_response", zh: "首次响应", en: "Response", clause: "C13" },
  ...{ role: "governing", verdict: "met", dueAt: period.startAt + dayMs, lateMs: 0 },
  ...more,
});
const order = (n: number, more: Partial<OrderDigest> = {}): OrderDigest => ({
  ...{ id: `o${n}`, number: `WO-20260901-000${n}`, kioskId: KioskId.parse("cn-001"), deviceId: DeviceId.parse("a4") },
  ...{ faultCode: null, class: "software", kind: "fault", titleZh: "打印失败", state: "done", remote: true },
  ...{ reportedAt: period.startAt + n * dayMs, doneAt: period.startAt + n * dayMs + 2 * hourMs },
  ...{ restoredAt: period.startAt + n * dayMs + hourMs, cancelled: false, remedy: "重启", clocks: [], policies: [] },
  ...{ termsVersion: 1, ...more },
});
const nothing: PeriodFacts = {
  ...{ period, asOf: period.endAt, kiosks: [], platform: null, sampled: null, orders: [], raised: 0, alarms: [] },
  ...{ inspections: null, inspectionRows: [], swaps: null, openTasks: null, lateTasks: null, movements: null },
  ...{ occasions: null, missingReports: null, sheet: null, cases: null },
};
const links = rowLinks("r", ContractId.parse("changning"));

function sections(facts: Partial<PeriodFacts>) {
  const found = periodSections({ ...nothing, ...facts }, links);
  return {
    of: (id: string) => found.find((one) => one.id === id),
    value: (id: string, figure: string) =>
      found.find((one) => one.id === id)?.figures.find((f) => f.id === figure)?.value,
    rows: (id: string, name: string) => found.find((one) => one.id === id)?.tables.find((t) => t.id === name)?.rows,
    all: found,
  };
}

describe("a month with nothing in it", () => {
  test("has no percentage and no duration, and every section says it is empty", () => {
    const { all } = sections({});
    const measured = all.flatMap(({ figures }) => figures).filter(({ kind, id }) => kind !== "int" && id !== "goal");
    expect(measured.map(({ value }) => value)).toEqual(measured.map(() => null));
    expect(all.filter(({ empty }) => !empty)).toEqual([]);
  });
});

test("cases handled are unknown where no terminal told of a use, and none where citizens got nothing done", () => {
  expect(sections({}).value("overview", "business")).toBeNull();
  expect(sections({ cases: 0 }).value("overview", "business")).toBe(0);
  expect(sections({ cases: 37 }).value("overview", "business")).toBe(37);
});

describe("availability", () => {
  test("of the platform and of the terminals are two figures", () => {
    const found = sections({
      kiosks: [
        kiosk(1, { availability: { open: 100, up: 90 } }),
        kiosk(2, { availability: { open: 100, up: 100 } }),
        kiosk(3),
      ],
      platform: { taken: 999, due: 1000 },
    });
    expect(found.value("availability", "platform")).toBe(99.9);
    expect(found.value("availability", "reached")).toBe("达到");
    expect(found.value("availability", "kiosks")).toBe(95);
    expect(found.value("overview", "perfect")).toBe(1);
    expect(found.rows("kiosks", "kiosks")?.map((row) => row[4])).toEqual([90, 100, null]);
  });

  test("of a service is that of the terminals that have it; one that nobody has is unknown", () => {
    const services = new Map([["idCardReader", { open: 50, up: 40 }] as const]);
    const rows = sections({ kiosks: [kiosk(1, { services })] }).rows("availability", "services");
    expect(rows?.find(([name]) => name === "身份证读取")).toEqual(["身份证读取", 1, 80]);
    expect(rows?.find(([name]) => name === "扫码")).toEqual(["扫码", null, null]);
  });
});

describe("orders", () => {
  test("are counted by what became of them in the month; mistakes are none", () => {
    const open = order(3, { doneAt: null, restoredAt: null, state: "reported" });
    const before = order(-2, { doneAt: period.startAt + hourMs });
    const found = sections({ kiosks: [kiosk(1)], orders: [order(1), open, before, order(4, { cancelled: true })] });
    expect([found.value("orders", "opened"), found.value("orders", "closed"), found.value("orders", "open")]).toEqual([
      2, 3, 1,
    ]);
  });

  test("deadlines kept are those of the binding clocks; other readings stand apart", () => {
    const late = clock({ verdict: "met_late", lateMs: hourMs });
    const shadow = clock({ role: "shadow", policy: "CN-GEN-SIMPLE", verdict: "breached" });
    const running = clock({ verdict: "running" });
    const found = sections({
      orders: [order(1, { clocks: [clock({}), shadow] }), order(2, { clocks: [late, running] })],
    });
    expect(found.value("orders", "onTime")).toBe(50);
    expect(found.rows("orders", "late")).toHaveLength(1);
    expect(found.rows("readings", "readings")).toEqual([
      ["并行（最严）", "首次响应", "C13", "CN-GEN-SIMPLE v1", 0, 0, 1, 0],
    ]);
  });

  test("two versions of a policy in one month are two rows", () => {
    const found = sections({
      orders: [order(1, { clocks: [clock({})] }), order(2, { clocks: [clock({ version: 2 })] })],
    });
    expect(found.rows("orders", "clocks")?.map((row) => row[2])).toEqual(["CN-KIOSK v1", "CN-KIOSK v2"]);
  });

  test("the mean time to repair is to the restoration, of those restored remotely and of all", () => {
    const visited = order(2, { remote: false, restoredAt: period.startAt + 2 * dayMs + 3 * hourMs });
    const found = sections({ orders: [order(1), visited] });
    expect([found.value("repair", "mttrRemote"), found.value("repair", "mttrAll")]).toEqual([hourMs, 2 * hourMs]);
  });

  test("twice within thirty days at one component is a problem, also across the turn of the month", () => {
    const found = sections({
      kiosks: [kiosk(1)],
      orders: [order(-20), order(5), order(6, { deviceId: DeviceId.parse("b") })],
    });
    expect(found.rows("problems", "recurring")?.map((row) => [row[0], row[1], row[2]])).toEqual([["点位1", "a4", 2]]);
  });
});

describe("the self-assessment", () => {
  const items = [
    { zh: "服务", en: "", fullTenths: 7, deductions: { responses: { responsesLate: 1, responsesNone: 5 } } },
    { zh: "运维", en: "", fullTenths: 50, deductions: { inspections: { inspectionsMissed: 5 } } },
  ];

  test("counts in tenths, and an item loses no more than it has", () => {
    const clocks = [clock({ verdict: "breached" }), clock({ verdict: "breached" }), clock({ verdict: "met_late" })];
    const missed = { kind: "hardware", due: 4, done: 2, missed: 2, waived: 0, completed: 2 } as const;
    const found = sections({ sheet: { clause: "S3", items }, orders: [order(1, { clocks })], inspections: [missed] });
    expect(found.value("score", "lost")).toBe(17);
    expect(found.rows("score", "items")?.map((row) => row[4])).toEqual([1, 10, 10]);
  });
});

test("every figure of rows leads to them: to a table of the same report that is there", () => {
  const { all } = sections({ kiosks: [kiosk(1)] });
  const inReport = all.flatMap(({ figures, tables }) => [...figures, ...tables]).flatMap(({ href }) => href ?? []);
  const own = inReport.filter((href) => href.startsWith("/reports/r?"));
  expect(own.length).toBeGreaterThan(10);
  for (const href of own) {
    const query = new URLSearchParams(href.split("?")[1]);
    const found = all.find(({ id }) => id === query.get("section"))?.tables.map(({ id }) => id);
    expect(found).toContain(query.get("table"));
  }
});
