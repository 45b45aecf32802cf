// 自助办管理平台 through a whole server: packages on their way, changes by scope and wave, and what terminals fetch of them.
import { createHash, randomUUID } from "node:crypto";
import {
  KioskCommand,
  KioskId,
  Nearby,
  PackageList,
  PackageVersion,
  PublisherList,
  type ShelfChange,
  ShelfPreview,
  SignedIndex,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, type TestTerminal } from "./server-harness.ts";
import {
  appManifest,
  codeOf,
  type Kpkg,
  newChange,
  newSigner,
  packed,
  ShelfStage,
  themeManifest,
} from "./shelf-stage.ts";

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
});
afterAll(() => stage.desk.close());

const revisions = () => commands.flatMap(({ command }) => (command.type === "shelf" ? [command.revision] : []));

describe("a package", () => {
  it("goes from hand to hand: handed in, tested, walked through by another, released by a third", async () => {
    const made = await packed(appManifest("guide", "1.0.0"), stage.signer);
    const sent = await stage.send(made.bytes);
    expect(sent).toMatchObject({ status: 201, body: { state: "uploaded", signedBy: "区医保中心", files: 1 } });
    const { digest } = PackageVersion.parse(sent.body);
    expect(codeOf(await stage.step(stage.reviewer, digest, "walk-through"))).toBe("package.step-refused");
    expect((await stage.step(stage.tester, digest, "test")).body).toMatchObject({ state: "tested" });
    // who handed it in does not walk through it, whatever their role
    expect(codeOf(await stage.step(stage.uploader, digest, "walk-through"))).toBe("package.step-refused");
    expect((await stage.step(stage.reviewer, digest, "walk-through")).body).toMatchObject({ state: "walked" });
    expect(codeOf(await stage.step(stage.tester, digest, "release"))).toBe("access.denied");
    const released = await stage.step(stage.reviewer, digest, "release");
    expect(released.body).toMatchObject({ state: "released" });
    expect(PackageVersion.parse(released.body).steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      "test 李工",
      "walk-through 甲方张",
      "release 甲方张",
    ]);
  });

  it("takes a test only as a test, and anything else only as a review", async () => {
    const { digest } = await stage.released(appManifest("endorse", "1.0.0"));
    const path = `/shelf/packages/${digest}`;
    const as = (step: string) => ({ step, passed: true, note: "逐项核对无误" });
    expect(codeOf(await stage.reviewer.post(`${path}/steps`, as("test")))).toBe("package.step-refused");
    expect(codeOf(await stage.tester.post(`${path}/tests`, as("withdraw")))).toBe("package.step-refused");
  });

  it("comes once, and then only in a higher version and of the same kind", async () => {
    const made = await packed(appManifest("guide", "1.0.0"), stage.signer, { content: "other" });
    expect(await stage.send(made.bytes)).toMatchObject({ status: 409, body: { code: "package.version" } });
    const older = await packed(appManifest("guide", "0.9.9"), stage.signer);
    expect(codeOf(await stage.send(older.bytes))).toBe("package.version");
    const style = await packed(themeManifest("guide", "2.0.0"), stage.signer);
    expect(codeOf(await stage.send(style.bytes))).toBe("package.version");
  });

  it("is believed only with the signature of a publisher who is trusted", async () => {
    const stranger = await newSigner();
    const manifest = appManifest("foreign", "1.0.0");
    const unsigned = await packed(manifest, stranger);
    expect(await stage.send(unsigned.bytes)).toMatchObject({ status: 400, body: { code: "package.signature" } });
    const tampered = await packed(manifest, stage.signer, {
      alter: ({ signed, files }: Kpkg) => ({
        files,
        signed: { ...signed, index: signed.index.replace("62001234", "62009999") },
      }),
    });
    expect(codeOf(await stage.send(tampered.bytes))).toBe("package.signature");
    await stage.security.post("/shelf/publishers", { name: "另一家", pem: stranger.pem });
    expect((await stage.send(unsigned.bytes)).status).toBe(201);
    expect((await stage.security.post(`/shelf/publishers/${stranger.keyId}/revoke`)).status).toBe(200);
    const next = await packed(appManifest("foreign", "1.1.0"), stranger);
    expect(codeOf(await stage.send(next.bytes))).toBe("package.signature");
    const { publishers } = await stage.security.get("/shelf/publishers", PublisherList);
    expect(Object.fromEntries(publishers.map(({ name, revokedAt }) => [name, revokedAt !== null]))).toEqual({
      区医保中心: false,
      另一家: true,
    });
  });

  it("is what its index says, file by file, and nothing else", async () => {
    const manifest = appManifest("altered", "1.0.0");
    const swapped = (files: Kpkg["files"]) => Object.fromEntries(Object.keys(files).map((sha) => [sha, "QUJD"]));
    for (const alter of [
      ({ signed, files }: Kpkg) => ({ signed, files: swapped(files) }),
      ({ signed }: Kpkg) => ({ signed, files: {} }),
      ({ signed, files }: Kpkg) => ({ signed, files: { ...files, ["ab".repeat(32)]: "QUJD" } }),
    ]) {
      const made = await packed(manifest, stage.signer, { alter });
      expect(codeOf(await stage.send(made.bytes))).toBe("package.flawed");
    }
    const noPage = await packed(
      appManifest("altered", "1.0.0", { start: { kind: "bundle", page: "home.html" } }),
      stage.signer,
    );
    expect(codeOf(await stage.send(noPage.bytes))).toBe("package.flawed");
  });

  it("is refused where its style cannot be read", async () => {
    const pale = await packed(themeManifest("pale", "1.0.0", { onPage: "#dddddd" }), stage.signer);
    expect(codeOf(await stage.send(pale.bytes))).toBe("package.flawed");
  });

  it("is refused where it is none, and is not unpacked beyond what a package may hold", async () => {
    expect(codeOf(await stage.send(Buffer.from("not gzip")))).toBe("package.malformed");
    const { gzipSync } = await import("node:zlib");
    expect(codeOf(await stage.send(gzipSync("[]")))).toBe("package.malformed");
    const bomb = gzipSync(Buffer.alloc(60_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await stage.send(bomb)).toMatchObject({ status: 413, body: { code: "package.too-large" } });
  });

  it("keeps a file of the largest size there may be, octet by octet", async () => {
    const content = "长".repeat(1_333_000);
    const { digest } = await stage.released(appManifest("large", "1.0.0"), content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const answer = await stage.fetchAs(terminal, `/files/${sha256}`);
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(content);
    const { packages } = await stage.server.get("/shelf/packages", PackageList);
    expect(packages.find((one) => one.digest === digest)).toMatchObject({ bytes: Buffer.byteLength(content) });
  });
});

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
