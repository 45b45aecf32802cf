// What a store must give back of inspections. Called by store-suite.ts.
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import * as rows from "./inspection-records.ts";

const { contractId, kioskId } = rows.inspection(1);
const noOther = new Set([contractId]);

/** `filled` gives a store with a contract and its terminals. */
export function inspectionSuite(filled: () => Promise<FleetStore>): void {
  async function inspected(): Promise<FleetStore> {
    const store = await filled();
    await store.commit({
      inspectionRules: [rows.inspectionRules],
      checklist: [rows.checklist],
      inspection: [rows.inspection(1), rows.inspection(2), rows.inspection(3, { state: "open", completedAt: null })],
      inspectionCheck: [rows.check],
      inspectionReport: [rows.inspectionReport, rows.unwrittenReport],
      inspectionWaiver: [rows.inspectionWaiver],
    });
    return store;
  }

  test("records of inspections come back as they were written", async () => {
    const { inspections } = (await inspected()).upkeep;
    expect(await inspections.rules(contractId)).toEqual([rows.inspectionRules]);
    expect(await inspections.checklists(contractId)).toEqual([rows.checklist]);
    expect(await inspections.findChecklists(rows.inspection(1).checklists)).toEqual([rows.checklist]);
    expect(await inspections.find(rows.inspectionId)).toEqual({
      inspection: rows.inspection(1),
      report: rows.inspectionReport,
    });
    expect(await inspections.checks(rows.inspectionId)).toEqual([rows.check]);
    expect(await inspections.checksOfOrders(kioskId, ["order-1"])).toEqual([rows.check]);
    expect(await inspections.waivers(contractId)).toEqual([rows.inspectionWaiver]);
  });

  test("inspections come page by page, newest first, and are counted", async () => {
    const { inspections } = (await inspected()).upkeep;
    const ids = async (filter: object) =>
      (await inspections.page({ reach: noOther, limit: 10, ...filter })).map(({ inspection }) => inspection.id);
    const [first, second, third] = [1, 2, 3].map((n) => rows.inspection(n));
    expect(await ids({})).toEqual([third?.id, second?.id, first?.id]);
    expect(await ids({ after: second })).toEqual([first?.id]);
    expect(await ids({ state: "open" })).toEqual([third?.id]);
    expect((await inspections.openAt(kioskId)).map(({ inspection }) => inspection.id)).toEqual([third?.id]);
    expect(await inspections.count({ reach: "all", kind: "hardware" })).toBe(3);
    // the first one's report is filed
    expect(await ids({ unfiled: { before: Number.MAX_SAFE_INTEGER } })).toEqual([second?.id]);
    expect(await inspections.count({ reach: noOther, unfiled: { before: 0 } })).toBe(0);
  });

  test("what was completed in a time is found by its effective time", async () => {
    const { inspections } = (await inspected()).upkeep;
    const [first, second] = [rows.inspection(1), rows.inspection(2)];
    const at = (n: number) => rows.inspection(n).completedAt ?? 0;
    expect((await inspections.completions(contractId, 0)).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await inspections.completions(contractId, at(2), kioskId)).toEqual([
      { id: second.id, kioskId, kind: "hardware", completedAt: at(2) },
    ]);
    expect(await inspections.inspectedIn(contractId, "hardware", at(1), at(2))).toEqual([kioskId]);
    expect(await inspections.inspectedIn(contractId, "hardware", at(2) + 1, at(2) + 2)).toEqual([]);
  });

  test("a version of rules, a list and an entry are written once", async () => {
    const store = await inspected();
    await expect(store.commit({ inspectionRules: [rows.inspectionRules] })).rejects.toThrow();
    await expect(store.commit({ checklist: [rows.checklist] })).rejects.toThrow();
    await expect(store.commit({ inspectionCheck: [rows.check] })).rejects.toThrow();
  });
}
