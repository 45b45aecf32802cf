import type { PcscAnswer } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedPcsc } from "./scripted/scripted-pcsc.ts";
import { ScriptedSnmp } from "./scripted/scripted-snmp.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession, SessionError } from "./session.ts";

const profile = loadProfiles().get("ssc-reader/ccid-generic");
if (!profile) throw new Error("profile is missing");
const never = new AbortController().signal;
const reader = (state: number): PcscAnswer => ({ name: "readers", readers: [{ name: "R 00 00", state }] });
const empty = (movements: number) => reader((movements << 16) | 0x12);
const good = (movements: number) => reader((movements << 16) | 0x22);
const mute = (movements: number) => reader((movements << 16) | 0x222);

let clock = new VirtualClock();
let counters = new MemoryCounters();
let service = new ScriptedPcsc(empty(0));
let session: DeviceSession;
const open = () => openSession({ deviceId: "c", profile, transport: service, clock, counters });
beforeEach(() => {
  clock = new VirtualClock();
  counters = new MemoryCounters();
  service = new ScriptedPcsc(empty(0));
  session = open();
});

async function codesAfter(...answers: readonly PcscAnswer[]) {
  let seen = await session.poll(never);
  for (const answer of answers) {
    service.answer = answer;
    seen = await session.poll(never);
  }
  return seen.conditions.map(({ code }) => code);
}

describe("cards that do not answer", () => {
  test("are no fault while they are fewer than the profile's limit", async () => {
    expect(await codesAfter(mute(1), empty(2), mute(3), mute(3), mute(3), mute(3))).toEqual([]);
  });

  test("are the reader's fault when there are as many in a row, and stay it with the slot empty", async () => {
    expect(await codesAfter(mute(1), mute(3), mute(5))).toEqual(["card.read-failures"]);
    expect(await codesAfter(empty(6))).toEqual(["card.read-failures"]);
  });

  test("are over when one answers", async () => {
    expect(await codesAfter(mute(1), mute(3), mute(5), good(7))).toEqual([]);
    expect(await counters.read("c", "unreadableCards")).toBe(0);
  });

  test("are remembered over a restart", async () => {
    await codesAfter(mute(1), mute(3));
    session = open();
    expect(await codesAfter(empty(4), mute(5))).toEqual(["card.read-failures"]);
  });

  test("are counted on with a broken disk", async () => {
    counters.broken = new Error("disk");
    expect(await codesAfter(mute(1), mute(3), mute(5))).toEqual(["card.read-failures"]);
  });
});

describe("a service that", () => {
  test("never answers ends a poll in time and is silent, not the reader", async () => {
    service.before = () => new Promise(() => undefined);
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "unknown", answered: false, failure: { code: "service.stopped" } });
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test("is told to stop when its time is over", async () => {
    let ended: AbortSignal | undefined;
    service.before = (signal) => {
      ended = signal;
      return new Promise(() => undefined);
    };
    await session.poll(never);
    expect(ended?.aborted).toBe(true);
  });

  test("is stopped leaves nothing answered, and is believed again when it runs", async () => {
    service.answer = { name: "refused", status: 0x8010001d };
    expect(await session.poll(never)).toMatchObject({ state: "unknown", answered: false });
    service.answer = empty(0);
    expect(await session.poll(never)).toMatchObject({ state: "online", answered: true });
  });

  test("has several readers names them all", async () => {
    const readers = ["One 00 00", "Two 01 00"].map((name) => ({ name, state: 0x12 }));
    service.answer = { name: "readers", readers };
    const { failure, readings } = await session.poll(never);
    expect(failure).toEqual({ code: "config.wrong-device", detail: "2 readers, name one: One 00 00; Two 01 00" });
    expect(readings).toEqual([]);
  });

  test("has lost the reader lets its cards be no longer spoken of", async () => {
    await codesAfter(mute(1), mute(3), mute(5));
    service.answer = { name: "readers", readers: [] };
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "noDevice", answered: false, failure: { code: "device.not-present" } });
    expect(seen.conditions.map(({ code }) => code)).toEqual(["device.not-present"]);
  });
});

test("an unavailable reader did not answer, although the service did", async () => {
  service.answer = reader(0x0a);
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "offline", answered: false });
  expect(seen.failure).toBeUndefined();
});

test("what the service said is kept as octets", async () => {
  const { exchange } = await session.poll(never);
  expect(exchange).toMatchObject([{ dir: "rx", hex: "0000000001000000120752203030203030" }]);
});

test("a poll that is called off rejects with its reason and with nothing else", async () => {
  service.before = () => new Promise(() => undefined);
  const off = new AbortController();
  const polled = session.poll(off.signal);
  off.abort(new Error("off"));
  await expect(polled).rejects.toThrow("off");
});

test("a transport that breaks is a failure of the poll and no exception", async () => {
  service.before = () => Promise.reject(new TransportError("lost", "gone"));
  expect(await session.poll(never)).toMatchObject({ state: "unknown", answered: false });
});

test("the protocol runs over nothing else", () => {
  const transport = new ScriptedSnmp([]);
  expect(() => openSession({ deviceId: "c", profile, transport, clock, counters })).toThrow(SessionError);
});
