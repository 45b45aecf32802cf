// Peers that hang or refuse, and any order of things that may happen to uses.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type OpenedSession, type OpenSession, sessionEnds } from "@kiosk/contract";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { cleanPages, manifestOf, quickFolder, type Scripted, startRoom } from "./scripted/scripted-room.ts";

const request: OpenSession = { appId: manifestOf("booklet").id, host: "electron", elder: false, language: "en" };
const never = new AbortController().signal;

async function started(...args: Parameters<typeof startRoom>): Promise<Scripted & { session: OpenedSession }> {
  const scripted = await startRoom(...args);
  onTestFinished(() => scripted.room.stop());
  const opened = scripted.room.open(request);
  if (!opened.ok) throw new Error(opened.code);
  return { ...scripted, session: opened.value };
}

test("devices that do not come to an end of wiping are not believed and not waited for", async () => {
  const { room, clock, devices, uplink, session } = await started();
  devices.hangs = true;
  const ending = room.end(session.sessionId, session.token, { end: "finished" });
  await clock.advance(5_000);
  const ended = await ending;
  if (!ended.ok) throw new Error(ended.code);
  expect(ended.value.parts.filter((p) => p.left === null).map((p) => p.part)).toEqual([
    "temp-files",
    "print-spool",
    "device-leases",
  ]);
  await room.wiped(session.sessionId, cleanPages);
  expect(uplink.of("session")[0]?.wipe.clean).toBe(false);
  devices.hangs = false;
});

test("a reader that does not say whether a card is there leaves it unknown, and the clocks go on", async () => {
  const { room, clock, devices, uplink, session } = await started();
  const reading = room.call(session.sessionId, session.token, { call: "identity.read-card" }, never);
  devices.give();
  await reading;
  devices.hangs = true;
  for (let i = 0; i < 5; i++) {
    room.alive({ paints: i, heapBytes: null });
    await clock.advance(2_000);
  }
  expect(room.state().session?.card).toBe("unknown");
  devices.hangs = false;
  await clock.advance(40_000);
  expect(uplink.of("session")).toMatchObject([{ end: "crash" }]);
});

test("the trace of a use stays where the queue refused its event, and the next start tells it", async () => {
  const { room, clock, uplink, dataDir, session, logged } = await started();
  uplink.refuses = true;
  await room.end(session.sessionId, session.token, { end: "finished" });
  await room.wiped(session.sessionId, cleanPages);
  await clock.advance(1_000);
  expect(existsSync(join(dataDir, "session.json"))).toBe(true);
  expect(logged.join()).toContain("citizen.untold");
  const next = await startRoom({ dataDir });
  onTestFinished(() => next.room.stop());
  await next.room.wiped(session.sessionId, cleanPages);
  expect(next.uplink.of("session")).toMatchObject([{ sessionId: session.sessionId, end: "power" }]);
});

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("end" as const), end: fc.constantFrom(...sessionEnds) }),
    fc.record({ do: fc.constantFrom("open", "wiped", "card", "print", "give", "alive", "gone", "cut", "stop") }),
    fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(100, 1_000, 6_000, 16_000, 200_000) }),
  ),
  { minLength: 5, maxLength: 30 },
);

test("whatever happens in whatever order: each use is told exactly once, and nothing of one is left when the next begins", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const dataDir = quickFolder();
      const opened: string[] = [];
      const told: string[] = [];
      let scripted = await startRoom({ dataDir });
      let session: OpenedSession | undefined;
      const collect = () => told.push(...scripted.uplink.of("session").map((e) => e.sessionId));
      const pending: Promise<unknown>[] = [];
      for (const step of list) {
        const { room, clock, devices } = scripted;
        const { sessionId, token } = session ?? { sessionId: "", token: "" };
        if (step.do === "open") {
          const before = devices.wipes;
          const answer = room.open(request);
          if (answer.ok) {
            // All before it were wiped.
            expect(before).toBeGreaterThanOrEqual(scripted.uplink.of("session").length);
            expect(room.state().session).toMatchObject({ identified: null, busy: false, card: "unknown" });
            session = answer.value;
            opened.push(session.sessionId);
          }
        } else if (step.do === "pass") await clock.advance(step.ms);
        else if (step.do === "end") pending.push(room.end(sessionId, token, { end: step.end }));
        else if (step.do === "wiped") pending.push(room.wiped(sessionId, cleanPages));
        else if (step.do === "card") pending.push(room.call(sessionId, token, { call: "identity.read-card" }, never));
        else if (step.do === "print") {
          devices.slow = true;
          pending.push(room.call(sessionId, token, { call: "print.receipt", lines: ["a"] }, never));
        } else if (step.do === "give") devices.give();
        else if (step.do === "alive") room.alive({ paints: 1, heapBytes: null });
        else if (step.do === "gone") room.incident({ incident: "renderer-gone", detail: "" });
        else {
          // The power goes, or the agent is restarted: another room finds the folder.
          await clock.advance(0);
          if (step.do === "stop") await room.stop();
          collect();
          // Whoever waited for the first one waits no more.
          pending.length = 0;
          scripted = await startRoom({ dataDir });
        }
      }
      // Silent pages, and the grace of a job that never ends
      await scripted.clock.advance(200_000);
      await Promise.all(pending);
      await scripted.room.stop();
      collect();
      expect(told.toSorted()).toEqual(opened.toSorted());
      expect(existsSync(join(dataDir, "session.json"))).toBe(false);
      rmSync(dataDir, { recursive: true });
    }),
    { numRuns: 100 },
  );
}, 60_000);
