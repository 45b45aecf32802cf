// What goes wrong below phones: a full disk, pictures that nobody names, ten thousand of them.
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FieldItem, UserId } from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Caller, serverCaller } from "../src/domain/account/caller.ts";
import type { FieldItemRow, FieldPhoto } from "../src/domain/field/field-item.ts";
import { dayMs } from "../src/domain/time.ts";
import { FieldPhotos } from "../src/fleet/field-photos.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { GroupCommit } from "../src/ingest/group-commit.ts";
import { openPhotoFiles } from "../src/store/photo-files.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { Phone, picture } from "./field-phone.ts";
import { NotedLog } from "./noted-log.ts";
import { TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";
import * as rows from "./store-records.ts";

const contractId = rows.contract.id;
const { kioskId } = rows;
const userId = UserId.parse("5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a");
const by: Caller = { ...serverCaller, kind: "person", id: userId, userId, name: "陈工" };
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "field-trouble-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("a disk that takes nothing", () => {
  it("acknowledges no item and no piece of a picture; when there is room the phone goes on", async () => {
    const server = await TestServer.start({ dataDir });
    const people = await server.people();
    const phone = new Phone(await people.person("陈工", [{ role: "technician", contract: "changning" }]));
    const bytes = picture(1);
    const photo = phone.photo("cn-014", bytes);
    await phone.send([photo]);
    await phone.piece(photo.photoId, 0, bytes.subarray(0, 100));
    const other = phone.photo("cn-014", picture(2));
    await phone.send([other]);
    // a device that is always full
    const file = join(dataDir, "photos", `${other.photoId}.part`);
    symlinkSync("/dev/full", file);
    expect(await phone.put(other.photoId, 0, picture(2))).toMatchObject({ code: "store.unavailable" });
    expect(await phone.standing(other.photoId)).toMatchObject({ receivedBytes: 0 });
    rmSync(file);
    await phone.upload(other.photoId, picture(2));

    const intruder = new BetterSqlite3(join(dataDir, "fleet.db"));
    intruder.exec("begin immediate");
    const note = phone.item("note", "cn-014", { text: "库满", photoIds: [] });
    await expect(phone.send([note])).rejects.toThrow("store.unavailable");
    intruder.exec("rollback");
    intruder.close();
    const told = await phone.send([note, photo, other]);
    expect(told.items.map((item) => item.state)).toEqual(["applied", "stored", "applied"]);
    expect(await phone.standing(photo.photoId)).toMatchObject({ receivedBytes: 100 });
    await server.stop();
  }, 15_000);
});

/** The room of pictures over a store of its own. */
async function room(time: SettableClock) {
  const store = await openSqliteStore(join(dataDir, "fleet.db"));
  await store.commit(rows.everything);
  const log = new NotedLog();
  const state = FleetState.from(await store.loadFleet(0), time.now);
  const commit = new GroupCommit({ state, store, clock: time.clock, log, committed: () => {} });
  const notAsked = () => Promise.reject(new Error("nothing is whole here"));
  const photos = new FieldPhotos({
    ...{ commit, log, clock: time.clock, files: openPhotoFiles(join(dataDir, "photos")) },
    ...{ history: store.upkeep.field, api: { addEvidence: notAsked }, work: { carryOut: notAsked } },
  });
  return { store, photos, log };
}

describe("a picture whose item never came", () => {
  it("is kept for a month, then goes and is told of in the log", async () => {
    const time = new SettableClock(Date.UTC(2026, 10, 22));
    const { store, photos, log } = await room(time);
    const photoId = randomUUID();
    await photos.take(by, photoId, 0, picture(3));
    time.pass(29 * dayMs);
    await photos.forget();
    expect(readdirSync(join(dataDir, "photos"))).toHaveLength(1);
    time.pass(2 * dayMs);
    await photos.forget();
    expect(readdirSync(join(dataDir, "photos"))).toEqual([]);
    expect(log.events).toEqual(["field.photos-forgotten"]);
    expect((await store.upkeep.field.photos([photoId]))[0]).toMatchObject({ endedAt: time.now, detail: "forgotten" });
    await store.close();
  });

  it("does not fill the disk: one person has so many of them and no more", async () => {
    const time = new SettableClock(Date.UTC(2026, 10, 22));
    const { store, photos } = await room(time);
    const begun = (photoId: string): FieldPhoto => ({
      ...{ photoId, userId, itemKey: null, kioskId: null, bytes: null, sha256: null, createdAt: time.now },
      ...{ digest: null, code: null, detail: "", mismatches: 0, endedAt: null },
    });
    await store.commit({ fieldPhoto: Array.from({ length: 300 }, () => begun(randomUUID())) });
    expect(await photos.take(by, randomUUID(), 0, picture(4))).toMatchObject({ ok: false, code: "request.rate" });
    await store.close();
  });
});

it("ten thousand pictures and items slow no list down", async () => {
  const time = new SettableClock(Date.UTC(2026, 10, 22));
  const { store } = await room(time);
  const items = Array.from({ length: 10_000 }, (_, n): FieldItemRow => {
    const [id, photoId, at] = [randomUUID(), randomUUID(), time.now + n];
    const sum = { photoId, bytes: 9, sha256: "ab".repeat(32), mediaType: "image/png", what: "check" } as const;
    const body: FieldItem = { id, visitId: null, kioskId, at, type: "photo", ...sum };
    return {
      ...{
        key: id,
        id,
        type: "photo",
        kioskId,
        contractId,
        visitId: null,
        thing: photoId,
        userId,
        by: "陈工",
        from: "",
      },
      ...{ installId: userId, phoneAt: at, at, timeDoubtful: false, skewMs: 0, receivedAt: at, place: 0, body },
    };
  });
  await store.commit({
    fieldItem: items,
    fieldOutcome: items.map(({ key, receivedAt }, n) => ({
      ...{ key, kioskId, contractId, receivedAt, state: n % 100 === 0 ? "attention" : "applied", zh: "", en: "" },
      ...{ code: null, joined: null, changedAt: receivedAt, settledBy: null, settledWhy: null },
    })),
    fieldPhoto: items.map(({ key, thing, at }) => ({
      ...{ photoId: thing ?? "", userId, itemKey: key, kioskId, bytes: 9, sha256: "ab".repeat(32), createdAt: at },
      ...{ digest: "cd".repeat(32), code: null, detail: "", mismatches: 0, endedAt: at },
    })),
  });
  const { field } = store.upkeep;
  const started = performance.now();
  const filter = { contracts: [contractId] };
  expect(await field.attention(filter, 50)).toHaveLength(50);
  expect(await field.countAttention(filter)).toBe(100);
  expect(await field.log(kioskId, 50)).toHaveLength(50);
  expect(await field.waiting(kioskId)).toEqual([]);
  expect(await field.kiosksWaiting()).toEqual([]);
  expect(await field.photos([items[7]?.thing ?? ""])).toHaveLength(1);
  expect(await field.countNameless(userId)).toBe(0);
  expect(await field.lastOf(userId)).toBe(time.now + 9999);
  // read without an index, each of these is a scan of them all
  expect(performance.now() - started).toBeLessThan(400);
  await store.close();
});
