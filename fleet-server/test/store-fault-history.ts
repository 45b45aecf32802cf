// What the alarm page, the quarantine and walls read from disk, on whichever database. Called by store-suite.ts.
import { ContractId } from "@kiosk/contract";
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import * as rows from "./store-records.ts";
import { acknowledgement } from "./watch-records.ts";

const elsewhere = new Set([ContractId.parse("elsewhere")]);
const here = new Set([rows.contractId]);

export function faultHistorySuite(filled: () => Promise<FleetStore>): void {
  test("kept messages are listed and counted within the contracts of whoever asks", async () => {
    const store = await filled();
    const resolved = { resolution: "discarded", resolvedAt: 7, resolvedBy: "张工", resolvedWhy: "误发" } as const;
    await store.commit({
      quarantine: [
        { ...rows.quarantined(2, rows.kioskId), ...resolved },
        { ...rows.quarantined(3, rows.kioskId), reason: "wire.schema" },
        rows.quarantined(4, "zz-stranger"),
      ],
    });
    const { faultHistory } = store;
    const ids = async (reach: Parameters<typeof faultHistory.quarantineCounts>[0], over = {}) =>
      (await faultHistory.quarantine({ reach, resolved: false, limit: 9, ...over })).map((m) => m.id);
    expect(await ids("all")).toEqual(["quarantine-4", "quarantine-3", "quarantine-1"]);
    expect(await ids(here)).toEqual(["quarantine-3", "quarantine-1"]);
    expect(await ids(here, { resolved: true })).toEqual(["quarantine-2"]);
    expect(await ids(here, { reason: "wire.schema" })).toEqual(["quarantine-3"]);
    expect(await ids(elsewhere)).toEqual([]);
    expect(await faultHistory.quarantineCounts(here)).toMatchObject({ waiting: 2, resolved: 1 });
    expect((await faultHistory.quarantineCounts("all")).reasons[0]).toEqual({ reason: "wire.not-json", n: 2 });
    expect(await faultHistory.quarantinedSince(here, rows.quarantined(2).receivedAt)).toBe(2);
    expect(await store.history.forgetResolved(8)).toBe(1);
    expect(await faultHistory.quarantineCounts(here)).toMatchObject({ waiting: 2, resolved: 0 });
  });

  test("orders are counted by the Shanghai day they were opened and closed on", async () => {
    const store = await filled();
    const { reportedAt } = rows.order;
    const day = Math.floor((reportedAt + 8 * 3_600_000) / 86_400_000);
    expect(await store.faultHistory.orderDays(rows.contractId, reportedAt)).toEqual([{ day, opened: 1, closed: 0 }]);
    await store.commit({ workOrder: [{ ...rows.order, state: "done", updatedAt: reportedAt + 86_400_000 }] });
    expect(await store.faultHistory.orderDays(rows.contractId, reportedAt)).toEqual([
      { day, opened: 1, closed: 0 },
      { day: day + 1, opened: 0, closed: 1 },
    ]);
    expect(await store.faultHistory.orderDays(ContractId.parse("elsewhere"), 0)).toEqual([]);
  });

  test("what terminals said of the day comes newest first, and what people noted comes with its fault", async () => {
    const store = await filled();
    const { faultHistory } = store;
    const [event] = await faultHistory.events(rows.contractId, 0, 5);
    expect(event).toEqual(rows.timelineRow(1));
    expect(await faultHistory.events(ContractId.parse("elsewhere"), 0, 5)).toEqual([]);
    expect(await faultHistory.acknowledgementsOf([rows.fault.id, "none"])).toEqual([acknowledgement]);
    expect(await faultHistory.samples(rows.contractId, 0)).toHaveLength(1);
  });
}
