// A use whose pages or whose power are gone: ended by the agent, proved by the pages that come next.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SessionEvent } from "@kiosk/contract";
import { expect, onTestFinished, test } from "vitest";
import { cleanPages, makeRoom } from "./scripted/scripted-room.ts";
import { appId, endCleanly, open, pass, readCard, request, started } from "./scripted/scripted-use.ts";

test("pages that are silent for 15 s have crashed: wiped, told, and said to the next", async () => {
  const scripted = await started();
  const session = open(scripted);
  await pass(scripted, 20_000);
  expect(scripted.room.state().session).not.toBeNull();
  await scripted.clock.advance(50_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ sessionId: session.sessionId, end: "crash" }]);
  expect(scripted.uplink.of("shell")).toMatchObject([{ incident: "unresponsive" }]);
  expect(scripted.room.state()).toMatchObject({ session: null, recovered: { end: "crash", clean: false } });
  open(scripted);
  expect(scripted.room.state().recovered).toBeNull();
});

test("pages that say of themselves that they broke are still there to prove their part", async () => {
  const scripted = await started();
  const { proof } = await endCleanly(scripted, open(scripted), "crash");
  expect(proof).toMatchObject({ value: { clean: true } });
  expect(scripted.room.state().recovered).toBeNull();
});

test("after a crash the next pages prove that theirs are empty, and only then somebody may begin", async () => {
  const scripted = await started();
  const { sessionId } = open(scripted);
  scripted.room.incident({ incident: "renderer-gone", detail: "killed" });
  await scripted.clock.advance(0);
  expect(scripted.room.state()).toMatchObject({ session: null, recovered: null, unproven: sessionId });
  expect(scripted.room.open(request)).toMatchObject({ ok: false, code: "session.other" });
  expect(await scripted.room.wiped(sessionId, cleanPages)).toMatchObject({ ok: true, value: { clean: true } });
  expect(scripted.room.state()).toMatchObject({ recovered: { end: "crash", clean: true }, unproven: null });
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "crash", wipe: { clean: true } }]);
  expect(scripted.room.open(request).ok).toBe(true);
});

test("pages that never come back after a crash hold nobody up for longer than 20 s, and prove nothing", async () => {
  const scripted = await started();
  const { sessionId } = open(scripted);
  scripted.room.incident({ incident: "renderer-gone", detail: "killed" });
  await scripted.clock.advance(20_000);
  expect(scripted.room.state()).toMatchObject({ recovered: { end: "crash", clean: false }, unproven: null });
  expect(await scripted.room.wiped(sessionId, cleanPages)).toMatchObject({ ok: true, value: { clean: false } });
  expect(scripted.room.open(request).ok).toBe(true);
});

test("a renderer that its host lost ends the use at once, and is one crash and not two", async () => {
  const scripted = await started();
  open(scripted);
  scripted.room.incident({ incident: "renderer-gone", detail: "killed" });
  expect(scripted.room.state().session).toBeNull();
  await scripted.clock.advance(21_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "crash" }]);
  expect(scripted.room.health().crashes).toBe(1);
});

test("a use that the power cut off is wiped before the first state, told with what the first pages read back, and only then forgotten", async () => {
  const before = makeRoom();
  await before.room.start();
  const session = open(before);
  // The power goes: nothing of the first room runs on. A second one finds its folder.
  const scripted = makeRoom({ dataDir: before.dataDir });
  await scripted.room.start();
  onTestFinished(() => scripted.room.stop());
  expect(scripted.devices.wipes).toBe(1);
  expect(scripted.room.state()).toMatchObject({ session: null, unproven: session.sessionId });
  expect(existsSync(join(before.dataDir, "session.json"))).toBe(true);
  expect(await scripted.room.wiped(session.sessionId, cleanPages)).toMatchObject({ value: { clean: true } });
  expect(scripted.uplink.of("session")).toMatchObject([{ sessionId: session.sessionId, appId, end: "power" }]);
  expect(SessionEvent.parse(scripted.uplink.of("session")[0]).wipe.clean).toBe(true);
  expect(scripted.room.state()).toMatchObject({ recovered: { end: "power", clean: true }, unproven: null });
  expect(existsSync(join(before.dataDir, "session.json"))).toBe(false);
});

test("a trace that cannot be read is wiped like one that can", async () => {
  const scripted = makeRoom();
  onTestFinished(() => scripted.room.stop());
  writeFileSync(join(scripted.dataDir, "session.json"), "{");
  await scripted.room.start();
  expect(scripted.devices.wipes).toBe(1);
  // no pages come: the proof is what the agent itself read back, and so none
  await scripted.clock.advance(60_000);
  expect(scripted.uplink.of("session")).toMatchObject([{ end: "power", appId: null, wipe: { clean: false } }]);
});

test("a use under way when the agent stops is wiped then and told by the next start, once", async () => {
  const first = makeRoom();
  await first.room.start();
  const session = open(first);
  await readCard(first, session);
  await first.room.stop();
  expect(first.devices.wipes).toBe(1);
  expect(first.uplink.of("session")).toEqual([]);
  const second = makeRoom({ dataDir: first.dataDir });
  await second.room.start();
  await second.room.stop();
  expect(second.uplink.of("session")).toMatchObject([{ sessionId: session.sessionId, end: "power" }]);
});
