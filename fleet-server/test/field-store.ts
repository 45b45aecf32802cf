// What phones brought in a store, whichever database it stands on.
import { type FieldItem, UserId } from "@kiosk/contract";
import { expect, test } from "vitest";
import type { FieldItemRow, FieldOutcome } from "../src/domain/field/field-item.ts";
import type { FleetStore } from "../src/ports.ts";
import type { Tables } from "../src/tables.ts";
import { contract, kioskId, otherKioskId } from "./store-records.ts";

const contractId = contract.id;
const userId = UserId.parse("5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a");
const other = UserId.parse("5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6b");
const uuid = (n: number) => `5b1cf5ba-7a2c-4e53-b1de-${String(n).padStart(12, "0")}`;

function item(n: number, fields: Partial<FieldItemRow> = {}): FieldItemRow {
  const at = 1000 + n;
  const text = "门\0禁\ud800";
  const body: FieldItem = { id: uuid(n), visitId: null, kioskId, at, type: "note", text, photoIds: [] };
  return {
    ...{ key: uuid(n), id: uuid(n), type: "note", kioskId, contractId, visitId: "2026-11-23-1", thing: null, userId },
    ...{ by: "陈工", from: "::1", installId: uuid(900), phoneAt: at - 5, at, timeDoubtful: false, skewMs: 5 },
    ...{ receivedAt: 5000 + n, place: 0, body, ...fields },
  };
}
function outcome(of: FieldItemRow, fields: Partial<FieldOutcome> = {}): FieldOutcome {
  const { key, kioskId: at, receivedAt } = of;
  const first = { state: "stored", code: null, zh: "", en: "", joined: null, changedAt: receivedAt } as const;
  return { key, kioskId: at, contractId, receivedAt, ...first, settledBy: null, settledWhy: null, ...fields };
}
const attention = { state: "attention", code: "field.elsewhere", zh: "不符", en: "elsewhere" } as const;
const photo = (n: number, fields: Partial<Tables["fieldPhoto"]> = {}): Tables["fieldPhoto"] => ({
  ...{ photoId: uuid(n), userId, itemKey: null, kioskId: null, bytes: null, sha256: null, createdAt: n },
  ...{ digest: null, code: null, detail: "", mismatches: 0, endedAt: null, ...fields },
});
const proposal: Tables["positionProposal"] = {
  ...{ id: uuid(70), kioskId, contractId, by: "陈工", at: 9, lon: 121.42, lat: 31.22, accuracyM: 6, fixes: 3 },
  ...{ fromLon: 121.4, fromLat: 31.2, movedM: 2900, state: "proposed", decidedAt: null, decidedBy: null, why: "" },
};

/** @param filled a store with the records of store-records.ts */
export function fieldStoreSuite(filled: () => Promise<FleetStore>): void {
  test("items of phones come back as they came, with what became of them", async () => {
    const store = await filled();
    const { field } = store.upkeep;
    const [a, b, twin] = [item(1), item(2, { kioskId: otherKioskId }), item(3, { id: uuid(1), key: `${uuid(1)}+1` })];
    await store.commit({ fieldItem: [a, b, twin], fieldOutcome: [outcome(a), outcome(b), outcome(twin, attention)] });
    expect(await field.items([uuid(1), uuid(9)])).toEqual([
      { item: a, outcome: outcome(a) },
      { item: twin, outcome: outcome(twin, attention) },
    ]);
    expect(await field.items([])).toEqual([]);
    expect(await field.find(b.key)).toEqual({ item: b, outcome: outcome(b) });
    expect((await field.kiosksWaiting()).toSorted()).toEqual([kioskId, otherKioskId].toSorted());
    expect((await field.waiting(kioskId)).map((one) => one.item.key)).toEqual([a.key]);
    await store.commit({ fieldOutcome: [outcome(a, { state: "applied", joined: "x" })] });
    expect(await field.waiting(kioskId)).toEqual([]);
    expect((await field.find(a.key))?.outcome).toMatchObject({ state: "applied", joined: "x" });
    // what came is never written over
    await expect(store.commit({ fieldItem: [a] })).rejects.toMatchObject({ name: "StoreError" });
  });

  test("what waited for too long waits on, and what needs somebody is counted and paged by when it came", async () => {
    const store = await filled();
    const { field } = store.upkeep;
    const items = [11, 12, 13].map((n) => item(n, { receivedAt: n === 13 ? 1 : 7000 }));
    const late = item(14);
    const tooLong = { ...attention, code: "field.waited-too-long" } as const;
    await store.commit({
      fieldItem: [...items, late],
      fieldOutcome: [...items.map((one) => outcome(one, attention)), outcome(late, tooLong)],
    });
    const filter = { contracts: [contractId], kioskId };
    const first = await field.attention(filter, 2);
    expect(first.map((one) => one.item.key)).toEqual([uuid(13), uuid(14)]);
    const last = first[1]?.item;
    const rest = await field.attention(filter, 9, { at: last?.receivedAt ?? 0, key: last?.key ?? "" });
    expect(rest.map((one) => one.item.key)).toEqual([uuid(11), uuid(12)]);
    expect(await field.countAttention({ contracts: "all" })).toBe(4);
    expect(await field.countAttention({ contracts: [] })).toBe(0);
    expect(await field.attention({ contracts: [] }, 9)).toEqual([]);
    expect((await field.waiting(kioskId)).map((one) => one.item.key)).toEqual([late.key]);
    const log = await field.log(kioskId, 2);
    expect(log.map((one) => one.item.key)).toEqual([uuid(14), uuid(13)]);
    const before = { at: log[1]?.item.at ?? 0, key: log[1]?.item.key ?? "" };
    expect((await field.log(kioskId, 9, before)).map((one) => one.item.key)).toEqual([uuid(12), uuid(11)]);
  });

  test("the last certain time of an installation, and the beginning of an inspection, are found", async () => {
    const store = await filled();
    const { field } = store.upkeep;
    const begun = { id: uuid(21), visitId: null, kioskId, at: 1, type: "inspection-started" } as const;
    const body = { ...begun, inspectionId: uuid(22), kind: "hardware" } as const;
    const start = item(21, { type: "inspection-started", thing: uuid(22), body });
    const doubtful = item(23, { at: 99_000, timeDoubtful: true });
    await store.commit({ fieldItem: [start, doubtful], fieldOutcome: [outcome(start), outcome(doubtful)] });
    expect(await field.lastOf(uuid(900))).toBe(start.at);
    expect(await field.lastOf(uuid(901))).toBeNull();
    expect((await field.startOf(uuid(22)))?.item).toEqual(start);
    expect(await field.startOf(uuid(21))).toBeUndefined();
  });

  test("pictures, presences and proposals come back as they were written", async () => {
    const store = await filled();
    const { field } = store.upkeep;
    const whole = {
      itemKey: uuid(31),
      kioskId,
      bytes: 9,
      sha256: "ab".repeat(32),
      digest: "cd".repeat(32),
      endedAt: 40,
    };
    const photos = [photo(31, whole), photo(32), photo(33, { userId: other }), photo(34, { endedAt: 3 })];
    const presence: Tables["sitePresence"] = {
      ...{ id: uuid(60), kioskId, contractId, visitId: null, userId, by: "陈工", kind: "arrival", at: 8 },
      ...{ timeDoubtful: true, evidence: "code", distanceM: 40, accuracyM: 12 },
    };
    await store.commit({ fieldPhoto: photos, sitePresence: [presence], positionProposal: [proposal] });
    expect(await field.photos([uuid(31), uuid(99)])).toEqual([photos[0]]);
    expect(await field.countNameless(userId)).toBe(1);
    expect((await field.nameless(33, 9)).map((one) => one.photoId)).toEqual([uuid(32)]);
    expect(await field.presences([presence.id, uuid(61)])).toEqual([presence]);
    expect(await field.findProposal(proposal.id)).toEqual(proposal);
    expect(await field.proposals([contractId], 5)).toEqual([proposal]);
    const decided = { ...proposal, state: "accepted", decidedAt: 10, decidedBy: "王", why: "核实" } as const;
    await store.commit({ positionProposal: [decided] });
    expect(await field.proposals("all", 5)).toEqual([]);
    expect(await field.findProposal(proposal.id)).toEqual(decided);
  });
}
