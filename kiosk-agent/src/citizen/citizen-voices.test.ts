// What people say of the service, and the staff exit.
import { randomBytes, randomUUID, scryptSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KioskEvent, type OpenedSession, type OpenSession } from "@kiosk/contract";
import { describe, expect, onTestFinished, test } from "vitest";
import { isReceiptCode } from "../domain/receipt-code.ts";
import { cleanPages, manifestOf, reportOf, type Scripted, shelfWith, startRoom } from "./scripted/scripted-room.ts";

const appId = manifestOf("booklet").id;
const request: OpenSession = { appId, host: "browser", elder: false, language: "zh" };
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

async function use(scripted: Scripted): Promise<string> {
  const { sessionId, token } = open(scripted);
  await scripted.room.end(sessionId, token, { end: "finished" });
  await scripted.room.wiped(sessionId, cleanPages);
  return sessionId;
}

describe("好差评", () => {
  test("is taken once for the use under way and the last one, for two minutes", async () => {
    const scripted = await started();
    const sessionId = await use(scripted);
    const rated = await scripted.room.rate({ sessionId, stars: 2, tags: ["slow"] });
    if (!rated.ok) throw new Error(rated.code);
    expect(rated.value.queued).toBe(false);
    expect(isReceiptCode(rated.value.code)).toBe(true);
    expect(scripted.uplink.of("rating")).toMatchObject([{ sessionId, appId, stars: 2, receipt: rated.value.code }]);
    expect(await scripted.room.rate({ sessionId, stars: 5, tags: [] })).toMatchObject({ code: "request.invalid" });
    const running = open(scripted);
    expect(await scripted.room.rate({ sessionId: running.sessionId, stars: 5, tags: [] })).toMatchObject({ ok: true });
    expect(await scripted.room.rate({ sessionId, stars: 5, tags: [] })).toMatchObject({ code: "request.invalid" });
  });

  test("is not taken after two minutes, nor for a use that never was", async () => {
    const scripted = await started();
    const sessionId = await use(scripted);
    await scripted.clock.advance(2 * min + 1_000);
    expect(await scripted.room.rate({ sessionId, stars: 5, tags: [] })).toMatchObject({ code: "session.none" });
    expect(await scripted.room.rate({ sessionId: randomUUID(), stars: 5, tags: [] })).toMatchObject({
      code: "session.none",
    });
    expect(scripted.uplink.of("rating")).toEqual([]);
  });

  test("is taken without a network and with a full disk, and says that it waits", async () => {
    const scripted = await started();
    const sessionId = await use(scripted);
    scripted.uplink.connected = false;
    expect(await scripted.room.rate({ sessionId, stars: 5, tags: [] })).toMatchObject({ value: { queued: true } });
    scripted.uplink.connected = true;
    scripted.uplink.fillDisk();
    const reporting = scripted.room.report({ sessionId, appId, kind: "other", text: "" });
    await scripted.clock.advance(2_000);
    expect(await reporting).toMatchObject({ ok: true, value: { queued: true } });
    scripted.uplink.freeDisk();
    await scripted.clock.advance(0);
    expect(scripted.uplink.of("citizen-report")).toHaveLength(1);
  });
});

describe("问题反映", () => {
  test("is kept without the numbers that stood in it, tied to the use and to the device that is not well", async () => {
    const scripted = await started({
      manifests: [manifestOf("booklet", { optional: [{ capability: "ycbBook", without: { zh: "无", en: "None" } }] })],
    });
    const sessionId = await use(scripted);
    const jam = { code: "media.jam" as const, part: "", detail: "", raw: "" };
    scripted.uplink.say([
      reportOf("id-reader"),
      reportOf("booklet-printer", { deviceClass: "bookletPrinter", conditions: [jam] }),
    ]);
    const text = "卡住了，电话13900139042";
    await scripted.room.report({ sessionId, appId: null, kind: "no-print", text });
    expect(scripted.uplink.of("citizen-report")).toMatchObject([
      { sessionId, appId, text: "卡住了，电话***", masked: 1, deviceId: "booklet-printer", kind: "no-print" },
    ]);
    const wire = { v: 1, id: randomUUID(), kioskId: "cn-014", bootId: randomUUID(), seq: 1, at: 1, sentAt: 1 };
    for (const event of scripted.uplink.events) expect(() => KioskEvent.parse({ ...wire, event })).not.toThrow();
  });

  test("is taken from the home page, and without the use where that is long over", async () => {
    const scripted = await started();
    for (const sessionId of [null, randomUUID()]) {
      expect(await scripted.room.report({ sessionId, appId: null, kind: "other", text: "灯不亮" })).toMatchObject({
        ok: true,
      });
    }
    expect(scripted.uplink.of("citizen-report").map((e) => e.sessionId)).toEqual([null, null]);
  });
});

describe("员工退出", () => {
  function codeOf(code: string, from: number, until: number, codeId = randomUUID()) {
    const salt = randomBytes(16);
    const hash = scryptSync(code, salt, 32, { N: 16_384, r: 8, p: 1 }).toString("base64");
    return {
      type: "staff-code" as const,
      codeId,
      salt: salt.toString("base64"),
      hash,
      issuedTo: "王师傅",
      from,
      until,
    };
  }
  const code = "48151623";
  async function withCode(...args: Parameters<typeof startRoom>) {
    const scripted = await started(...args);
    const now = scripted.clock.now();
    await scripted.room.keepStaffCode(codeOf(code, now, now + 60 * min));
    return scripted;
  }

  test("opens for ten minutes, ends the use under way, and is told with whose code it was", async () => {
    const scripted = await withCode();
    open(scripted);
    const until = scripted.clock.now() + 10 * min;
    expect(await scripted.room.staff(code)).toEqual({ ok: true, value: { until } });
    expect(scripted.room.state()).toMatchObject({ staffUntil: until, session: null });
    await scripted.clock.advance(11 * min);
    expect(scripted.room.state().staffUntil).toBeNull();
    expect(scripted.uplink.of("session")).toMatchObject([{ end: "staff" }]);
    expect(scripted.uplink.of("staff-exit")).toEqual([
      { type: "staff-exit", outcome: "opened", issuedTo: "王师傅", until },
      { type: "staff-exit", outcome: "closed", issuedTo: "王师傅", until: null },
    ]);
  });

  test("is closed by hand once", async () => {
    const scripted = await withCode();
    await scripted.room.staff(code);
    scripted.room.closeStaff();
    scripted.room.closeStaff();
    expect(scripted.room.state().staffUntil).toBeNull();
    await scripted.clock.advance(0);
    expect(scripted.uplink.of("staff-exit").map((e) => e.outcome)).toEqual(["opened", "closed"]);
  });

  test("five wrong codes, at once or not, lock it for five minutes, the right one with it", async () => {
    const scripted = await withCode();
    const tried = await Promise.all(Array.from({ length: 6 }, (_, i) => scripted.room.staff(`0000000${i}`)));
    expect(tried.map((t) => (t.ok ? "open" : t.code))).toEqual([
      ...Array.from({ length: 4 }, () => "staff.wrong"),
      "staff.locked",
      "staff.locked",
    ]);
    expect(await scripted.room.staff(code)).toMatchObject({ ok: false, code: "staff.locked" });
    expect(scripted.uplink.of("staff-exit").map((e) => e.outcome)).toEqual(Array.from({ length: 7 }, () => "refused"));
    await scripted.clock.advance(5 * min);
    expect(await scripted.room.staff(code)).toMatchObject({ ok: true });
  });

  test("a code holds from its first instant to its last by the server's clock, and the door no longer", async () => {
    const scripted = await started();
    const now = scripted.clock.now();
    const ahead = 24 * 60 * min;
    const snapshot = shelfWith([manifestOf("booklet")], now + ahead);
    scripted.shelf.set({ ...snapshot, shelf: snapshot.shelf === null ? null : { ...snapshot.shelf, receivedAt: now } });
    await scripted.room.keepStaffCode(codeOf(code, now + ahead + min, now + ahead + 5 * min));
    expect(await scripted.room.staff(code)).toMatchObject({ ok: false, code: "staff.wrong" });
    await scripted.clock.advance(2 * min);
    expect(await scripted.room.staff(code)).toEqual({ ok: true, value: { until: now + 5 * min } });
    await scripted.clock.advance(3 * min);
    expect(await scripted.room.staff(code)).toMatchObject({ ok: false, code: "staff.wrong" });
  });

  test("codes outlive the agent, hashed, and a damaged file is none", async () => {
    const first = await withCode();
    const file = join(first.dataDir, "staff-codes.json");
    expect(readFileSync(file, "utf8")).not.toContain(code);
    const second = await started({ dataDir: first.dataDir });
    expect(await second.room.staff(code)).toMatchObject({ ok: true });
    writeFileSync(file, "[");
    const third = await started({ dataDir: first.dataDir });
    expect(await third.room.staff(code)).toMatchObject({ ok: false, code: "staff.wrong" });
  });

  test("a code that is told again is one code", async () => {
    const scripted = await started();
    const now = scripted.clock.now();
    const told = codeOf(code, now, now + min);
    await scripted.room.keepStaffCode(told);
    await scripted.room.keepStaffCode(told);
    expect(JSON.parse(readFileSync(join(scripted.dataDir, "staff-codes.json"), "utf8"))).toHaveLength(1);
  });

  test("staff leave safe mode", async () => {
    const scripted = await withCode();
    for (let i = 0; i < 3; i++) scripted.room.incident({ incident: "unresponsive", detail: "" });
    expect(scripted.room.state().mode).toBe("safe");
    await scripted.room.staff(code);
    expect(scripted.room.state().mode).not.toBe("safe");
  });
});
