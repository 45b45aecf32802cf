// What the room knows and tells outside of a use: services, crashes, its modes.
import { type DeviceReport, KioskId, type OpenedSession, type OpenSession, ShellState } from "@kiosk/contract";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  cleanPages,
  makeRoom,
  manifestOf,
  placeOf,
  reportOf,
  type Scripted,
  shelfWith,
  startRoom,
} from "./scripted/scripted-room.ts";

const appId = manifestOf("booklet").id;
const request: OpenSession = { appId, host: "browser", elder: false, language: "zh" };
const never = new AbortController().signal;
const min = 60_000;

async function started(...args: Parameters<typeof startRoom>): Promise<Scripted> {
  const scripted = await startRoom(...args);
  onTestFinished(() => scripted.room.stop());
  return scripted;
}

function open({ room }: Scripted): OpenedSession {
  const opened = room.open(request);
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

const tileOf = ({ room }: Scripted, id = "booklet") => room.state().tiles.find((t) => t.manifest.id === id);

describe("services", () => {
  const reader = manifestOf("booklet", { requires: ["idReader"] });
  const gone = reportOf("id-reader", { state: "noDevice" });

  test("a tile says what is missing as soon as the device says it, and the server a second later", async () => {
    const scripted = await started({ manifests: [reader] });
    await scripted.clock.advance(2_000);
    expect(tileOf(scripted)).toMatchObject({ state: "ok", frame: expect.stringContaining("http") });
    expect(scripted.uplink.of("services")).toMatchObject([{ services: [{ appId, version: "1.0.0", state: "ok" }] }]);
    scripted.uplink.say([gone]);
    expect(tileOf(scripted)).toMatchObject({
      state: "suspended",
      frame: null,
      causes: [{ zh: "本机身份证阅读器暂时连接不上" }],
    });
    expect(scripted.room.state().counts).toEqual({ available: 0, suspended: 1 });
    expect(scripted.uplink.of("services")).toHaveLength(1);
    await scripted.clock.advance(2_000);
    expect(scripted.uplink.of("services")[1]).toMatchObject({
      services: [{ state: "suspended", missing: [{ ground: "offline" }] }],
    });
    await scripted.clock.advance(60_000);
    expect(scripted.uplink.of("services")).toHaveLength(2);
  });

  test("an empty shelf is told, one that was never received is not", async () => {
    const scripted = await started({ manifests: [] });
    await scripted.clock.advance(3_000);
    expect(scripted.uplink.of("services")).toEqual([{ type: "services", services: [] }]);
    const unheard = makeRoom();
    onTestFinished(() => unheard.room.stop());
    unheard.shelf.set({ shelf: null });
    await unheard.room.start();
    await unheard.clock.advance(20_000);
    expect(unheard.uplink.of("services")).toEqual([]);
  });

  test("what flickers for less than a second is not told", async () => {
    const scripted = await started({ manifests: [reader] });
    await scripted.clock.advance(2_500);
    scripted.uplink.say([gone]);
    await scripted.clock.advance(200);
    scripted.uplink.say([reportOf("id-reader")]);
    await scripted.clock.advance(5_000);
    expect(scripted.uplink.of("services")).toHaveLength(1);
  });

  test("a device on loan to the use under way keeps its tile; after it, it must answer again", async () => {
    const scripted = await started({ manifests: [reader] });
    const answeredAt = scripted.clock.now();
    scripted.uplink.say([reportOf("id-reader", { answeredAt })]);
    const { sessionId, token } = open(scripted);
    scripted.uplink.say([reportOf("id-reader", { answeredAt, state: "deviceBusy" })]);
    for (let i = 0; i < 240; i++) {
      scripted.room.alive({ paints: i, heapBytes: null });
      await scripted.clock.advance(2_000);
    }
    expect(tileOf(scripted)?.state).toBe("ok");
    await scripted.room.end(sessionId, token, { end: "finished" });
    await scripted.room.wiped(sessionId, cleanPages);
    await scripted.clock.advance(32_000);
    expect(tileOf(scripted)).toMatchObject({ state: "suspended", missing: [{ ground: "unknown" }] });
  });

  test("what is missing is missing since it was first seen so", async () => {
    const scripted = await started({ manifests: [manifestOf("booklet", { requires: ["network", "idReader"] })] });
    await scripted.clock.advance(3_000);
    scripted.uplink.connected = false;
    await scripted.clock.advance(1_000);
    const since = scripted.clock.now();
    await scripted.clock.advance(10_000);
    expect(scripted.room.state().network).toBe("offline");
    expect(tileOf(scripted)?.missing).toEqual([{ capability: "network", ground: "offline", detail: "", since }]);
  });

  test("an app that was taken off is shown with its reason and when it is expected, by this clock", async () => {
    const scripted = await started();
    const reason = { zh: "系统升级", en: "Upgrade" };
    const now = scripted.clock.now();
    const ahead = 3_600_000;
    const set = (changes: object) => {
      const places = [placeOf(appId, { state: "off", until: now + ahead + 5_000, ...changes })];
      const snapshot = shelfWith([manifestOf("booklet")], now + ahead, { places });
      const said = snapshot.shelf === null ? null : { ...snapshot.shelf, receivedAt: now };
      scripted.shelf.set({ ...snapshot, shelf: said });
    };
    set({ reason });
    expect(tileOf(scripted)).toMatchObject({ state: "off", causes: [reason], frame: null, expectedAt: now + 5_000 });
    // Without a reason nothing is to be said of it.
    set({ reason: null });
    expect(tileOf(scripted)).toBeUndefined();
  });

  test("a tile that cannot names the nearest terminal that can", async () => {
    const scripted = await started({ manifests: [reader] });
    const at = scripted.clock.now();
    const week = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 }));
    const other = {
      kioskId: KioskId.parse("cn-015"),
      name: "天山",
      address: "天山路",
      metres: 600,
      hours: { week },
      online: true,
      services: [{ appId, state: "ok" as const }],
      saidAt: at - 1_000,
    };
    scripted.shelf.set(shelfWith([reader], at, { nearby: { at, terminals: [other] } }));
    expect(tileOf(scripted)?.elsewhere).toBeNull();
    scripted.uplink.say([gone]);
    expect(ShellState.parse(scripted.room.state()).tiles[0]?.elsewhere).toMatchObject({
      name: "天山",
      saidAt: at - 1_000,
    });
  });
});

describe("modes", () => {
  test("it starts until every device has answered once", async () => {
    const scripted = makeRoom();
    onTestFinished(() => scripted.room.stop());
    scripted.uplink.reports = [unheard()];
    await scripted.room.start();
    await scripted.clock.advance(3_000);
    expect(scripted.room.state().mode).toBe("starting");
    expect(scripted.uplink.of("services")).toEqual([]);
    scripted.uplink.say([reportOf("id-reader")]);
    await scripted.clock.advance(1_000);
    expect(scripted.room.state().mode).toBe("open");
  });

  test("a device that never answers keeps it for ten seconds and no longer", async () => {
    const scripted = makeRoom();
    onTestFinished(() => scripted.room.stop());
    scripted.uplink.reports = [unheard()];
    await scripted.room.start();
    await scripted.clock.advance(9_000);
    expect(scripted.room.state().mode).toBe("starting");
    await scripted.clock.advance(2_000);
    expect(scripted.room.state().mode).toBe("open");
  });

  test("it is closed where nothing stands on the shelf, and open outside of the point's hours", async () => {
    const scripted = await started();
    await scripted.clock.advance(1_000);
    const snapshot = shelfWith([manifestOf("booklet")], scripted.clock.now());
    const shelf = snapshot.shelf;
    if (shelf === null) throw new Error("no shelf");
    const point = { ...shelf.said.point, hours: { week: [] } };
    scripted.shelf.set({ ...snapshot, shelf: { ...shelf, said: { ...shelf.said, point } } });
    expect(scripted.room.state()).toMatchObject({ mode: "open", point: { openNow: false } });
    scripted.shelf.set(shelfWith([], scripted.clock.now()));
    expect(scripted.room.state().mode).toBe("closed");
  });

  test("three crashes in ten minutes leave guides and numbers alone, until half an hour is calm", async () => {
    const guide = manifestOf("guide", { permissions: [] });
    const scripted = await started({ manifests: [manifestOf("booklet"), guide] });
    for (let i = 0; i < 3; i++) scripted.room.incident({ incident: "renderer-gone", detail: "" });
    expect(scripted.room.state().mode).toBe("safe");
    expect(scripted.room.health()).toMatchObject({ mode: "safe", crashes: 3 });
    expect(tileOf(scripted)?.frame).toBeNull();
    expect(tileOf(scripted, "guide")?.frame).not.toBeNull();
    expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "service.suspended" });
    expect(scripted.room.open({ ...request, appId: guide.id }).ok).toBe(true);
    await scripted.clock.advance(31 * min);
    expect(scripted.room.state().mode).toBe("open");
    expect(scripted.uplink.of("shell").map((e) => e.incident)).toEqual(
      expect.arrayContaining(["renderer-gone", "safe-mode", "recovered"]),
    );
  });
});

describe("incidents", () => {
  test("the same again within a minute is one event with its count", async () => {
    const scripted = await started();
    for (let i = 0; i < 100; i++) scripted.room.incident({ incident: "blocked", detail: `file:///${i}` });
    await scripted.clock.advance(1_000);
    expect(scripted.uplink.of("shell")).toEqual([
      { type: "shell", incident: "blocked", detail: "file:///0", count: 1 },
    ]);
    await scripted.clock.advance(61_000);
    expect(scripted.uplink.of("shell")[1]).toEqual({
      type: "shell",
      incident: "blocked",
      detail: "file:///99",
      count: 99,
    });
    await scripted.clock.advance(10 * min);
    expect(scripted.uplink.of("shell")).toHaveLength(2);
  });

  test("health tells how long the pages have been silent", async () => {
    const scripted = await started();
    expect(scripted.room.health()).toMatchObject({ silentMs: null, session: false });
    scripted.room.alive({ paints: 1, heapBytes: 1 });
    await scripted.clock.advance(7_000);
    expect(scripted.room.health().silentMs).toBe(7_000);
  });
});

test("a call keeps a use from being ended as idle", async () => {
  const scripted = await started();
  const { sessionId, token } = open(scripted);
  for (let i = 0; i < 12; i++) {
    await scripted.room.call(sessionId, token, { call: "cancel" }, never);
    for (let s = 0; s < 60; s += 2) {
      scripted.room.alive({ paints: 1, heapBytes: null });
      await scripted.clock.advance(2_000);
    }
  }
  expect(scripted.room.state().session).not.toBeNull();
});

/** A device that was never heard in this run. */
function unheard(): DeviceReport {
  const { answeredAt: _never, ...report } = reportOf("id-reader", { state: "unknown" });
  return report;
}
