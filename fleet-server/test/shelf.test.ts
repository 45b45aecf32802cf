// 自助办管理平台 through a whole server: changes by scope and wave, and what terminals fetch of them.
import { createHash, randomUUID } from "node:crypto";
import {
  KioskCommand,
  KioskId,
  Nearby,
  PackageVersion,
  type ShelfChange,
  ShelfPreview,
  SignedIndex,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, type TestTerminal } from "./server-harness.ts";
import { appManifest, codeOf, newChange, packed, ShelfStage, themeManifest } from "./shelf-stage.ts";

const first = KioskId.parse("cn-001");
const second = KioskId.parse("cn-002");

let stage: ShelfStage;
let terminal: TestTerminal;
/** what the first terminal was commanded */
const commands: KioskCommand[] = [];

beforeAll(async () => {
  stage = await ShelfStage.open();
  terminal = await stage.terminal(first);
  terminal.client.on("message", (_topic, payload) => {
    commands.push(KioskCommand.parse(JSON.parse(payload.toString())));
  });
  await terminal.client.subscribeAsync(`kiosk/v1/${first}/down`, { qos: 1 });
  await stage.released(appManifest("guide", "1.0.0"));
});
afterAll(() => stage.desk.close());

const revisions = () => commands.flatMap(({ command }) => (command.type === "shelf" ? [command.revision] : []));

describe("the shelf of a contract", () => {
  let on: ShelfChange;

  it("takes only versions that are released", async () => {
    const made = await packed(appManifest("booklet", "1.0.0", { requires: ["idReader", "ycbBook"] }), stage.signer);
    const { digest } = PackageVersion.parse((await stage.send(made.bytes)).body);
    expect(codeOf(await stage.change({ version: "1.0.0" }))).toBe("package.not-released");
    await stage.step(stage.tester, digest, "test");
    await stage.step(stage.reviewer, digest, "walk-through");
    await stage.step(stage.reviewer, digest, "release");
    expect(codeOf(await stage.change({ packageId: "nothing", version: "1.0.0" }))).toBe("resource.not-found");
    expect(codeOf(await stage.change({ version: "1.0.0", scope: { kind: "kiosk", kioskId: "dz-001" } }))).toBe(
      "resource.not-found",
    );
    expect(codeOf(await stage.change({ version: "1.0.0", effectiveAt: 1000 }))).toBe("shelf.time");
    expect((await stage.shelf()).changes).toEqual([]);
    expect(await stage.shelfOf(terminal)).toMatchObject({ revision: 0, places: [], theme: null });
  });

  it("shows before it is done what it would do, and what terminals lack", async () => {
    const path = "/contracts/changning/shelf/preview";
    const answer = await stage.reviewer.post(path, newChange({ version: "1.0.0" }));
    const preview = ShelfPreview.parse(answer.body);
    const { terminals } = await stage.shelf();
    expect(preview).toMatchObject({ kiosks: terminals.length, overruled: [], usedToday: 0 });
    expect(preview.unreachable).toHaveLength(terminals.length - 1);
    // it was born with both devices
    expect(preview.lacking.map(({ kioskId }) => kioskId)).not.toContain(first);
    expect(preview.lacking.find(({ kioskId }) => kioskId === second)?.missing).toMatchObject([
      { capability: "idReader", ground: "unknown" },
      { capability: "ycbBook", ground: "unknown" },
    ]);
    expect((await stage.shelf()).changes).toEqual([]);
  });

  it("tells every terminal of what was put on, and gives it to each by its secret", async () => {
    on = await stage.changed({ version: "1.0.0", frequent: 3 });
    expect(on).toMatchObject({ state: "done", by: "甲方张", wave: 0 });
    await eventually(
      async () => revisions(),
      (seen) => seen.includes(1),
    );
    const shelf = await stage.shelfOf(terminal);
    expect(shelf).toMatchObject({ revision: 1, kioskId: first, point: { phone: null } });
    expect(shelf.places).toMatchObject([{ appId: "booklet", state: "on", version: "1.0.0", frequent: 3 }]);
    const [place] = shelf.places;
    const signed = SignedIndex.parse(await (await stage.fetchAs(terminal, `/packages/${place?.digest}`)).json());
    expect(createHash("sha256").update(signed.index).digest("hex")).toBe(place?.digest);
  });

  it("answers the same change again with what there is, and no second one", async () => {
    const again = await stage.change({ id: on.id, version: "1.0.0" });
    expect(again).toMatchObject({ status: 201, body: { id: on.id } });
    expect((await stage.shelf()).changes).toHaveLength(1);
    expect((await stage.shelfOf(terminal)).revision).toBe(1);
  });

  it("shows what stands on each terminal, and what could not be done where", async () => {
    await stage.applied(terminal);
    const cellOf = async () =>
      (await stage.shelf()).cells.find(({ kioskId, appId }) => kioskId === first && appId === "booklet");
    expect(await cellOf()).toMatchObject({ inPlace: "1.0.0", error: null, wanted: { changeId: on.id } });
    await stage.released(appManifest("print", "1.0.0"));
    await stage.changed({ packageId: "print", version: "1.0.0" });
    await stage.applied(terminal, { print: "digest" });
    const shelf = await stage.shelf();
    const failed = shelf.cells.find(({ kioskId, appId }) => kioskId === first && appId === "print");
    expect(failed).toMatchObject({ inPlace: null, error: "digest", wanted: { version: "1.0.0" } });
    expect(shelf.terminals.find(({ kioskId }) => kioskId === first)).toMatchObject({
      wantedRevision: 2,
      appliedRevision: 2,
    });
    const line = await stage.desk.text(`/kiosks/${first}/timeline`);
    expect(line).toContain("print 1.0.0: digest");
  });

  it("reaches the terminal anew with the telephone of its point, as with its hours, and no other one", async () => {
    const manager = stage.uploader;
    const before = (await stage.shelfOf(terminal)).revision;
    const others = async () =>
      (await stage.shelf()).terminals.flatMap(({ kioskId, wantedRevision }) =>
        kioskId === first ? [] : wantedRevision,
      );
    const untouched = await others();
    expect((await manager.send("PUT", `/kiosks/${first}/duty-phone`, { dutyPhone: "021-62090000" })).status).toBe(200);
    await eventually(
      async () => revisions(),
      (seen) => seen.includes(before + 1),
    );
    expect(await stage.shelfOf(terminal)).toMatchObject({ revision: before + 1, point: { phone: "021-62090000" } });
    const openingHours = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
    expect((await manager.send("PUT", `/kiosks/${first}/opening-hours`, { openingHours })).status).toBe(200);
    await eventually(
      async () => revisions(),
      (seen) => seen.includes(before + 2),
    );
    const { point } = await stage.shelfOf(terminal);
    expect(point).toMatchObject({ phone: "021-62090000", hours: openingHours });
    expect(await others()).toEqual(untouched);
  });

  it("says to citizens why it was taken off, and is overruled by what was said of one terminal alone", async () => {
    const reason = { zh: "系统升级，预计下午恢复", en: "Being upgraded, back in the afternoon" };
    const own = { kind: "kiosk", kioskId: second } as const;
    await stage.changed({ version: "1.0.0", scope: own });
    const fields = { action: "off", reason, until: stage.desk.time.now + 3_600_000 };
    const answer = await stage.reviewer.post("/contracts/changning/shelf/preview", newChange(fields));
    expect(ShelfPreview.parse(answer.body).overruled).toEqual([second]);
    const off = await stage.changed(fields);
    const [booklet] = (await stage.shelfOf(terminal)).places;
    expect(booklet).toMatchObject({ appId: "booklet", state: "off", version: "1.0.0", reason, until: fields.until });
    const cells = (await stage.shelf()).cells.filter(({ appId }) => appId === "booklet");
    expect(cells.filter(({ wanted }) => wanted?.state === "on").map(({ kioskId }) => kioskId)).toEqual([second]);
    const undone = await stage.reviewer.post(`/contracts/changning/shelf/changes/${off.id}/undo`);
    expect(undone.body).toMatchObject({ state: "undone", undoneBy: "甲方张" });
    expect((await stage.shelfOf(terminal)).places[0]).toMatchObject({ state: "on", version: "1.0.0", frequent: 3 });
    const twice = await stage.reviewer.post(`/contracts/changning/shelf/changes/${off.id}/undo`);
    expect(codeOf(twice)).toBe("shelf.settled");
  });

  it("takes effect when it is time, and not before", async () => {
    const { revision } = await stage.shelfOf(terminal);
    const later = await stage.changed({ action: "adjust", frequent: 1, effectiveAt: stage.desk.time.now + 600_000 });
    expect(later.state).toBe("waiting");
    expect((await stage.shelfOf(terminal)).revision).toBe(revision);
    stage.desk.time.pass(600_000);
    await eventually(
      () => stage.shelfOf(terminal),
      (shelf) => shelf.revision === revision + 1 && shelf.places[0]?.frequent === 1,
    );
  });

  it("changes the style by the same rules", async () => {
    await stage.released(themeManifest("suhe", "1.0.0"));
    await stage.changed({ action: "theme", packageId: "suhe", version: "1.0.0" });
    expect((await stage.shelfOf(terminal)).theme).toMatchObject({ id: "suhe", version: "1.0.0" });
    await stage.applied(terminal, { print: "digest" });
    const row = (await stage.shelf()).terminals.find(({ kioskId }) => kioskId === first);
    expect(row?.theme).toEqual({ wanted: "suhe", inPlace: "suhe", version: "1.0.0" });
  });

  it("falls back when a version is withdrawn, and lets nobody fetch it any more", async () => {
    const { digest } = await stage.released(appManifest("booklet", "1.1.0"));
    await stage.changed({ action: "version", version: "1.1.0" });
    expect((await stage.shelfOf(terminal)).places[0]).toMatchObject({ version: "1.1.0", digest });
    await stage.step(stage.reviewer, digest, "withdraw");
    await eventually(
      () => stage.shelfOf(terminal),
      ({ places }) => places[0]?.version === "1.0.0",
    );
    expect((await stage.fetchAs(terminal, `/packages/${digest}`)).status).toBe(404);
  });
});

describe("a rollout", () => {
  let other: TestTerminal;
  let streets: readonly string[];
  let change: ShelfChange;
  const pauseMinutes = 30;
  const find = async (id: string) => (await stage.shelf()).changes.find((one) => one.id === id);
  const versionOf = async (of: TestTerminal) =>
    (await stage.shelfOf(of)).places.find(({ appId }) => appId === "print")?.version;

  beforeAll(async () => {
    const { terminals } = await stage.shelf();
    const own = terminals.find(({ kioskId }) => kioskId === first)?.street ?? "";
    const elsewhere = terminals.find(({ street }) => street !== own);
    if (elsewhere === undefined) throw new Error("one street");
    other = await stage.terminal(elsewhere.kioskId);
    streets = [own, elsewhere.street];
    await stage.released(appManifest("print", "1.1.0"));
    await stage.released(appManifest("print", "1.2.0"));
  });

  /** Whoever changes anything has everything that is due done first; this changes no terminal's list. */
  const settled = () => stage.changed({ action: "adjust", packageId: "guide", frequent: 8 });

  const rollout = (stopAtFailures: number) => ({
    rollout: { waves: streets.map((street) => [street]), pauseMinutes, stopAtFailures },
  });

  it("is refused where it names a street twice, or one of elsewhere", async () => {
    const fields = { action: "version", packageId: "print", version: "1.1.0" };
    const waves = [["不在此处的街镇"]];
    const answer = await stage.change({ ...fields, rollout: { waves, pauseMinutes, stopAtFailures: 1 } });
    expect(codeOf(answer)).toBe("shelf.waves");
  });

  it("reaches the second street when the first has it and has stood its time", async () => {
    await stage.applied(terminal);
    change = await stage.changed({ action: "version", packageId: "print", version: "1.1.0", ...rollout(1) });
    expect(change).toMatchObject({ state: "rolling", wave: 1 });
    expect([await versionOf(terminal), await versionOf(other)]).toEqual(["1.1.0", "1.0.0"]);
    await stage.applied(terminal);
    // whoever else is in the first street is out of reach and not waited for; time has to go by
    await settled();
    stage.desk.time.pass(pauseMinutes * 60_000 - 5000);
    await settled();
    expect((await find(change.id))?.wave).toBe(1);
    stage.desk.time.pass(10_000);
    await settled();
    expect((await find(change.id))?.wave).toBe(2);
    expect(await versionOf(other)).toBe("1.1.0");
    await stage.applied(other);
    await settled();
    expect((await find(change.id))?.state).toBe("done");
  });

  it("stops by itself where a terminal cannot do it, says where, and goes no further", async () => {
    const failing = await stage.changed({ action: "version", packageId: "print", version: "1.2.0", ...rollout(1) });
    await stage.applied(terminal, { print: "signature" });
    await settled();
    const stopped = await find(failing.id);
    expect(stopped?.state).toBe("stopped");
    expect(stopped?.stopped).toContain("1 台终端更新失败");
    expect(await versionOf(other)).toBe("1.1.0");
    // taken back: as if it had never been
    await stage.reviewer.post(`/contracts/changning/shelf/changes/${failing.id}/undo`);
    expect(await versionOf(terminal)).toBe("1.1.0");
  });

  it("does not wait for a terminal where the app is off", async () => {
    const without = await stage.terminal(KioskId.parse("cn-003"));
    const neighbour = await stage.terminal(KioskId.parse("cn-005"));
    const scope = { kind: "kiosk", kioskId: without.id };
    await stage.changed({ action: "off", packageId: "print", reason: { zh: "维护", en: "Maintenance" }, scope });
    const street = (await stage.shelfOf(neighbour)).point.street;
    const waves = { waves: [[street]], pauseMinutes, stopAtFailures: 1 };
    const { id } = await stage.changed({ action: "version", packageId: "print", version: "1.2.0", rollout: waves });
    expect((await find(id))?.state).toBe("rolling");
    await stage.applied(neighbour);
    await settled();
    expect((await find(id))?.state).toBe("done");
    await stage.reviewer.post(`/contracts/changning/shelf/changes/${id}/undo`);
  });

  it("is stopped by a person, once", async () => {
    const fields = { action: "version", packageId: "print", version: "1.2.0", ...rollout(5) };
    const { id } = await stage.changed(fields);
    const stop = () => stage.reviewer.post(`/contracts/changning/shelf/changes/${id}/stop`);
    expect((await stop()).body).toMatchObject({ state: "stopped", stopped: "甲方张", wave: 1 });
    expect(codeOf(await stop())).toBe("shelf.settled");
  });
});
describe("many hands", () => {
  it("gives two changes at once two places in their order", async () => {
    const adjust = (frequent: number) => stage.changed({ id: randomUUID(), action: "adjust", frequent });
    const made = await Promise.all([adjust(4), adjust(5), adjust(6)]);
    const { changes } = await stage.shelf();
    expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
    expect(
      changes
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(made.map(({ id }) => id).sort());
    expect((await stage.shelfOf(terminal)).places[0]?.frequent).toBe(changes[0]?.frequent);
  });

  it("are kept off by a guarantee that freezes changes, but for what takes something away", async () => {
    const day = "2026-11-02";
    const scope = { contractId: "changning", title: "进博会", from: day, to: day, kioskIds: null, changeFreeze: true };
    const patrols = { patrolEveryHours: 4, patrolFromMin: 480, patrolToMin: 1080, lowPercent: null };
    await stage.uploader.post("/guarantees", { ...scope, ...patrols, declaredBy: "甲方" });
    expect(codeOf(await stage.change({ action: "adjust", frequent: 7 }))).toBe("guarantee.freeze");
    const reason = { zh: "维护", en: "Maintenance" };
    const { id } = await stage.changed({ action: "off", reason });
    const undone = await stage.reviewer.post(`/contracts/changning/shelf/changes/${id}/undo`);
    expect(undone.body).toMatchObject({ state: "undone" });
  });

  it("lists the terminals nearby with their distance", async () => {
    const nearby = Nearby.parse(await (await stage.fetchAs(terminal, "/nearby")).json());
    expect(nearby.terminals).toHaveLength(12);
    const metres = nearby.terminals.map((one) => one.metres ?? Number.NaN);
    expect(metres).toEqual(metres.toSorted((a, b) => a - b));
    expect(nearby.terminals.every(({ kioskId }) => kioskId !== first)).toBe(true);
  });
});
