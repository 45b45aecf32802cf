import { fileURLToPath } from "node:url";
import { fromHex, parseIpp, toHex } from "@kiosk/firmware-profiles";
import { loadCaptures, loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedIpp } from "./scripted/scripted-ipp.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const id = "a4-printer/hp-laserjet-ipp";
const profile = loadProfiles().get(id);
if (!profile) throw new Error("profile is missing");
const captures = loadCaptures(fileURLToPath(new URL("../../../fixtures/captures", import.meta.url)));
const never = new AbortController().signal;

/** A captured answer as the answer to any request: with that request's id. */
function answerOf(name: string, request: Uint8Array): Uint8Array {
  const found = captures.find((one) => one.name === `a4-printer/${name}`);
  const heard = found?.capture.chunks?.filter(({ dir }) => dir === "rx").map(({ hex }) => hex) ?? [];
  if (heard.length === 0) throw new Error(`no capture ${name}`);
  const answer = fromHex(heard.join(""));
  answer.set(request.subarray(4, 8), 4);
  return answer;
}

let clock = new VirtualClock();
let shown = "hp-laserjet-ipp/awake-after-sleep";
let printer = new ScriptedIpp(() => Promise.reject(new Error("unset")));
let session: DeviceSession;
beforeEach(() => {
  clock = new VirtualClock();
  shown = "hp-laserjet-ipp/awake-after-sleep";
  printer = new ScriptedIpp(async (request) => answerOf(shown, request));
  session = openSession({ deviceId: "a", profile, transport: printer, clock, counters: new MemoryCounters() });
});

describe("a printer that falls asleep", () => {
  test("is unknown, and what it tells was measured before", async () => {
    shown = "hp-laserjet-ipp/asleep";
    const { state, readings } = await session.poll(never);
    expect(state).toBe("unknown");
    expect(readings.map(({ quality }) => quality)).not.toContain("measured");
  });

  test("keeps the troubles it had awake, although it calls itself idle without a reason", async () => {
    shown = "hp-laserjet-ipp/cover-open";
    await session.poll(never);
    shown = "hp-laserjet-ipp/asleep";
    expect((await session.poll(never)).conditions).toMatchObject([{ code: "cover.open" }]);
    shown = "hp-laserjet-ipp/awake-after-sleep";
    expect(await session.poll(never)).toMatchObject({ state: "online", conditions: [] });
  });
});

describe("a question", () => {
  test("has a request-id of its own each time", async () => {
    await session.poll(never);
    await session.poll(never);
    const starts = printer.asked.filter((hex) => hex.startsWith("0101000b"));
    expect(starts.map((hex) => parseIpp(fromHex(hex))?.requestId)).toEqual([1, 2]);
  });

  test("is asked again after silence, and the second answer counts", async () => {
    printer.script = async (request, n) => {
      if (n === 1) throw new TransportError("timeout", "silence");
      return answerOf(shown, request);
    };
    expect(await session.poll(never)).toMatchObject({ state: "online", answered: true });
  });

  test("is asked again where the answer was another question's", async () => {
    const late = answerOf(shown, fromHex("0101000b00000063"));
    printer.script = async (request, n) => (n === 1 ? late : answerOf("hp-laserjet-ipp/cover-open", request));
    expect((await session.poll(never)).state).toBe("userError");
  });

  test.each(["absent", "refused", "busy"] as const)("is not asked again where the printer is %s", async (code) => {
    printer.script = () => Promise.reject(new TransportError(code, "no"));
    expect((await session.poll(never)).answered).toBe(false);
    expect(printer.exchanges).toBe(1);
    expect(printer.closed).toBe(1);
  });
});

describe("a refusal", () => {
  test("because the printer is busy is healthy and says nothing of its supplies", async () => {
    shown = "generic-ipp-everywhere/busy";
    expect(await session.poll(never)).toMatchObject({
      state: "deviceBusy",
      conditions: [],
      readings: [],
      answered: false,
    });
  });

  test("tells what is wrong with the address", async () => {
    shown = "generic-ipp-everywhere/not-found";
    expect((await session.poll(never)).conditions).toMatchObject([{ code: "config.wrong-device" }]);
  });
});

describe("a printer that", () => {
  test("hangs does not hold the poll beyond its budget", async () => {
    printer.script = () => new Promise(() => undefined);
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test("hangs even when it is let go does not hold it either", async () => {
    printer.script = () => new Promise(() => undefined);
    printer.close = () => new Promise(() => undefined);
    await session.poll(never);
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test("sends half an answer is unknown, and told as garbled", async () => {
    printer.script = async (request) => answerOf(shown, request).subarray(0, 300);
    expect(await session.poll(never)).toMatchObject({
      state: "unknown",
      readings: [],
      answered: false,
      failure: { code: "comm.garbled" },
    });
  });

  test("comes back is online again", async () => {
    printer.script = () => Promise.reject(new TransportError("lost", "reset"));
    expect((await session.poll(never)).state).toBe("offline");
    printer.script = async (request) => answerOf(shown, request);
    expect((await session.poll(never)).state).toBe("online");
  });
});

test("a poll that is called off rejects with the reason", async () => {
  printer.script = () => new Promise(() => undefined);
  const stop = new AbortController();
  clock.later(100, () => stop.abort(new Error("shutting down")));
  await expect(session.poll(stop.signal)).rejects.toThrow("shutting down");
});

test("the exchange holds the request and the beginning of the answer", async () => {
  const { exchange } = await session.poll(never);
  expect(exchange.map(({ dir }) => dir)).toEqual(["tx", "rx"]);
  expect(exchange[0]?.hex).toBe(printer.asked[0]);
  const answer = answerOf(shown, fromHex(printer.asked[0] ?? ""));
  expect(exchange[1]?.hex).toBe(toHex(answer.subarray(0, 512), 512));
});

test("supplies of a laser printer are measured, not reset by hand", async () => {
  expect(await session.replaceConsumable("toner", "black")).toBe(false);
});
