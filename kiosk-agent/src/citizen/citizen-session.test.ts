// One use of the terminal from opening to proof, and whatever may end it.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SessionEvent, ShellState, sessionEnds } from "@kiosk/contract";
import { expect, test } from "vitest";
import { cleanPages, manifestOf, placeOf, shelfWith } from "./scripted/scripted-room.ts";
import { appId, endCleanly, never, open, pass, readCard, request, started } from "./scripted/scripted-use.ts";

test("a use leaves a trace on disk while it lasts, which holds nothing but which one it is", async () => {
  const scripted = await started();
  const session = open(scripted);
  await readCard(scripted, session);
  const trace = JSON.parse(readFileSync(join(scripted.dataDir, "session.json"), "utf8"));
  expect(Object.keys(trace).sort()).toEqual(["appId", "sessionId", "startedAt"]);
  expect(trace.sessionId).toBe(session.sessionId);
  await endCleanly(scripted, session);
  expect(existsSync(join(scripted.dataDir, "session.json"))).toBe(false);
});

test("the state is what the contract says, before, in and after a use", async () => {
  const scripted = await started();
  expect(() => ShellState.parse(scripted.room.state())).not.toThrow();
  const session = open(scripted);
  expect(ShellState.parse(scripted.room.state()).session?.sessionId).toBe(session.sessionId);
  await endCleanly(scripted, session);
  expect(ShellState.parse(scripted.room.state()).session).toBeNull();
});

test("a second use is refused until the first is over and wiped", async () => {
  const scripted = await started();
  const session = open(scripted);
  expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "session.other" });
  await scripted.room.end(session.sessionId, session.token, { end: "finished" });
  expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "session.other" });
  await scripted.room.wiped(session.sessionId, cleanPages);
  expect(scripted.room.open(request).ok).toBe(true);
});

test("another token or another session may do nothing", async () => {
  const scripted = await started();
  const { sessionId, token } = open(scripted);
  const other = "00000000-0000-4000-8000-000000000000";
  const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
  const { room } = scripted;
  for (const bad of [wrong, "", token.slice(1)]) {
    expect(await room.call(sessionId, bad, { call: "identity.reveal" }, never)).toMatchObject({
      code: "session.token",
    });
    expect(room.touch(sessionId, bad)).toMatchObject({ code: "session.token" });
    expect(await room.end(sessionId, bad, { end: "left" })).toMatchObject({ code: "session.token" });
  }
  expect(await room.call(other, token, { call: "cancel" }, never)).toMatchObject({ code: "session.none" });
  expect(await room.end(other, token, { end: "left" })).toMatchObject({ code: "session.none" });
  expect(await room.wiped(other, cleanPages)).toMatchObject({ code: "session.none" });
  expect(room.state().session?.sessionId).toBe(sessionId);
});

test("a use of an app that is suspended, off or unknown is refused", async () => {
  const needy = manifestOf("needy", { requires: ["ycbBook"] });
  const off = manifestOf("off");
  const scripted = await started({ manifests: [needy, off] });
  const places = [placeOf(needy.id), placeOf(off.id, { state: "off", reason: { zh: "维护", en: "Maintenance" } })];
  scripted.shelf.set(shelfWith([needy, off], scripted.clock.now(), { places }));
  for (const id of [needy.id, off.id, manifestOf("unknown").id]) {
    expect(scripted.room.open({ ...request, appId: id })).toMatchObject({ ok: false, code: "service.suspended" });
  }
  expect(scripted.room.open({ ...request, appId: null }).ok).toBe(true);
});

test.each(sessionEnds)("a use that ends as %s is told once, with that word and a clean proof", async (end) => {
  const scripted = await started();
  const session = open(scripted, { elder: true, language: "en" });
  await readCard(scripted, session);
  const { ended, proof } = await endCleanly(scripted, session, end);
  expect(ended).toMatchObject({ ok: true });
  expect(proof).toMatchObject({ ok: true, value: { clean: true, host: "browser" } });
  await scripted.clock.advance(60_000);
  const told = scripted.uplink.of("session").map((event) => SessionEvent.parse(event));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    end,
    appId,
    sessionId: session.sessionId,
    identified: "card",
    elder: true,
    language: "en",
  });
  expect(scripted.devices.wipes).toBe(1);
});

test("ending and wiping said again answer the same and tell nothing more", async () => {
  const scripted = await started();
  const session = open(scripted);
  const first = await endCleanly(scripted, session);
  const again = await endCleanly(scripted, session, "left");
  expect(again).toEqual(first);
  expect(scripted.uplink.of("session").map((e) => e.end)).toEqual(["finished"]);
});

test("what the pages do not read back within 5 s is unknown and no proof", async () => {
  const scripted = await started();
  const { sessionId, token } = open(scripted);
  await scripted.room.end(sessionId, token, { end: "finished" });
  await scripted.clock.advance(4_000);
  expect(scripted.uplink.of("session")).toEqual([]);
  await scripted.clock.advance(2_000);
  const wipe = scripted.uplink.of("session")[0]?.wipe;
  expect(wipe?.clean).toBe(false);
  expect(wipe?.parts.filter((p) => p.left === null).map((p) => p.part)).toEqual(cleanPages.parts.map((p) => p.part));
  const late = await scripted.room.wiped(sessionId, cleanPages);
  expect(late).toEqual({ ok: true, value: wipe });
  expect(scripted.uplink.of("session")).toHaveLength(1);
});

test("pages cannot say of the agent's parts that they are empty", async () => {
  const scripted = await started();
  scripted.devices.left = [{ part: "print-spool", left: 2 }];
  const { sessionId, token } = open(scripted);
  await scripted.room.end(sessionId, token, { end: "finished" });
  const lie = { ...cleanPages, parts: [...cleanPages.parts, { part: "print-spool" as const, left: 0 }] };
  const proof = await scripted.room.wiped(sessionId, lie);
  if (!proof.ok) throw new Error(proof.code);
  const left = new Map(proof.value.parts.map((p) => [p.part, p.left]));
  expect(left.get("print-spool")).toBe(2);
  expect(left.get("temp-files")).toBeNull();
  expect(left.get("session-memory")).toBe(0);
  expect(proof.value.clean).toBe(false);
});

test("a device call that does not let go stays counted in the session's memory", async () => {
  const scripted = await started();
  const { sessionId, token } = open(scripted);
  scripted.devices.deaf = true;
  const stuck = scripted.room.call(sessionId, token, { call: "identity.read-card" }, never);
  const ended = scripted.room.end(sessionId, token, { end: "left" });
  await scripted.clock.advance(3_000);
  expect(await ended).toMatchObject({
    value: { parts: expect.arrayContaining([{ part: "session-memory", left: 1 }]) },
  });
  scripted.devices.give();
  expect(await stuck).toMatchObject({ ok: false, code: "call.cancelled" });
});

test("no use begins where its trace cannot be written", async () => {
  const scripted = await started();
  // A folder in the file's place: the rename fails as it does on a full disk.
  mkdirSync(join(scripted.dataDir, "session.json", "x"), { recursive: true });
  expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "storage.full" });
  expect(scripted.room.state().session).toBeNull();
});

test("no use begins while the last one is not on disk", async () => {
  const scripted = await started();
  const session = open(scripted);
  scripted.uplink.fillDisk();
  await scripted.room.end(session.sessionId, session.token, { end: "finished" });
  const proof = scripted.room.wiped(session.sessionId, cleanPages);
  await scripted.clock.advance(1_000);
  expect(await proof).toMatchObject({ ok: true });
  expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "storage.full" });
  expect(existsSync(join(scripted.dataDir, "session.json"))).toBe(true);
  scripted.uplink.freeDisk();
  await scripted.clock.advance(0);
  expect(scripted.uplink.of("session")).toHaveLength(1);
  expect(scripted.room.open(request).ok).toBe(true);
});

test("a use ends at its limit though somebody is there", async () => {
  const scripted = await started();
  const session = open(scripted);
  for (let minute = 0; minute < 29; minute++) {
    await pass(scripted, 60_000);
    scripted.room.touch(session.sessionId, session.token);
  }
  expect(scripted.room.state().session?.limitAt).toBe(session.limitAt);
  await pass(scripted, 70_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "limit" }]);
});

test("a use that nobody touches for ten minutes ends though its pages are alive", async () => {
  const scripted = await started();
  open(scripted);
  await pass(scripted, 590_000);
  expect(scripted.room.state().session).not.toBeNull();
  await pass(scripted, 20_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "timeout" }]);
});

test("a job freezes every clock but not for ever", async () => {
  const scripted = await started();
  const { sessionId, token } = open(scripted);
  scripted.devices.slow = true;
  const printing = scripted.room.call(sessionId, token, { call: "print.booklet", lines: ["甲"] }, never);
  expect(scripted.room.state().session?.busy).toBe(true);
  // The pages fall silent, and the paper still comes out.
  await scripted.clock.advance(100_000);
  expect(scripted.room.state().session?.sessionId).toBe(sessionId);
  await scripted.clock.advance(60_000);
  expect(scripted.room.state().session).toBeNull();
  expect(await printing).toMatchObject({ ok: false, code: "call.cancelled" });
  expect(scripted.uplink.of("session")).toMatchObject([
    { end: "crash", jobs: [{ kind: "booklet", outcome: "failed" }] },
  ]);
});

test("an app that is taken off while in use says so, and ends by itself after a minute", async () => {
  const scripted = await started();
  open(scripted);
  const reason = { zh: "系统升级", en: "Upgrade" };
  const { apps } = scripted.shelf.snapshot();
  const off = shelfWith([manifestOf("booklet")], scripted.clock.now(), {
    places: [placeOf(appId, { state: "off", reason })],
  });
  scripted.shelf.set({ ...off, apps });
  expect(scripted.room.state().session?.withdrawn).toEqual(reason);
  await pass(scripted, 58_000);
  expect(scripted.room.state().session).not.toBeNull();
  await pass(scripted, 10_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "withdrawn" }]);
});

test("the card on the reader is looked for once a second after it was read, and not while a job runs", async () => {
  const scripted = await started();
  const session = open(scripted);
  await pass(scripted, 4_000);
  expect(scripted.devices.cardLooks).toBe(0);
  const reading = scripted.room.call(session.sessionId, session.token, { call: "identity.read-card" }, never);
  await pass(scripted, 4_000);
  // The reader is at work: it is not asked a second thing.
  expect(scripted.devices.cardLooks).toBe(0);
  scripted.devices.give();
  await reading;
  scripted.devices.card = "present";
  await pass(scripted, 4_000);
  expect(scripted.devices.cardLooks).toBeGreaterThanOrEqual(3);
  expect(scripted.room.state().session?.card).toBe("present");
  scripted.devices.slow = true;
  const printing = scripted.room.call(session.sessionId, session.token, { call: "print.receipt", lines: ["a"] }, never);
  await pass(scripted, 1_000);
  const looks = scripted.devices.cardLooks;
  await pass(scripted, 6_000);
  expect(scripted.devices.cardLooks).toBe(looks);
  scripted.devices.give();
  expect(await printing).toMatchObject({ ok: true, value: { job: "receipt", pages: 1 } });
  scripted.devices.card = "notPresent";
  await pass(scripted, 2_000);
  expect(scripted.room.state().session?.card).toBe("notPresent");
});

test("listeners hear of a change with the whole state, and of nothing while nothing changes", async () => {
  const scripted = await started();
  const heard: ShellState[] = [];
  const off = scripted.room.onState((state) => heard.push(state));
  open(scripted);
  expect(heard.at(-1)?.session?.appId).toBe(appId);
  const count = heard.length;
  await pass(scripted, 10_000);
  expect(heard).toHaveLength(count);
  off();
  scripted.room.incident({ incident: "renderer-gone", detail: "" });
  expect(heard).toHaveLength(count);
});
