// What every store must do with reports. Called by store-suite.ts.
import { ContractId, KioskId } from "@kiosk/contract";
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import type { Tables } from "../src/tables.ts";
import { kioskId } from "./store-records.ts";

const contractId = ContractId.parse("changning");
const at = 1_799_305_600_000;
const id = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0b001";

const head: Tables["reportHead"] = {
  ...{ id, contractId, kind: "month", number: "CN-YB-202609-001", period: "2026-09", subjectId: "", kioskId: null },
  ...{ fromDay: "2026-09-01", toDay: "2026-09-30", state: "draft", version: 1, textVersion: 1 },
  ...{ dueAt: at, dueStatus: "final", filedAt: null, drafter: "系统", reviewer: null, acknowledger: null },
  ...{ createdAt: at, updatedAt: at },
};
const daily: Tables["reportHead"] = {
  ...{ ...head, id: "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0b002", kind: "inspection-daily", number: "CN-XJ-202609-001" },
  ...{ subjectId: "inspection-1", kioskId: KioskId.parse(kioskId), period: "2026-09-10", toDay: "2026-09-10" },
  ...{ state: "filed", filedAt: at + 1 },
};
const draft: Tables["reportDraft"] = {
  ...{ reportId: id, version: 1, asOf: at, logSeq: 7, logHash: "ab", templateVersion: 0, by: "server", name: "系统" },
  ...{ at, note: "" },
  figures: {
    ...{ kind: "month", contractId, contractZh: "长宁", period: "2026-09", from: "2026-09-01", to: "2026-09-30" },
    basis: { asOf: at, logSeq: 7, logHash: "ab", policies: [], terms: [] },
    ...{ fields: { kiosks: "46" }, sections: [] },
  },
};
const text = (textVersion: number, version: number, next: string): Tables["reportText"] => ({
  ...{ reportId: id, textVersion, version, texts: { next }, by: "u", name: "李经理", at },
});
const event: Tables["reportEvent"] = {
  ...{ reportId: id, seq: 1, at, act: "draft", by: "server", name: "系统", comment: "", version: 1 },
};
const template: Tables["reportTemplate"] = {
  ...{ contractId, kind: "week", version: 1, wordDigest: null, wordName: null, wordBytes: 0, wordTags: [], by: "王处" },
  body: {
    ...{ titleZh: "周报", titleEn: "Week", numberPrefix: "CN", rowsInDocument: null, signatures: ["编制人"] },
    sections: [{ id: "overview", on: true, zh: "情况", en: "Overview", fixed: "" }],
  },
  ...{ note: "试", at },
};
const everything = {
  reportHead: [head, daily],
  reportDraft: [draft],
  reportText: [text(1, 1, "甲"), text(2, 2, "乙")],
  reportEvent: [event],
  reportTemplate: [template],
};
const all = { reach: "all", at, limit: 9 } as const;

export function reportStoreSuite(filled: () => Promise<FleetStore>): void {
  test("a report comes back as it was written, with its draft, its words and its way", async () => {
    const store = await filled();
    await store.commit(everything);
    const { reports } = store.upkeep;
    expect(await reports.find(id)).toEqual(head);
    expect(await reports.findBy(contractId, "month", "2026-09", "")).toEqual(head);
    expect(await reports.page({ ...all, subject: "inspection-1" })).toEqual([daily]);
    expect(await reports.draft(id, 1)).toEqual(draft);
    const { figures: _figures, ...rest } = draft;
    expect(await reports.drafts(id)).toEqual([rest]);
    expect(await reports.texts(id, 2)).toEqual(text(2, 2, "乙"));
    expect(await reports.textsOfVersion(id, 1)).toEqual(text(1, 1, "甲"));
    expect(await reports.events(id)).toEqual([event]);
    expect(await reports.templates(contractId)).toEqual([template]);
    expect(await reports.numbers(contractId, "CN-YB-202609-")).toEqual(["CN-YB-202609-001"]);
  });

  test("a number is given once, and a draft is never overwritten", async () => {
    const store = await filled();
    await store.commit(everything);
    const other = { ...head, id: "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0b003", period: "2026-10" };
    await expect(store.commit({ reportHead: [other] })).rejects.toThrow();
    await expect(store.commit({ reportDraft: [draft] })).rejects.toThrow();
  });

  test("reports are listed newest period first, a page at a time, by what is due", async () => {
    const store = await filled();
    await store.commit(everything);
    const { reports } = store.upkeep;
    const first = await reports.page({ ...all, limit: 1 });
    expect(first).toEqual([head]);
    expect(await reports.page({ ...all, after: first[0] })).toEqual([daily]);
    expect(await reports.count({ ...all, due: "overdue", at: at + 1 })).toBe(1);
    expect(await reports.count({ ...all, due: "overdue" })).toBe(0);
    expect(await reports.count({ ...all, due: "soon" })).toBe(1);
    expect((await reports.page({ ...all, due: "late" })).map((one) => one.id)).toEqual([daily.id]);
    expect(await reports.count({ ...all, reach: new Set() })).toBe(0);
    expect(await reports.count({ ...all, from: "2026-09-11" })).toBe(1);
  });

  test("what reports count is read for its span alone", async () => {
    const store = await filled();
    const { reports } = store.upkeep;
    const orders = await reports.ordersTouching(contractId, [0, Number.MAX_SAFE_INTEGER], "", 9);
    expect(orders.length).toBeGreaterThan(0);
    expect(await reports.ordersTouching(contractId, [0, 1], "", 9)).toEqual([]);
    expect((await reports.logHead(Number.MAX_SAFE_INTEGER))?.logSeq).toBeGreaterThan(0);
    expect(await reports.logHead(0)).toBeUndefined();
    await store.commit({ availabilitySample: [{ contractId, at: at + 5, open: 3, online: 2 }] });
    expect(await reports.samplesIn(contractId, [at, at + 6])).toEqual([{ at: at + 5, open: 3, online: 2 }]);
    expect(await reports.samplesIn(contractId, [at, at + 5])).toEqual([]);
    const row = (n: number, refId: string) => ({
      ...{ id: `presence-${n}`, kioskId, at: at + n, recordedAt: at + n, kind: "presence" as const, zh: "", en: "" },
      ...{ deviceId: null, refId },
    });
    await store.commit({ timeline: [row(2, "online"), row(1, "offline")] });
    const [found] = await reports.presence(contractId, at, "", 9);
    expect(found).toEqual({
      kioskId,
      changes: [
        { at: at + 1, online: false },
        { at: at + 2, online: true },
      ],
    });
  });
}
