import { type KioskHealth, KioskRow } from "@kiosk/contract";
import { expect, test } from "vitest";
import { applyFilter, countByHealth, explainEmpty, sortRows, streetsOf } from "./filter.ts";

function row(seq: number, health: KioskHealth, street: string, lon: number): KioskRow {
  return KioskRow.parse({
    id: `cn-${String(seq).padStart(3, "0")}`,
    contractId: "changning",
    seq,
    name: `n${seq}`,
    district: "d",
    street,
    address: "a",
    macs: [],
    lon,
    lat: 31.2,
    confidence: "high",
    coordinateMethod: "",
    note: "",
    openingHours: null,
    presence: "online",
    presenceSince: 0,
    lastSeenAt: 0,
    skewMs: 0,
    health,
    openFaults: 0,
    openOrders: 0,
    worstZh: null,
    worstEn: null,
    lowestPercent: null,
    lowestLevel: null,
    lowestConsumable: null,
    lowestQuality: null,
    neighbourMacs: [],
  });
}

const rows = [row(1, "ok", "A", 121.35), row(2, "fault", "A", 121.4), row(3, "offline", "B", 121.4)];
const west = { west: 121.3, east: 121.36, south: 31, north: 32 };
const open = { q: undefined, health: undefined, street: undefined, view: undefined };
const seqs = (list: readonly KioskRow[]) => list.map((r) => r.seq);

test("filters narrow together", () => {
  expect(seqs(applyFilter(rows, { ...open, street: "A" }))).toEqual([1, 2]);
  expect(seqs(applyFilter(rows, { ...open, street: "A", health: "fault" }))).toEqual([2]);
  expect(seqs(applyFilter(rows, { ...open, view: west }))).toEqual([1]);
});

test("the counts beside the healths follow the other filters, not the chosen health", () => {
  expect(countByHealth(rows, { ...open, health: "ok", street: "A" })).toMatchObject({
    all: 2,
    ok: 1,
    fault: 1,
    offline: 0,
  });
});

test("an empty list names what each filter hides", () => {
  const filter = { ...open, q: "zzz", health: "ok" as const, view: west };
  expect(explainEmpty(rows, [], filter)).toEqual([
    { filter: "q", remains: 1 },
    { filter: "health", remains: 0 },
    { filter: "view", remains: 0 },
  ]);
});

test("what is not set hides nothing", () => {
  expect(explainEmpty(rows, rows, open)).toEqual([]);
});

test("the worst come first, then the contract's numbers", () => {
  expect(seqs(sortRows([row(9, "ok", "A", 0), row(4, "ok", "A", 0), ...rows]))).toEqual([2, 3, 1, 4, 9]);
});

test("streets come with their counts, the largest first", () => {
  expect(streetsOf(rows)).toEqual([
    { street: "A", count: 2 },
    { street: "B", count: 1 },
  ]);
});
