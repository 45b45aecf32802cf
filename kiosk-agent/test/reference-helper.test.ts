// The reference helper as a vendor would run it: started by the agent's own transport, over a vendor's status program
// that the tests write themselves.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

let folder: string;
let tool: string;
let session: DeviceSession;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "reference-helper-"));
  tool = join(folder, "prx-status");
  const transport = createTransport(url());
  session = openSession({
    deviceId: "p",
    profile,
    transport,
    clock: createSystemClock(),
    counters: new MemoryCounters(),
  });
});
afterEach(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

const url = () => `helper://${process.execPath}?arg=${encodeURIComponent(program)}&arg=${encodeURIComponent(tool)}`;
const toolSays = (script: string, mode = 0o755) => writeFile(tool, `#!/bin/sh\n${script}\n`, { mode });

test("what the vendor's program says is what the agent shows", async () => {
  await toolSays("echo device 5; echo media 4");
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "online", answered: true, conditions: [] });
  expect(seen.readings).toContainEqual(expect.objectContaining({ name: "media", value: "present" }));
  expect(seen.readings).toContainEqual(expect.objectContaining({ name: "model", value: "reference-helper 1.0.0" }));
  await toolSays("echo device 7; echo media 7");
  expect(await session.poll(never)).toMatchObject({ state: "userError", conditions: [{ code: "media.jam" }] });
});

describe("what goes wrong with the vendor's program is told by name", () => {
  test("it is not installed", async () => {
    expect(await session.poll(never)).toMatchObject({ state: "noDevice", failure: { code: "device.not-present" } });
    await toolSays("echo device 0; echo media 1");
    expect(await session.poll(never)).toMatchObject({ state: "online" });
  });

  test("it may not be started", async () => {
    await toolSays("echo device 0; echo media 1", 0o644);
    expect(await session.poll(never)).toMatchObject({ state: "unknown", failure: { code: "comm.refused" } });
  });

  test("it crashes", async () => {
    await toolSays("kill -11 $$");
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
  });

  test("it hangs", async () => {
    await toolSays("exec sleep 600");
    expect(await session.poll(never)).toMatchObject({
      state: "offline",
      failure: { code: "comm.no-answer", detail: expect.stringContaining("was not done after 2000 ms") },
    });
  });

  test("it says only half", async () => {
    await toolSays("echo device 0");
    const seen = await session.poll(never);
    expect(seen.state).toBe("unknown");
    const notes = seen.readings.flatMap((one) => (one.kind === "text" && one.name === "note" ? one.value : []));
    expect(notes.join()).toContain("media is missing");
  });
});

test("without its argument it ends, and the agent says with which words", async () => {
  const transport = createTransport(`helper://${process.execPath}?arg=${encodeURIComponent(program)}`);
  const bare = openSession({
    deviceId: "q",
    profile,
    transport,
    clock: createSystemClock(),
    counters: new MemoryCounters(),
  });
  const seen = await bare.poll(never);
  await bare.close();
  expect(seen).toMatchObject({ state: "offline", answered: false });
  expect(seen.failure?.detail).toContain("ended with code 2: the path of the vendor's status program is missing");
});

test("the probe finds out by itself what a helper is for", async () => {
  await toolSays("echo device 1; echo media 1");
  const clock = createSystemClock();
  const result = await probe({ url: url(), profiles, timeoutMs: 30_000, clock, signal: never });
  expect(result).toMatchObject({ verdict: "healthy", device: { profile: profile.id } });
});
