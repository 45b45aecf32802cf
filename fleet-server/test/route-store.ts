// Day plans and what they are worked out from as a store gives them back; run on SQLite and on PostgreSQL.
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import * as rows from "./route-records.ts";
import { contractId } from "./store-records.ts";

export function routeStoreSuite(filled: () => Promise<FleetStore>): void {
  test("of people, settings and road matrices the newest version is read, and none is written twice", async () => {
    const store = await filled();
    const { routes } = store.upkeep;
    expect(await routes.settings(contractId)).toBeUndefined();
    expect(await routes.matrix(contractId)).toBeUndefined();
    await store.commit({
      technicianProfile: [rows.technicianProfile(1), rows.technicianProfile(2)],
      routeSetting: [rows.routeSetting(2), rows.routeSetting(1)],
      roadMatrix: [rows.roadMatrix(1), rows.roadMatrix(2)],
    });
    expect(await routes.profiles(contractId)).toEqual([rows.technicianProfile(2)]);
    expect(await routes.settings(contractId)).toEqual(rows.routeSetting(2));
    expect(await routes.matrix(contractId)).toEqual(rows.roadMatrix(2));
    await expect(store.commit({ routeSetting: [rows.routeSetting(2)] })).rejects.toThrow();
  });

  test("a day's draft is replaced; of its publications the newest is read and every one stays", async () => {
    const store = await filled();
    const { routes } = store.upkeep;
    await store.commit({ routeDraft: [rows.routeDraft("2026-11-23", 1), rows.routeDraft("2026-11-24", 1)] });
    await store.commit({ routeDraft: [rows.routeDraft("2026-11-23", 2)] });
    expect(await routes.drafts(contractId, "2026-11-23", "2026-11-23")).toEqual([rows.routeDraft("2026-11-23", 2)]);
    expect(await routes.drafts(contractId, "2026-11-22", "2026-11-30")).toHaveLength(2);
    const published = [1, 2].map((version) => rows.routePublication("2026-11-23", version));
    await store.commit({ routePublication: [...published, rows.routePublication("2026-11-25", 1)] });
    expect(await routes.published(contractId, "2026-11-20", "2026-11-25")).toEqual([
      rows.routePublication("2026-11-23", 2),
      rows.routePublication("2026-11-25", 1),
    ]);
    expect(await routes.published(contractId, "2026-11-26", "2026-11-30")).toEqual([]);
    await expect(store.commit({ routePublication: [rows.routePublication("2026-11-23", 2)] })).rejects.toThrow();
  });

  test("what became of visits is read by day, each mark once", async () => {
    const store = await filled();
    const marks = [rows.visitMark("2026-11-23", "started"), rows.visitMark("2026-11-23", "done")];
    await store.commit({ visitMark: [...marks, rows.visitMark("2026-11-24", "cancelled")] });
    await store.commit({ visitMark: marks });
    const found = await store.upkeep.routes.marks("2026-11-23", "2026-11-23");
    expect(found.toSorted((a, b) => (a.mark < b.mark ? 1 : -1))).toEqual(marks);
  });

  test("an address of a calendar is found by the hash of its secret alone", async () => {
    const store = await filled();
    const { routes } = store.upkeep;
    await store.commit({ routeFeed: [rows.routeFeed] });
    expect(await routes.feedOfSecret(rows.routeFeed.secretHash)).toEqual(rows.routeFeed);
    expect(await routes.feedOfSecret("cd".repeat(32))).toBeUndefined();
    expect(await routes.feeds(contractId)).toEqual([rows.routeFeed]);
    await expect(store.commit({ routeFeed: [{ ...rows.routeFeed, id: "feed-2" }] })).rejects.toThrow();
  });
}
