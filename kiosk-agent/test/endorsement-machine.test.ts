import { once } from "node:events";
import { connect } from "node:net";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import { CrpRewriter } from "../../fixtures/sim/devices/crp-rewriter.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";

// The agent's own transport and driver against the emulated machine, with a citizen's card in between.
const found = loadProfiles().get("endorsement-machine/sanwa-crp-1231lr");
if (!found) throw new Error("profile is missing");
const profile = found;
const never = new AbortController().signal;

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 20 });

/** A machine, and the agent that watches it. */
async function watched({ onTestFinished }: TestContext) {
  const machine = new CrpRewriter();
  await machine.start();
  onTestFinished(() => machine.stop());
  const counters = new MemoryCounters();
  const transport = createTransport(machine.url);
  const session = openSession({ deviceId: "e", profile, transport, clock: createSystemClock(), counters });
  onTestFinished(() => session.close());
  const told = async () => {
    const { state, conditions, readings } = await session.poll(never);
    const media = readings.find((reading) => reading.kind === "status" && reading.name === "media")?.value;
    return [state, ...conditions.map(({ code }) => code), media].join(" ");
  };
  return { machine, counters, session, told };
}

/** Sends a command as a citizen's session would, over a line of its own. */
async function command({ url }: CrpRewriter, code: number): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const counted = [6, code, 0x30, 0x30, 0x30, 3];
  socket.write(Buffer.from([2, ...counted, counted.reduce((sum, octet) => sum ^ octet, 0)]));
  await once(socket, "data");
  socket.destroy();
}

describe.concurrent("an endorsement machine", () => {
  test("a machine at rest is online and tells its firmware", async (context) => {
    const { expect } = context;
    const { machine, session } = await watched(context);
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "online", answered: true, conditions: [], droppedBytes: 0 });
    expect(seen.readings).toContainEqual(
      expect.objectContaining({ name: "firmware", value: "AP:S1234-5678,OS:S9012-3456,0000" }),
    );
    expect(machine.touched).toEqual([]);
  });

  test("from a card in the mouth to a card taken away nothing is a defect, and one card is counted", async (context) => {
    const { expect } = context;
    const { machine, session, counters, told } = await watched(context);
    await session.replaceConsumable("cleaningKit", "");
    machine.runningAnswers = 99;
    expect(await told()).toBe("online notPresent");
    machine.insertCard();
    expect(await told()).toBe("online present");
    await command(machine, 0x7d);
    expect(await told()).toBe("deviceBusy present");
    machine.runningAnswers = 0;
    await command(machine, 0x80);
    expect(await told()).toBe("online present");
    machine.takeCard();
    expect(await told()).toBe("online notPresent");
    expect(counters.values.get("e cardsSinceCleaning")).toBe(1);
    expect(machine.touched).toEqual([0x7d, 0x80]);
  });

  test("a cleaning that waits for its card is no defect", async (context) => {
    const { expect } = context;
    const { machine, told } = await watched(context);
    await command(machine, 0xa0);
    expect(await told()).toBe("deviceBusy notPresent");
  });

  describe("a machine that misbehaves is never healthy, and well again without anybody's doing", () => {
    for (const [condition, said] of [
      ["mute", "offline comm.no-answer "],
      ["hung", "offline comm.no-answer "],
      ["nak", "unknown comm.garbled "],
      ["wrong-checksum", "unknown comm.garbled "],
    ] as const) {
      test(condition, async (context) => {
        const { expect } = context;
        const { machine, told } = await watched(context);
        machine.condition = condition;
        expect(await told()).toBe(said);
        machine.condition = "ok";
        expect(await told()).toBe("online notPresent");
        expect(machine.touched).toEqual([]);
      });
    }

    test("with half a reply", async (context) => {
      const { expect } = context;
      const { machine, told } = await watched(context);
      machine.delivery = { onlyFirstBytes: 5 };
      expect(await told()).toBe("unknown comm.garbled ");
      machine.delivery = {};
      expect(await told()).toBe("online notPresent");
    });

    test("unplugged in mid-reply, gone, and plugged in again", async (context) => {
      const { expect } = context;
      const { machine, told } = await watched(context);
      machine.delivery = { resetAfterBytes: 4 };
      expect(await told()).toBe("offline comm.no-answer ");
      machine.delivery = {};
      await machine.vanish();
      expect(await told()).toMatch(/^(?:offline|noDevice|unknown) /);
      await machine.start();
      expect(await told()).toBe("online notPresent");
    });
  });

  test("answers to the question before are dropped until one names the question", async (context) => {
    const { expect } = context;
    const { machine, session } = await watched(context);
    await session.poll(never);
    machine.condition = "previous-answer";
    machine.fault = "jam";
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "userError", conditions: [{ code: "media.jam" }] });
    expect(seen.droppedBytes).toBeGreaterThan(0);
  });

  test("noise before every answer and answers in single octets change nothing", async (context) => {
    const { expect } = context;
    const { machine, told } = await watched(context);
    machine.delivery = { noiseBefore: Buffer.from("00ff7f", "hex"), pieceBytes: 1, pieceGapMs: 1 };
    expect(await told()).toBe("online notPresent");
  });
});
