import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterEach, describe, expect, test } from "vitest";
import { HelperDevice } from "../../fixtures/sim/devices/helper-device.ts";
import { ZebraPrinter } from "../../fixtures/sim/devices/zebra-printer.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceSession } from "../src/ports.ts";

// Card printers as endorsement machines: the agent's own transport and driver against the emulated machine, or against
// a real helper process with the machine's answers in it.
const profiles = loadProfiles();
const never = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function attached(id: string, device: { readonly url: string; start(): Promise<void>; stop(): Promise<void> }) {
  const profile = profiles.get(`endorsement-machine/${id}`);
  if (!profile) throw new Error(`no profile ${id}`);
  await device.start();
  ends.push(() => device.stop());
  const transport = createTransport(device.url);
  const counters = new MemoryCounters();
  const session = openSession({ deviceId: "e", profile, transport, clock: createSystemClock(), counters });
  ends.push(() => session.close());
  return session;
}

/** State, fault codes, and the due-state of the cleaning. */
async function told(session: DeviceSession): Promise<string> {
  const { state, conditions, readings } = await session.poll(never);
  const cleaning = readings.find((one) => one.kind === "status" && one.name === "cleaning")?.value;
  return [state, ...conditions.map(({ code }) => code), `cleaning ${cleaning}`].join(" ");
}

describe("a Zebra P310", () => {
  test("is due for a cleaning when it made as many passes as it is set to since the last one, and well after it", async () => {
    const printer = new ZebraPrinter({ impressions: 31_000, alertPasses: 500 });
    const session = await attached("zebra-p310", printer);
    expect(await told(session)).toBe("online cleaning unknown");
    expect(await session.replaceConsumable("cleaningKit", "")).toBe(true);
    expect(await told(session)).toBe("online cleaning ok");
    printer.print(500);
    expect(await told(session)).toBe("online cleaning.required cleaning required");
    await session.replaceConsumable("cleaningKit", "");
    expect(await told(session)).toBe("online cleaning ok");
    expect(printer.touched).toEqual([]);
  });

  test("says which error it has for as long as it has it, and monitoring does not clear it", async () => {
    const printer = new ZebraPrinter();
    const session = await attached("zebra-p310", printer);
    printer.error = 4;
    expect(await told(session)).toBe("userError cards.empty cleaning unknown");
    expect(await told(session)).toBe("userError cards.empty cleaning unknown");
    printer.error = undefined;
    expect(await told(session)).toBe("online cleaning unknown");
    expect(printer.touched).toEqual([]);
  });

  test("that got the question damaged is asked again", async () => {
    const printer = new ZebraPrinter();
    const session = await attached("zebra-p310", printer);
    printer.damagedCommands = 2;
    expect(await told(session)).toBe("online cleaning unknown");
    printer.damagedCommands = 3;
    expect(await told(session)).toBe("unknown config.bad-command cleaning unknown");
  });
});

/** A helper process hears of a change by its own line, so the question after it may come first. */
const settles = (session: DeviceSession) => expect.poll(() => told(session), { timeout: 5000 });

const nothing = { hex: "00000000" };

test("an Evolis machine that rewrites cards, from a ribbon left in to a cleaning by its own limits", async () => {
  const flags = { config: nothing, information: nothing, warning: nothing, error: nothing };
  const ready = { majorState: "READY", ...flags, ext1: nothing, ext2: nothing, ext3: nothing, ext4: nothing };
  const helper = new HelperDevice("evolis", ready);
  const session = await attached("evolis-rewrite-generic", helper);
  const now = (change: Readonly<Record<string, unknown>>) => helper.set({ fields: { ...ready, ...change } });
  await settles(session).toBe("online cleaning ok");
  now({ majorState: "WARNING", warning: { hex: "40000000" } });
  await settles(session).toBe("userError interlock.open cleaning ok");
  now({ majorState: "WARNING", warning: { hex: "00010000" } });
  await settles(session).toBe("online cleaning ok");
  now({ information: { hex: "00000001" } });
  await settles(session).toBe("deviceBusy cleaning ok");
  now({ cardCount: 1000, warningThreshold: 1000, warrantyLostThreshold: 1200 });
  await settles(session).toBe("online cleaning.required cleaning required");
  now({ cardCount: 0, warningThreshold: 1000, warrantyLostThreshold: 1200 });
  await settles(session).toBe("online cleaning ok");
  expect(await session.replaceConsumable("cleaningKit", "")).toBe(false);
});

test("an Entrust printer after 500 cards since its cleaning card", async () => {
  const ready = { printerStatus: "Ready", errorCode: 0, cardsPickedSinceCleaningCard: 499 };
  const helper = new HelperDevice("entrust-xps", ready);
  const session = await attached("entrust-xps-generic", helper);
  await settles(session).toBe("online cleaning ok");
  helper.set({ fields: { ...ready, cardsPickedSinceCleaningCard: 500 } });
  await settles(session).toBe("online cleaning.required cleaning required");
  helper.set({ fields: { ...ready, printerStatus: "Paused" } });
  await settles(session).toBe("unknown cleaning ok");
});

test("a Dascom printer whose ribbon is at the limit that is set in it", async () => {
  const ready = { result: 0, mainStatus: nothing, errorStatus: nothing, warningStatus: nothing };
  const helper = new HelperDevice("dascom-card", { ...ready, ribbonRemaining: 21, ribbonNearEnd: 20, ribbonEnd: 0 });
  const session = await attached("dascom-dc-3300", helper);
  await settles(session).toBe("online cleaning undefined");
  helper.set({ fields: { ...ready, ribbonRemaining: 20, ribbonNearEnd: 20, ribbonEnd: 0 } });
  await settles(session).toBe("online ribbon.low cleaning undefined");
  helper.set({ fields: { ...ready, result: 0x2900000a } });
  await settles(session).toBe("deviceBusy cleaning undefined");
});
