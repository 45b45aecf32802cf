import { Overview } from "@kiosk/contract";
import { expect, test } from "vitest";
import { keepSnapshot, lastSnapshot } from "./last-snapshot.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const overview = Overview.parse({
  at: 5,
  kiosks: { total: 46, online: 40, offline: 6, unverified: 0, never: 0 },
  open: { open: 44, online: 40, closed: 2, hoursUnknown: 0, unverified: 0 },
  health: { ok: 40, warning: 0, fault: 0, unknown: 0, offline: 6 },
  faults: { open: 1, critical: 0, flapping: 0, unacknowledged: 1 },
  orders: { open: 0, unacknowledged: 0, overdue: 0, dueToday: 0 },
  consumables: { low: 0, out: 0, unknown: 0 },
  inspections: null,
  quarantine: { kept: 0, last24h: 0 },
  nextDue: [],
});

test("the figures come back with the instant they are of", () => {
  const place = storage();
  keepSnapshot(place, "changning", overview);
  expect(lastSnapshot(place, "changning")).toMatchObject({ at: 5, open: { online: 40 }, nextDue: [] });
});

test("another contract's figures are not shown", () => {
  const place = storage();
  keepSnapshot(place, "changning", overview);
  expect(lastSnapshot(place, "dazhou")).toBeUndefined();
});

test("what is not of this version, or no JSON, is left alone", () => {
  const place = storage();
  place.setItem("kiosk.overview", "{");
  expect(lastSnapshot(place, "changning")).toBeUndefined();
  place.setItem("kiosk.overview", '{"contract":"changning","at":1}');
  expect(lastSnapshot(place, "changning")).toBeUndefined();
});
