import { once } from "node:events";
import { connect } from "node:net";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CrpRewriter } from "../../fixtures/sim/devices/crp-rewriter.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceSession } from "../src/ports.ts";

// The agent's own transport and driver against the emulated machine, with a citizen's card in between.
const profile = loadProfiles().get("endorsement-machine/sanwa-crp-1231lr");
if (!profile) throw new Error("profile is missing");
const never = new AbortController().signal;

let machine: CrpRewriter;
let session: DeviceSession;
let counters: MemoryCounters;
beforeEach(async () => {
  machine = new CrpRewriter();
  await machine.start();
  counters = new MemoryCounters();
  const transport = createTransport(machine.url);
  session = openSession({ deviceId: "e", profile, transport, clock: createSystemClock(), counters });
});
afterEach(async () => {
  await session.close();
  await machine.stop();
});

const told = async () => {
  const { state, conditions, readings } = await session.poll(never);
  const media = readings.find((reading) => reading.kind === "status" && reading.name === "media")?.value;
  return [state, ...conditions.map(({ code }) => code), media].join(" ");
};

/** Sends a command as a citizen's session would, over a line of its own. */
async function command(code: number): Promise<void> {
  const { hostname, port } = new URL(machine.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const counted = [6, code, 0x30, 0x30, 0x30, 3];
  socket.write(Buffer.from([2, ...counted, counted.reduce((sum, octet) => sum ^ octet, 0)]));
  await once(socket, "data");
  socket.destroy();
}

test("a machine at rest is online and tells its firmware", async () => {
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "online", answered: true, conditions: [], droppedBytes: 0 });
  expect(seen.readings).toContainEqual(
    expect.objectContaining({ name: "firmware", value: "AP:S1234-5678,OS:S9012-3456,0000" }),
  );
  expect(machine.touched).toEqual([]);
});

test("from a card in the mouth to a card taken away nothing is a defect, and one card is counted", async () => {
  await session.replaceConsumable("cleaningKit", "");
  machine.runningAnswers = 99;
  expect(await told()).toBe("online notPresent");
  machine.insertCard();
  expect(await told()).toBe("online present");
  await command(0x7d);
  expect(await told()).toBe("deviceBusy present");
  machine.runningAnswers = 0;
  await command(0x80);
  expect(await told()).toBe("online present");
  machine.takeCard();
  expect(await told()).toBe("online notPresent");
  expect(counters.values.get("e cardsSinceCleaning")).toBe(1);
  expect(machine.touched).toEqual([0x7d, 0x80]);
});

test("a cleaning that waits for its card is no defect", async () => {
  await command(0xa0);
  expect(await told()).toBe("deviceBusy notPresent");
});

describe("a machine that misbehaves is never healthy, and well again without anybody's doing", () => {
  test.each([
    ["mute", "offline comm.no-answer "],
    ["hung", "offline comm.no-answer "],
    ["nak", "unknown comm.garbled "],
    ["wrong-checksum", "unknown comm.garbled "],
  ] as const)("%s", async (condition, said) => {
    machine.condition = condition;
    expect(await told()).toBe(said);
    machine.condition = "ok";
    expect(await told()).toBe("online notPresent");
    expect(machine.touched).toEqual([]);
  });

  test("with half a reply", async () => {
    machine.delivery = { onlyFirstBytes: 5 };
    expect(await told()).toBe("unknown comm.garbled ");
    machine.delivery = {};
    expect(await told()).toBe("online notPresent");
  });

  test("unplugged in mid-reply, gone, and plugged in again", async () => {
    machine.delivery = { resetAfterBytes: 4 };
    expect(await told()).toBe("offline comm.no-answer ");
    machine.delivery = {};
    await machine.vanish();
    expect(await told()).toMatch(/^(?:offline|noDevice|unknown) /);
    await machine.start();
    expect(await told()).toBe("online notPresent");
  });
});

test("answers to the question before are dropped until one names the question", async () => {
  await session.poll(never);
  machine.condition = "previous-answer";
  machine.fault = "jam";
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "userError", conditions: [{ code: "media.jam" }] });
  expect(seen.droppedBytes).toBeGreaterThan(0);
});

test("noise before every answer and answers in single octets change nothing", async () => {
  machine.delivery = { noiseBefore: Buffer.from("00ff7f", "hex"), pieceBytes: 1, pieceGapMs: 1 };
  expect(await told()).toBe("online notPresent");
});
