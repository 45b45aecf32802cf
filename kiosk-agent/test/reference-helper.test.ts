// The reference helper as a vendor would run it: started by the agent's own transport, over a vendor's status program
// that the tests write themselves.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceSession } from "../src/ports.ts";
import { probe } from "../src/probe/probe.ts";

const program = fileURLToPath(new URL("../helper/reference-helper.ts", import.meta.url));
const profiles = loadProfiles();
const found = profiles.get("booklet-printer/olivetti-pr2plus-libprx");
if (!found) throw new Error("profile is missing");
const profile = found;
const never = new AbortController().signal;

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 8 });

/** The reference helper over a tool of its own, and the agent that asks it. */
async function helped({ onTestFinished }: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "reference-helper-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const tool = join(folder, "prx-status");
  const url = `helper://${process.execPath}?arg=${encodeURIComponent(program)}&arg=${encodeURIComponent(tool)}`;
  const session = opened(url);
  onTestFinished(() => session.close());
  const toolSays = (script: string, mode = 0o755) => writeFile(tool, `#!/bin/sh\n${script}\n`, { mode });
  return { url, session, toolSays };
}

function opened(url: string): DeviceSession {
  const transport = createTransport(url);
  return openSession({
    deviceId: "p",
    profile,
    transport,
    clock: createSystemClock(),
    counters: new MemoryCounters(),
  });
}

describe.concurrent("the reference helper", () => {
  test("what the vendor's program says is what the agent shows", async (context) => {
    const { expect } = context;
    const { session, toolSays } = await helped(context);
    await toolSays("echo device 5; echo media 4");
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "online", answered: true, conditions: [] });
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "media", value: "present" }));
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "model", value: "reference-helper 1.0.0" }));
    await toolSays("echo device 7; echo media 7");
    expect(await session.poll(never)).toMatchObject({ state: "userError", conditions: [{ code: "media.jam" }] });
  });

  describe("what goes wrong with the vendor's program is told by name", () => {
    test("it is not installed", async (context) => {
      const { expect } = context;
      const { session, toolSays } = await helped(context);
      expect(await session.poll(never)).toMatchObject({ state: "noDevice", failure: { code: "device.not-present" } });
      await toolSays("echo device 0; echo media 1");
      expect(await session.poll(never)).toMatchObject({ state: "online" });
    });

    test("it may not be started", async (context) => {
      const { expect } = context;
      const { session, toolSays } = await helped(context);
      await toolSays("echo device 0; echo media 1", 0o644);
      expect(await session.poll(never)).toMatchObject({ state: "unknown", failure: { code: "comm.refused" } });
    });

    test("it crashes", async (context) => {
      const { expect } = context;
      const { session, toolSays } = await helped(context);
      await toolSays("kill -11 $$");
      expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    });

    test("it hangs", async (context) => {
      const { expect } = context;
      const { session, toolSays } = await helped(context);
      await toolSays("exec sleep 600");
      expect(await session.poll(never)).toMatchObject({
        state: "offline",
        failure: { code: "comm.no-answer", detail: expect.stringContaining("was not done after 2000 ms") },
      });
    });

    test("it says only half", async (context) => {
      const { expect } = context;
      const { session, toolSays } = await helped(context);
      await toolSays("echo device 0");
      const seen = await session.poll(never);
      expect(seen.state).toBe("unknown");
      const notes = seen.readings.flatMap((one) => (one.kind === "text" && one.name === "note" ? one.value : []));
      expect(notes.join()).toContain("media is missing");
    });
  });

  test("without its argument it ends, and the agent says with which words", async (context) => {
    const { expect } = context;
    const bare = opened(`helper://${process.execPath}?arg=${encodeURIComponent(program)}`);
    const seen = await bare.poll(never);
    await bare.close();
    expect(seen).toMatchObject({ state: "offline", answered: false });
    expect(seen.failure?.detail).toContain("ended with code 2: the path of the vendor's status program is missing");
  });

  test("the probe finds out by itself what a helper is for", async (context) => {
    const { expect } = context;
    const { url, toolSays } = await helped(context);
    await toolSays("echo device 1; echo media 1");
    const clock = createSystemClock();
    const result = await probe({ url, profiles, timeoutMs: 30_000, clock, signal: never });
    expect(result).toMatchObject({ verdict: "healthy", device: { profile: profile.id } });
  });
});
