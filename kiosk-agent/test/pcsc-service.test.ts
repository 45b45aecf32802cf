// The card reader's driver against the real PC/SC service: pcscd, libccid and libpcsclite of this machine, with emulated
// readers on serial lines. What only USB has (plug, replug) is the laboratory's.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test } from "vitest";
import { PrivatePcscd } from "../../fixtures/pcscd.ts";
import { SerialCcidReader } from "../../fixtures/sim/devices/serial-ccid-reader.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { PcscProcess } from "../src/adapters/pcsc-process.ts";
import { PcscServiceTransport, pcscAddress } from "../src/adapters/transport-pcsc.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceObservation } from "../src/ports.ts";

const generic = loadProfiles().get("ssc-reader/ccid-generic");
if (generic === undefined) throw new Error("the profile is missing");
/** Each look is a process of its own, which a busy machine starts slowly. */
const patient: Profile = { ...generic, poll: { ...generic.poll, timeoutMs: 4000 } };
/** for a look that is known to hang */
const hurried: Profile = { ...generic, poll: { ...generic.poll, timeoutMs: 2500 } };
const never = new AbortController().signal;
/** the service looks at a serial reader every 400 ms, and gives up on one that hangs after three seconds */
const noticedMs = 12_000;
const name = "Kiosk Emulated CCID Reader";

async function emulated({ onTestFinished }: TestContext): Promise<SerialCcidReader> {
  const reader = await SerialCcidReader.open();
  if (reader === undefined) throw new Error("this machine cannot make a pseudo-terminal");
  onTestFinished(() => reader.stop());
  return reader;
}

/** The service with these readers. */
async function service({ onTestFinished }: TestContext, ...readers: readonly SerialCcidReader[]) {
  const pcscd = new PrivatePcscd();
  onTestFinished(() => pcscd.stop());
  const begin = () => pcscd.start(readers.map(({ path }, n) => ({ name: n === 0 ? name : `${name} ${n + 1}`, path })));
  await begin();
  return { pcscd, begin };
}

/** The agent's side, and what it sees. */
function asking(
  { expect, onTestFinished }: TestContext,
  environment: NodeJS.ProcessEnv,
  { url = "pcsc://", profile = patient }: { url?: string; profile?: Profile } = {},
) {
  const transport = new PcscServiceTransport(pcscAddress(new URL(url)), url, new PcscProcess(environment));
  const clock = createSystemClock();
  const session = openSession({ deviceId: "c", profile, transport, clock, counters: new MemoryCounters() });
  onTestFinished(() => session.close());
  const poll = async () => {
    const startedAt = clock.monotonic();
    const seen = await session.poll(never);
    expect(clock.monotonic() - startedAt).toBeLessThan(profile.poll.budgetMs);
    return seen;
  };
  const until = async (holds: (seen: DeviceObservation) => boolean) => {
    const limit = clock.monotonic() + noticedMs;
    let seen = await poll();
    while (!holds(seen) && clock.monotonic() < limit) {
      await clock.sleep(100, never);
      seen = await poll();
    }
    return seen;
  };
  const state = (wanted: DeviceObservation["state"]) => until((seen) => seen.state === wanted);
  return { poll, until, state };
}

const mediaOf = ({ readings }: DeviceObservation) =>
  readings.find((reading) => reading.kind === "status" && reading.name === "media")?.value;
const codesOf = ({ conditions }: DeviceObservation) => conditions.map(({ code }) => code);

describe.concurrent("a reader of the real service", () => {
  test("is online with its slot empty, and says its name", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const seen = await asking(context, pcscd.environment).poll();
    expect(seen).toMatchObject({ state: "online", answered: true, conditions: [] });
    expect(mediaOf(seen)).toBe("notPresent");
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "model", value: `${name} 00 00` }));
    expect(seen.exchange.map(({ dir }) => dir)).toEqual(["rx"]);
  });

  test("tells a card that is put in and one that is taken out, and monitoring sends the card nothing", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { until } = asking(context, pcscd.environment);
    reader.slot.put("good");
    expect(await until((seen) => mediaOf(seen) === "present")).toMatchObject({ state: "online", conditions: [] });
    reader.slot.put("none");
    expect(await until((seen) => mediaOf(seen) === "notPresent")).toMatchObject({ state: "online", conditions: [] });
    expect(reader.slot.commands).toEqual([]);
  });

  test("with a card upside down is its citizen's matter and no fault", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { state } = asking(context, pcscd.environment);
    reader.slot.put("upside-down");
    const seen = await state("userError");
    expect(seen).toMatchObject({ answered: true, conditions: [] });
    expect(mediaOf(seen)).toBe("present");
  });

  test("that reads none of three cards in a row is at fault itself, until one answers", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { until, state } = asking(context, pcscd.environment);
    for (let n = 0; n < 3; n += 1) {
      reader.slot.put("upside-down");
      const mute = await until((seen) => mediaOf(seen) === "present");
      expect(codesOf(mute)).toEqual(n < 2 ? [] : ["card.read-failures"]);
      reader.slot.put("none");
      await until((seen) => mediaOf(seen) === "notPresent");
    }
    reader.slot.put("good");
    expect(codesOf(await state("online"))).toEqual([]);
  });

  test("that another program holds alone is busy and healthy, and that program keeps its card", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { state, until } = asking(context, pcscd.environment);
    reader.slot.put("good");
    await until((seen) => mediaOf(seen) === "present");
    const holder = await held(context, pcscd.environment);
    expect(await state("deviceBusy")).toMatchObject({ answered: true, conditions: [] });
    holder.stdin.end();
    expect((await once(holder, "exit"))[0]).toBe(0);
    expect(await state("online")).toMatchObject({ conditions: [] });
  });

  test("that stops answering is offline, and is back when it answers again", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { poll, state } = asking(context, pcscd.environment);
    reader.slot.condition = "hung";
    const seen = await state("offline");
    expect(seen).toMatchObject({ answered: false });
    expect(codesOf(seen)).toEqual(["comm.no-answer"]);
    for (let n = 0; n < 5; n += 1) expect(await poll()).toMatchObject({ state: "offline" });
    reader.slot.condition = "ok";
    expect(await state("online")).toMatchObject({ answered: true, conditions: [] });
  });

  test("whose electronics fail at every card is, to the service, one that reads none", async (context) => {
    const { expect } = context;
    const reader = await emulated(context);
    const { pcscd } = await service(context, reader);
    const { state } = asking(context, pcscd.environment);
    reader.slot.condition = "hardware-error";
    reader.slot.put("good");
    expect(await state("userError")).toMatchObject({ answered: true, conditions: [] });
  });
});

test.concurrent("the installer's probe names the model that the service tells", async (context) => {
  const { expect } = context;
  const reader = await emulated(context);
  const pcscd = new PrivatePcscd();
  context.onTestFinished(() => pcscd.stop());
  await pcscd.start([{ name: "ACS ACR39U ICC Reader", path: reader.path }]);
  const program = fileURLToPath(new URL("../src/probe/main.ts", import.meta.url));
  const asked = spawn(process.execPath, [program, "pcsc://", "--json"], {
    env: pcscd.environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.onTestFinished(() => end(asked));
  let said = "";
  asked.stdout.on("data", (bytes) => {
    said += String(bytes);
  });
  expect((await once(asked, "close"))[0]).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ verdict: "healthy", device: { profile: "ssc-reader/acs-acr39u" } });
});

describe.concurrent("the real service", () => {
  test("without a reader has no device", async (context) => {
    const { expect } = context;
    const { pcscd } = await service(context);
    const seen = await asking(context, pcscd.environment).poll();
    expect(seen).toMatchObject({ state: "noDevice", answered: false });
    expect(codesOf(seen)).toEqual(["device.not-present"]);
  });

  test("with two readers asks for a name, and names them both", async (context) => {
    const { expect } = context;
    const { pcscd } = await service(context, await emulated(context), await emulated(context));
    const seen = await asking(context, pcscd.environment).poll();
    expect(seen.failure).toMatchObject({ code: "config.wrong-device" });
    expect(seen.state).toBe("unknown");
    expect(seen.failure?.detail).toContain(`${name} 00 00`);
    expect(seen.failure?.detail).toContain(`${name} 2 01 00`);
  });

  test("with two readers tells of the one that is named, also under numbers it had elsewhere", async (context) => {
    const { expect } = context;
    const { pcscd } = await service(context, await emulated(context), await emulated(context));
    for (const named of [`${name} 00 00`, `${name} 03 00`]) {
      const seen = await asking(context, pcscd.environment, { url: `pcsc://${encodeURIComponent(named)}` }).poll();
      expect(seen).toMatchObject({ state: "online" });
      expect(seen.readings).toContainEqual(expect.objectContaining({ name: "model", value: `${name} 00 00` }));
    }
  });

  test("killed and started again is found again without a restart of ours", async (context) => {
    const { expect } = context;
    const { pcscd, begin } = await service(context, await emulated(context));
    const { poll, state } = asking(context, pcscd.environment);
    expect(await state("online")).toMatchObject({ answered: true });
    await pcscd.kill();
    const seen = await poll();
    expect(seen).toMatchObject({ state: "unknown", answered: false });
    expect(codesOf(seen)).toEqual(["service.stopped"]);
    await begin();
    expect(await state("online")).toMatchObject({ answered: true, conditions: [] });
  });

  test("that hangs ends a poll in time, and is heard again when it goes on", async (context) => {
    const { expect } = context;
    const { pcscd } = await service(context, await emulated(context));
    const { poll, state } = asking(context, pcscd.environment, { profile: hurried });
    expect(await state("online")).toMatchObject({ answered: true });
    pcscd.freeze();
    const seen = await poll();
    expect(seen).toMatchObject({ state: "unknown", answered: false, failure: { code: "service.stopped" } });
    expect(await poll()).toMatchObject({ state: "unknown", failure: { code: "service.stopped" } });
    pcscd.thaw();
    expect(await state("online")).toMatchObject({ answered: true, conditions: [] });
  });

  test("that was never started is a stopped service", async (context) => {
    const { expect } = context;
    const folder = temporary(context);
    const seen = await asking(context, { ...process.env, PCSCLITE_CSOCK_NAME: join(folder, "none") }).poll();
    expect(codesOf(seen)).toEqual(["service.stopped"]);
  });
});

test.concurrent("a machine on which libpcsclite cannot be loaded lacks a component, and the agent goes on", async (context) => {
  const { expect } = context;
  const folder = temporary(context);
  writeFileSync(join(folder, "libpcsclite.so.1"), "no library");
  const { poll } = asking(context, { ...process.env, LD_LIBRARY_PATH: folder });
  const seen = await poll();
  expect(seen).toMatchObject({ state: "unknown", answered: false, failure: { code: "config.component-missing" } });
  expect(seen.failure?.detail).toContain("libpcsclite");
  expect(await poll()).toMatchObject({ failure: { code: "config.component-missing" } });
});

function temporary({ onTestFinished }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-pcsc-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program that holds the card alone. The library may miss its reader on a busy machine; it is then started again. */
async function held({ onTestFinished }: TestContext, environment: NodeJS.ProcessEnv) {
  const program = fileURLToPath(new URL("card-holder.ts", import.meta.url));
  for (;;) {
    const holder = spawn(process.execPath, [program], { env: environment, stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => end(holder));
    const says = once(holder.stdout, "data").then(() => true);
    const ends = once(holder, "exit").then(() => false);
    if (await Promise.race([says, ends, delay(holderLimitMs, false)])) return holder;
    await end(holder);
  }
}
const holderLimitMs = 10_000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
