// The shelf and what citizens' screens told, in a store, whichever database it stands on.
import { AppId, BootId, KioskId, PackageManifest, TerminalShelf, WipeProof } from "@kiosk/contract";
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import type { Tables } from "../src/tables.ts";
import { appManifest } from "./shelf-stage.ts";
import { contract, kioskId, otherKioskId } from "./store-records.ts";

const contractId = contract.id;
const app = AppId.parse("booklet");
const digest = "ab".repeat(32);
const manifest = PackageManifest.parse(appManifest("booklet", "1.0.0"));

const publisher: Tables["publisher"] = {
  ...{ keyId: "ab".repeat(8), name: "医保中心", spki: "AAAA", addedAt: 1, addedBy: "安全员", revokedAt: null },
};
const handedIn: Tables["package"] = {
  ...{ digest, id: app, kind: "app", version: "1.0.0", manifest, state: "uploaded", files: 1, bytes: 15 },
  signed: { index: "{}", keyId: publisher.keyId, signature: "AAAA" },
  ...{ signedBy: "医保中心", uploadedAt: 2, uploadedBy: "王", uploader: "u1" },
};
const step: Tables["versionStep"] = {
  ...{ digest, seq: 1, step: "test", passed: false, note: "打印走样", by: "李", actor: "u2", at: 3 },
};
const on: Tables["shelfChange"] = {
  ...{ id: "c1", contractId, seq: 1, action: "on", packageId: app, version: "1.0.0", scope: { kind: "contract" } },
  ...{ effectiveAt: 10, reason: null, until: null, frequent: 2, by: "王", at: 9 },
  rollout: { waves: [["华阳路街道"]], pauseMinutes: 5, stopAtFailures: 1 },
};
const off: Tables["shelfChange"] = {
  ...{ ...on, id: "c2", seq: 2, action: "off", version: null, rollout: null, frequent: null, until: 99 },
  ...{ reason: { zh: "维护", en: "Maintenance" }, scope: { kind: "kiosk", kioskId } },
};
const wave: Tables["shelfMark"] = { changeId: "c1", seq: 1, kind: "wave", detail: "华阳路街道", by: "系统", at: 10 };
const body = TerminalShelf.parse({
  ...{ v: 1, revision: 3, kioskId, at: 11, theme: null, places: [] },
  point: { name: "点位", address: "某路", street: "华阳路街道", phone: null, hours: null },
});
const shelf: Tables["terminalShelf"] = { kioskId, revision: 3, at: 11, body };
const applied: Tables["shelfApplied"] = {
  ...{ kioskId, revision: 3, complete: false, at: 12, receivedAt: 13 },
  places: [{ id: app, kind: "app", wanted: "1.0.0", inPlace: null, error: "disk", detail: "" }],
};
const services: Tables["kioskServices"] = {
  ...{ kioskId, at: 14, receivedAt: 15 },
  services: [{ appId: app, version: "1.0.0", state: "ok", missing: [] }],
};
const proof = WipeProof.parse({ at: 20, durationMs: 1, host: "browser", parts: [], clean: true });

function use(sessionId: string, fields: Partial<Tables["kioskUse"]> = {}): Tables["kioskUse"] {
  return {
    ...{ kioskId, sessionId, contractId, appId: app, appVersion: "1.0.0", startedAt: 1000, endedAt: 3000 },
    ...{ end: "finished", outcome: "done", identified: null, elder: false, language: "zh", jobs: 2, failedJobs: 1 },
    ...{ jobList: [], clean: true, wipe: proof, receivedAt: 3001, ...fields },
  };
}
function stars(ratingId: string, count: number, fields: Partial<Tables["rating"]> = {}): Tables["rating"] {
  return {
    ...{ kioskId, ratingId, contractId, sessionId: "s", appId: app, stars: count, tags: ["fast"], receipt: "R" },
    ...{ at: 2000, receivedAt: 2001, faultId: null, orderId: null, ...fields },
  };
}

/** @param filled a store with the records of store-records.ts */
export function shelfStoreSuite(filled: () => Promise<FleetStore>): void {
  async function storeOf() {
    const { upkeep, commit } = await filled();
    return { shelf: upkeep.shelf, commit };
  }

  test("packages come back as they were handed in, with their steps, and change their state alone", async () => {
    const { shelf: history, commit } = await storeOf();
    await commit({ publisher: [publisher], package: [handedIn], versionStep: [step] });
    expect(await history.publishers()).toEqual([publisher]);
    expect(await history.packages()).toEqual([handedIn]);
    expect(await history.steps([digest, "none"])).toEqual([step]);
    expect(await history.steps([])).toEqual([]);
    await commit({ package: [{ ...handedIn, state: "tested" }] });
    expect(await history.package(digest)).toEqual({ ...handedIn, state: "tested" });
    expect(await history.package("none")).toBeUndefined();
    const twin = { ...handedIn, digest: "cd".repeat(32) };
    await expect(commit({ package: [twin] })).rejects.toThrow();
  });

  test("changes come in their order with what became of them, and none is ever altered", async () => {
    const { shelf: history, commit } = await storeOf();
    await commit({ shelfChange: [off, on], shelfMark: [wave] });
    expect(await history.changes(contractId)).toEqual([on, off]);
    expect(await history.change("c2")).toEqual(off);
    expect(await history.marks(contractId)).toEqual([wave]);
    await expect(commit({ shelfChange: [{ ...on, version: "2.0.0" }] })).rejects.toThrow();
    await expect(commit({ shelfChange: [{ ...on, id: "c3" }] })).rejects.toThrow();
    await expect(commit({ shelfMark: [{ ...wave, kind: "undone" }] })).rejects.toThrow();
  });

  test("of each terminal the last list, what stands of it and what it offers", async () => {
    const { shelf: history, commit } = await storeOf();
    await commit({ terminalShelf: [{ ...shelf, revision: 2 }], shelfApplied: [applied], kioskServices: [services] });
    await commit({ terminalShelf: [shelf] });
    expect(await history.shelves(contractId)).toEqual([shelf]);
    expect(await history.applied(contractId)).toEqual([applied]);
    expect(await history.services(contractId)).toEqual([services]);
    expect(await history.shelf(kioskId)).toEqual(shelf);
    expect(await history.appliedBy(kioskId)).toEqual(applied);
    expect(await history.servicesOf(kioskId)).toEqual(services);
    expect(await history.shelf(otherKioskId)).toBeUndefined();
  });

  test("uses are counted by terminal and app within their days", async () => {
    const { shelf: history, commit } = await storeOf();
    await commit({
      kioskUse: [
        use("s1"),
        use("s2", { endedAt: 2000, end: "timeout", outcome: "not-done", elder: true, failedJobs: 0 }),
        use("s3", {
          appId: null,
          appVersion: null,
          outcome: null,
          jobs: 0,
          failedJobs: 0,
          clean: false,
          endedAt: 4000,
        }),
        use("s4", { endedAt: 5000 }),
        use("s5", { kioskId: otherKioskId }),
      ],
      rating: [stars("r1", 5), stars("r2", 2), stars("r3", 1, { at: 5000 }), stars("r4", 3, { appId: null })],
    });
    // the same use told again is the same row
    await commit({ kioskUse: [use("s1")] });
    const counts = await history.countUses(contractId, [2000, 5000]);
    const of = (id: string, appId: string | null) => counts.find((row) => row.kioskId === id && row.appId === appId);
    expect(counts).toHaveLength(3);
    expect(of(kioskId, app)).toEqual({
      ...{ kioskId, appId: app, uses: 2, done: 1, timedOut: 1, jobs: 4, failedJobs: 1, meanMs: 1500, elder: 1 },
    });
    expect(of(kioskId, null)).toMatchObject({ uses: 1, done: 0 });
    expect(of(otherKioskId, app)).toMatchObject({ uses: 1, done: 1 });
    const averages = await history.starCounts(contractId, [2000, 5000]);
    expect(averages).toHaveLength(2);
    expect(averages).toContainEqual({ kioskId, appId: app, ratings: 2, meanStars: 3.5 });
    expect(await history.doneUses(contractId, [2000, 5000])).toEqual({ uses: 4, done: 2 });
    expect(await history.doneUses(contractId, [9000, 9001])).toEqual({ uses: 0, done: 0 });
    expect((await history.lastUse(kioskId))?.sessionId).toBe("s4");
    expect((await history.lastUnclean(kioskId, 4000))?.sessionId).toBe("s3");
    expect(await history.lastUnclean(kioskId, 4001)).toBeUndefined();
    expect(await history.usesSince(kioskId, 3000)).toBe(3);
    expect((await history.ratings(contractId, 2)).map(({ ratingId }) => ratingId)[0]).toBe("r3");
  });

  test("what a screen's host went through and who left it come back, newest first", async () => {
    const { shelf: history, commit } = await storeOf();
    const bootId = BootId.parse("6f1d2c3b-4a59-4e68-9f70-8a1b2c3d4e5f");
    const of = (seq: number) => ({ kioskId: KioskId.parse(kioskId), bootId, seq, at: seq * 10, receivedAt: seq * 10 });
    const incident = (seq: number) => ({ ...of(seq), incident: "blocked", detail: "", count: 1 }) as const;
    const exit = { ...of(3), outcome: "opened", issuedTo: "李", until: 99 } as const;
    const report: Tables["citizenReport"] = {
      ...{ kioskId, reportId: "r1", contractId, sessionId: null, appId: null, kind: "other", text: "字", masked: 0 },
      ...{ deviceId: null, receipt: "R", at: 5, receivedAt: 6, faultId: null, orderId: "o1", orderNumber: "WO-1" },
    };
    const code = { codeId: "k1", kioskId, issuedTo: "李", by: "赵", from: 1, until: 2 };
    await commit({
      shellIncident: [incident(1), incident(2)],
      staffExit: [exit],
      citizenReport: [report],
      staffCode: [code],
    });
    expect(await history.incidents(kioskId, 1)).toEqual([incident(2)]);
    expect(await history.staffExits(kioskId, 9)).toEqual([exit]);
    expect(await history.reports(contractId, 9)).toEqual([report]);
    await expect(commit({ staffCode: [code] })).rejects.toThrow();
  });
}
