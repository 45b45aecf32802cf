// Guarantees, problems and drills in a store, whichever database it stands on.
import { DeviceId } from "@kiosk/contract";
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import type { Tables } from "../src/tables.ts";
import { contract, fault, kioskId, order, otherKioskId } from "./store-records.ts";

const contractId = contract.id;

const guarantee: Tables["guarantee"] = {
  ...{ id: "g1", contractId, title: "进博会", from: "2026-11-05", to: "2026-11-06", kioskIds: [kioskId] },
  ...{ patrolEveryHours: 4, patrolFromMin: 480, patrolToMin: 1080, lowPercent: 30, changeFreeze: true },
  ...{ declaredBy: "甲方", enteredBy: "陈", enteredAt: 5, note: "函", evidence: ["ab".repeat(32)] },
  ...{ closing: { at: 9, by: "陈", summary: "零故障" }, withdrawnAt: null, withdrawnWhy: null, version: 2 },
};
const everywhere: Tables["guarantee"] = {
  ...{ ...guarantee, id: "g2", kioskIds: null, from: "2026-12-01", to: "2026-12-01", lowPercent: null },
  ...{ changeFreeze: false, closing: null, withdrawnAt: 7, withdrawnWhy: "取消", version: 1 },
};
const day: Tables["guaranteeDay"] = {
  ...{ guaranteeId: "g1", date: "2026-11-05", at: 11, faults: 1, opened: 1, standing: 0 },
  ...{ reportId: null, sentAt: 12, sentBy: "陈" },
};
const problem: Tables["problem"] = {
  ...{ id: "p1", contractId, kioskId, deviceId: DeviceId.parse("printer"), openedHow: "recurrence", openedAt: 20 },
  ...{ state: "open", orderIds: [order.id], analysis: "", remedy: "", prevention: "", owner: "" },
  ...{ meeting: null, closedAt: null, closedBy: null, version: 1 },
};
const closed: Tables["problem"] = {
  ...{ ...problem, id: "p2", openedAt: 10, state: "closed", deviceId: null, openedHow: "entered" },
  ...{ meeting: { at: 15, people: "甲方", minutes: "同意" }, closedAt: 16, closedBy: "陈", version: 3 },
};
const drill: Tables["drill"] = {
  ...{ id: "d1", contractId, at: 30, scenario: "断网", people: "全员", course: "切换", findings: "", evidence: [] },
  ...{ by: "陈", recordedAt: 31 },
};

/** @param filled a store with the records of store-records.ts */
export function guaranteeSuite(filled: () => Promise<FleetStore>): void {
  test("guarantees come back as they were written, the latest first, and those that are over are told apart", async () => {
    const { upkeep, commit } = await storeOf(filled);
    await commit({ guarantee: [guarantee, everywhere], guaranteeDay: [day] });
    expect(await upkeep.guarantees.find("g1")).toEqual(guarantee);
    expect(await upkeep.guarantees.find("none")).toBeUndefined();
    expect(await upkeep.guarantees.list("all", 10)).toEqual([everywhere, guarantee]);
    expect(await upkeep.guarantees.list(new Set(), 10)).toEqual([]);
    expect(await upkeep.guarantees.list(new Set([contractId]), 1)).toEqual([everywhere]);
    expect((await upkeep.guarantees.notOver("2026-11-06")).map((one) => one.id).sort()).toEqual(["g1", "g2"]);
    expect(await upkeep.guarantees.notOver("2026-11-07")).toEqual([everywhere]);
    expect(await upkeep.guarantees.days(["g1", "g2"])).toEqual([day]);
    expect(await upkeep.guarantees.days([])).toEqual([]);
  });

  test("faults of a day are those that stood at some time of it", async () => {
    const { upkeep, commit } = await storeOf(filled);
    const raised = (id: string, raisedAt: number | null, clearedAt: number | null, of = kioskId) => ({
      ...fault,
      ...{ id, raisedAt, clearedAt, kioskId: of, causeId: null },
    });
    await commit({
      fault: [
        raised("before", 100, 1000),
        raised("into", 100, 1001),
        raised("within", 1500, 1600),
        raised("out", 1500, 2000),
        raised("stands", 500, null),
        raised("after", 2000, null),
        raised("never", null, null),
        raised("elsewhere", 1500, null, otherKioskId),
      ],
    });
    const seen = (kioskIds: readonly (typeof kioskId)[] | null) =>
      upkeep.guarantees.faultsIn({ contractId, kioskIds }, 1001, 2000);
    // the fault of the records is one more of the first terminal
    const own = (fault.raisedAt ?? Number.NaN) < 2000 ? 1 : 0;
    expect(await seen([kioskId])).toEqual({ stood: 4 + own, opened: 2 + own, standing: 2 + own });
    expect((await seen(null)).stood).toBe(5 + own);
    expect(await seen([otherKioskId])).toEqual({ stood: 1, opened: 1, standing: 1 });
  });

  test("problems are read page by page, counted by state, and found by their terminals", async () => {
    const { upkeep, commit } = await storeOf(filled);
    await commit({ problem: [problem, closed] });
    const { problems } = upkeep;
    expect(await problems.find("p2")).toEqual(closed);
    const page = (more: object) => problems.page({ reach: "all", limit: 10, ...more });
    expect(await page({})).toEqual([problem, closed]);
    expect(await page({ after: problem })).toEqual([closed]);
    expect(await page({ state: "closed" })).toEqual([closed]);
    expect(await page({ kioskId: otherKioskId })).toEqual([]);
    expect(await page({ reach: new Set() })).toEqual([]);
    expect(await problems.counts("all")).toEqual({ open: 1, analysed: 0, closed: 1 });
    expect(await problems.ofKiosks([kioskId])).toHaveLength(2);
    expect(await problems.ofKiosks([])).toEqual([]);
  });

  test("orders of faults are looked through for recurrence, cancelled ones are not", async () => {
    const { upkeep, commit } = await storeOf(filled);
    await commit({ workOrder: [{ ...order, id: "void", number: "WO-void", state: "cancelled" }] });
    const { id, deviceId, reportedAt } = order;
    expect(await upkeep.problems.recurring(0)).toEqual([{ id, kioskId: order.kioskId, deviceId, reportedAt }]);
    expect(await upkeep.problems.recurring(reportedAt + 1)).toEqual([]);
    expect(["void", id]).toContain(await upkeep.problems.newestOrder());
  });

  test("a drill is never overwritten", async () => {
    const { upkeep, commit } = await storeOf(filled);
    await commit({ drill: [drill] });
    await expect(commit({ drill: [{ ...drill, scenario: "别的" }] })).rejects.toThrow();
    expect(await upkeep.problems.findDrill("d1")).toEqual(drill);
    expect(await upkeep.problems.drills(contractId, 0, 31, 10)).toEqual([drill]);
    expect(await upkeep.problems.drills(contractId, 0, 30, 10)).toEqual([]);
  });
}

async function storeOf(filled: () => Promise<FleetStore>): Promise<Pick<FleetStore, "upkeep" | "commit">> {
  const store = await filled();
  return { upkeep: store.upkeep, commit: (changes) => store.commit(changes) };
}
