// Supplies and stock as a store gives them back; run on SQLite and on PostgreSQL.
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import { contractId, kioskId, movement, otherKioskId } from "./store-records.ts";
import * as rows from "./supply-records.ts";

const here = { reach: new Set([contractId]), contractId } as const;

export function supplyStoreSuite(filled: () => Promise<FleetStore>): void {
  test("daily levels come back by terminal from a month on, oldest first", async () => {
    const store = await filled();
    const months = [rows.supplyMonth(20_000, [90, null, 88.5]), rows.supplyMonth(20_030, [70])];
    await store.commit({ supplyMonth: months });
    await store.commit({ supplyMonth: [rows.supplyMonth(20_030, [70, 69])] });
    expect(await store.upkeep.supplies.months([kioskId, otherKioskId], 20_000)).toEqual([
      rows.supplyMonth(20_000, [90, null, 88.5]),
      rows.supplyMonth(20_030, [70, 69]),
    ]);
    expect(await store.upkeep.supplies.months([otherKioskId], 0)).toEqual([]);
    expect(await store.upkeep.supplies.months([], 0)).toEqual([]);
  });

  test("forecasts are a page at a time, soonest first, within what somebody may see", async () => {
    const store = await filled();
    const all = [rows.supplyForecast("black", 50), rows.supplyForecast("cyan", 20), rows.supplyForecast("magenta", 20)];
    await store.commit({ supplyForecast: [...all, { ...rows.supplyForecast("yellow", 1), endedAt: 9 }] });
    const { supplies } = store.upkeep;
    const first = await supplies.forecasts({ ...here, limit: 1 });
    expect(first).toEqual([all[1]]);
    expect(await supplies.forecasts({ ...here, after: first[0], limit: 9 })).toEqual([all[2], all[0]]);
    expect(await supplies.forecasts({ ...here, until: 20, limit: 9 })).toHaveLength(2);
    expect(await supplies.countForecasts({ ...here, until: 20 })).toBe(2);
    expect(await supplies.countForecasts({ reach: "all", kioskId: otherKioskId })).toBe(0);
    expect(await supplies.countForecasts({ reach: new Set() })).toBe(0);
    expect(await supplies.forecastsOf([kioskId])).toHaveLength(4);
  });

  test("tasks are listed by their due, closed ones by their end; a supply has one open task", async () => {
    const store = await filled();
    const { supplies } = store.upkeep;
    const closed = { state: "done", closedHow: "device" } as const;
    await store.commit({
      replacementTask: [
        rows.replacementTask("t1", { dueAt: 30 }),
        rows.replacementTask("t2", { dueAt: 10, part: "cyan" }),
        rows.replacementTask("t3", { ...closed, closedAt: 5 }),
        rows.replacementTask("t4", { ...closed, closedAt: 6 }),
      ],
    });
    const open = await supplies.tasks({ ...here, state: "open", limit: 1 });
    expect(open.map((t) => t.id)).toEqual(["t2"]);
    const rest = await supplies.tasks({ ...here, state: "open", after: { at: 10, id: "t2" }, limit: 5 });
    expect(rest).toEqual([rows.replacementTask("t1", { dueAt: 30 })]);
    expect((await supplies.tasks({ ...here, state: "done", limit: 5 })).map((t) => t.id)).toEqual(["t4", "t3"]);
    const older = await supplies.tasks({ ...here, state: "done", after: { at: 6, id: "t4" }, limit: 5 });
    expect(older.map((t) => t.id)).toEqual(["t3"]);
    expect(await supplies.countTasks({ ...here, state: "open" })).toBe(2);
    expect((await supplies.openTasksOf([kioskId])).map((t) => t.id).sort()).toEqual(["t1", "t2"]);
    await expect(store.commit({ replacementTask: [rows.replacementTask("t5")] })).rejects.toThrow();
    expect(await supplies.findTask("t5")).toBeUndefined();
    expect(await supplies.findTask("t3")).toEqual(rows.replacementTask("t3", { ...closed, closedAt: 5 }));
  });

  test("swaps, settings, places, items and the ledger of a place come back as they were written", async () => {
    const store = await filled();
    const { supplies, stock } = store.upkeep;
    await store.commit({
      supplySwap: [rows.supplySwap("s1", 10), rows.supplySwap("s2", 20)],
      supplySetting: [rows.supplySetting],
      stockPlace: [rows.van],
      stockItem: [rows.stockItem],
      stockMinimum: [rows.stockMinimum],
      partMovement: [{ ...movement, id: "act/1", place: null, recordedAt: movement.recordedAt + 1 }],
    });
    expect(await supplies.findSwap("s1")).toEqual(rows.supplySwap("s1", 10));
    expect((await supplies.swaps({ ...here, limit: 5 })).map((s) => s.id)).toEqual(["s2", "s1"]);
    expect((await supplies.swaps({ ...here, before: { at: 20, id: "s2" }, limit: 5 })).map((s) => s.id)).toEqual([
      "s1",
    ]);
    expect(await supplies.swaps({ ...here, from: 11, to: 20, limit: 5 })).toEqual([]);
    expect(await supplies.settings(contractId)).toEqual([rows.supplySetting]);
    expect(await stock.places(contractId)).toEqual([rows.van]);
    expect(await stock.vansOf(rows.technicianId)).toEqual([rows.van]);
    expect(await stock.items(contractId)).toEqual([rows.stockItem]);
    expect(await stock.minimums(contractId)).toEqual([rows.stockMinimum]);
    const at = (place?: string) => stock.movements({ contractId, place, limit: 5 });
    expect((await at()).map((m) => m.id)).toEqual(["act/1", movement.id]);
    expect((await at("main")).map((m) => m.id)).toEqual(["act/1"]);
    expect(await at("van-1")).toEqual([movement]);
    expect(await stock.wasMoved(contractId, "act")).toBe(true);
    expect(await stock.wasMoved(contractId, "other")).toBe(false);
  });
}
