// Code scanners over a real socket, with the agent's own transport and clock: what the emulated hardware is, and what the
// agent makes of it. Waits are shortened; everything else is as shipped.
import type { Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import { type ScannerTongue, SerialScanner } from "../../fixtures/sim/devices/serial-scanner.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import { probe } from "../src/probe/probe.ts";

const profiles = loadProfiles();
const profileOf: Record<ScannerTongue, string> = {
  newland: "code-scanner/newland-serial-generic",
  ssi: "code-scanner/grow-gm72",
  gm65: "code-scanner/grow-gm65",
};
const tongues = ["newland", "ssi", "gm65"] as const;
const never = new AbortController().signal;
const code = "EXAMPLE-CODE-0001";
const timeoutMs = 500;

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 20 });

function hurried(tongue: ScannerTongue): Profile {
  const profile = profiles.get(profileOf[tongue]);
  if (!profile) throw new Error(`no profile ${profileOf[tongue]}`);
  return { ...profile, poll: { ...profile.poll, timeoutMs } };
}

/** A scanner, and the agent asking it as `asked` is asked. */
async function attached({ expect, onTestFinished }: TestContext, tongue: ScannerTongue, asked: ScannerTongue = tongue) {
  const scanner = new SerialScanner({ tongue });
  onTestFinished(() => scanner.stop());
  await scanner.start();
  const profile = hurried(asked);
  const transport = createTransport(scanner.url, profile.serial);
  const clock = createSystemClock();
  const session = openSession({ deviceId: "s", profile, transport, clock, counters: new MemoryCounters() });
  onTestFinished(() => session.close());
  const poll = async () => {
    const seen = await session.poll(never);
    expect(JSON.stringify(seen)).not.toContain(code);
    expect(JSON.stringify(seen)).not.toContain(Buffer.from(code).toString("hex"));
    return seen;
  };
  return { scanner, poll };
}

for (const tongue of tongues)
  describe.concurrent(`a scanner that speaks ${tongue}`, () => {
    test("is online, and monitoring begins no scan, ends none and changes no setting", async (context) => {
      const { expect } = context;
      const { scanner, poll } = await attached(context, tongue);
      expect(await poll()).toMatchObject({ state: "online", conditions: [] });
      expect(await poll()).toMatchObject({ state: "online", conditions: [] });
      expect(scanner.meddling).toEqual([]);
      expect(scanner.isProgramming).toBe(false);
      expect(scanner.scan(code)).toBe(true);
    });

    for (const [name, state, fault, harm] of [
      ["mute", "offline", "comm.no-answer", (s: SerialScanner) => Object.assign(s, { condition: "silent" })],
      ["refusing", "unknown", "config.bad-command", (s: SerialScanner) => Object.assign(s, { condition: "refuses" })],
      [
        "wrong in its sums",
        "unknown",
        "comm.garbled",
        (s: SerialScanner) => Object.assign(s, { condition: "wrong-checksum" }),
      ],
      [
        "cut short",
        "unknown",
        "comm.garbled",
        (s: SerialScanner) => Object.assign(s, { delivery: { onlyFirstBytes: 3 } }),
      ],
      [
        "unplugged in mid-reply",
        "offline",
        "comm.no-answer",
        (s: SerialScanner) => Object.assign(s, { delivery: { resetAfterBytes: 3 } }),
      ],
      [
        "always scanning into its answers",
        "unknown",
        "comm.garbled",
        (s: SerialScanner) => Object.assign(s, { codeWithinAnswers: code }),
      ],
    ] as const) {
      test(`and is ${name} is ${state} with ${fault}, and recovers without a restart`, async (context) => {
        const { expect } = context;
        const { scanner, poll } = await attached(context, tongue);
        await poll();
        harm(scanner);
        const seen = await poll();
        expect(seen.state).toBe(state);
        expect(seen.conditions.map((one) => one.code)).toEqual([fault]);
        Object.assign(scanner, { condition: "ok", delivery: {}, codeWithinAnswers: undefined });
        expect(await poll()).toMatchObject({ state: "online", conditions: [] });
      });
    }

    test("and is unplugged is not present, and online again when it is back", async (context) => {
      const { expect } = context;
      const { scanner, poll } = await attached(context, tongue);
      await poll();
      await scanner.vanish();
      expect(["offline", "noDevice"]).toContain((await poll()).state);
      expect((await poll()).state).not.toBe("online");
      await scanner.start();
      expect(await poll()).toMatchObject({ state: "online", conditions: [] });
    });

    test("and answers one question behind is never told by an answer to another question", async (context) => {
      const { expect } = context;
      const { scanner, poll } = await attached(context, tongue);
      const timeless = (readings: readonly object[]) => readings.map((reading) => ({ ...reading, at: 0 }));
      const whole = timeless((await poll()).readings);
      scanner.condition = "one-behind";
      const seen = await poll();
      if (seen.state === "online") expect(timeless(seen.readings)).toEqual(whole);
      else expect(whole).toEqual(expect.arrayContaining(timeless(seen.readings)));
      expect(
        seen.conditions.map((one) => one.code).filter((one) => one !== "comm.garbled" && one !== "comm.no-answer"),
      ).toEqual([]);
    });

    test("in pieces, behind noise and late within its time is online", async (context) => {
      const { expect } = context;
      const { scanner, poll } = await attached(context, tongue);
      scanner.delivery = { pieceBytes: 7, pieceGapMs: 1, noiseBefore: Buffer.from("00ff7f", "hex"), delayMs: 20 };
      const seen = await poll();
      expect(seen.state).toBe("online");
      expect(seen.droppedBytes).toBeGreaterThanOrEqual(3);
    });
  });

for (const [there, asked] of [
  ["newland", "ssi"],
  ["newland", "gm65"],
  ["ssi", "newland"],
  ["ssi", "gm65"],
  ["gm65", "newland"],
  ["gm65", "ssi"],
] as const) {
  test.concurrent(`a ${there} scanner in the place of a ${asked} one is never healthy`, async (context) => {
    const { expect } = context;
    const { scanner, poll } = await attached(context, there, asked);
    const seen = await poll();
    expect(["offline", "unknown"]).toContain(seen.state);
    expect(seen.conditions).toHaveLength(1);
    expect(scanner.meddling).toEqual([]);
  });
}

for (const tongue of tongues) {
  test.concurrent(`the probe shows an installer that a ${tongue} scanner answers, and no scanned code`, async (context) => {
    const { expect } = context;
    const { scanner } = await attached(context, tongue);
    scanner.delivery = { noiseBefore: Buffer.from(`${code}\r\n`) };
    const shown: unknown[] = [];
    const result = await probe({
      url: scanner.url,
      profiles,
      profileId: profileOf[tongue],
      timeoutMs: 10_000,
      clock: createSystemClock(),
      signal: never,
      onStep: (step) => shown.push(step),
    });
    expect(result.verdict).toBe("healthy");
    expect(result.trace.map(({ dir }) => dir)).toContain("rx");
    expect(JSON.stringify([result, shown])).not.toContain(Buffer.from(code).toString("hex"));
  });
}
