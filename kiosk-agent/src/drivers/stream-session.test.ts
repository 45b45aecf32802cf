import { loadProfiles } from "@kiosk/firmware-profiles/load";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedSnmp } from "./scripted/scripted-snmp.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession, SessionError } from "./session.ts";

const profiles = loadProfiles();
const reader = profiles.get("id-card-reader/sdt-serial-generic");
const printer = profiles.get("a4-printer/generic-printer-mib");
if (!reader || !printer) throw new Error("profiles are missing");
const never = new AbortController().signal;

const statusRequest = "aaaaaa9669000311ffed";
const ok = "aaaaaa9669000400009094";
const samId = "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";
const healthy: Script = (request) => [{ hex: request === statusRequest ? ok : samId }];
const silent: Script = () => [];

let clock = new VirtualClock();
let stream = new ScriptedStream(clock, healthy);
let session: DeviceSession;
beforeEach(() => {
  clock = new VirtualClock();
  stream = new ScriptedStream(clock, healthy);
  session = openSession({ deviceId: "r", profile: reader, transport: stream, clock, counters: new MemoryCounters() });
});
const codes = async () => (await session.poll(never)).conditions.map(({ code }) => code);

describe("a session", () => {
  test("opens nothing before the first poll, and the port only once", async () => {
    expect(stream.opened).toBe(0);
    await session.poll(never);
    await session.poll(never);
    expect(stream.opened).toBe(1);
  });

  test("refuses a transport that cannot carry the profile's protocol", () => {
    const counters = new MemoryCounters();
    const snmp = new ScriptedSnmp([]);
    expect(() => openSession({ deviceId: "r", profile: reader, transport: snmp, clock, counters })).toThrow(
      SessionError,
    );
    expect(() => openSession({ deviceId: "r", profile: printer, transport: stream, clock, counters })).toThrow(
      SessionError,
    );
  });

  test("tells the octets of both directions of the last poll, in order", async () => {
    await session.poll(never);
    const { exchange } = await session.poll(never);
    expect(exchange.map((step) => `${step.dir} ${step.hex}`)).toEqual([
      `tx ${statusRequest}`,
      `rx ${ok}`,
      "tx aaaaaa9669000312ffee",
      `rx ${samId}`,
    ]);
  });

  test("runs polls one after the other", async () => {
    const seen = await Promise.all([session.poll(never), session.poll(never), session.poll(never)]);
    expect(seen.map(({ state }) => state)).toEqual(["online", "online", "online"]);
    expect(stream.written.map((hex) => hex.slice(14, 18))).toEqual(["11ff", "12ff", "11ff", "12ff", "11ff", "12ff"]);
  });

  test("counts nothing for a family that has no counted consumable", async () => {
    expect(await session.replaceConsumable("ribbon", "")).toBe(false);
    expect(session.print).toBeUndefined();
  });
});

describe("answers to another question", () => {
  test("that came while nobody asked are thrown away and counted", async () => {
    await session.poll(never);
    stream.say("aaaaaa9669000400006064");
    await clock.sleep(1, never);
    const seen = await session.poll(never);
    expect(seen.state).toBe("online");
    expect(seen.droppedBytes).toBe(11);
  });

  test("that come late do not answer the next question", async () => {
    // The status is answered 200 ms too late, then once more to the repetition.
    stream.script = (request, n) => {
      if (request !== statusRequest) return [{ hex: samId, afterMs: 300 }];
      return n === 1 ? [{ hex: ok, afterMs: 1200 }] : [{ hex: ok, afterMs: 250 }];
    };
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "online", answered: true, droppedBytes: 11 });
    expect(seen.readings).toMatchObject([{ name: "serial", value: "05.01-20240115-0000123456-0987654321" }]);
  });

  test("such as a card's record are not taken, even if the reader is fine", async () => {
    stream.script = () => [{ hex: "aaaaaa9669000800009f0000000097" }];
    const seen = await session.poll(never);
    expect(seen.state).toBe("unknown");
    expect(seen.droppedBytes).toBe(3 * 15);
  });
});

describe("a device that", () => {
  test("does not answer is offline after all repetitions, within the budget", async () => {
    stream.script = silent;
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
    expect(seen.conditions.map(({ code }) => code)).toEqual(["comm.no-answer"]);
    expect(stream.written).toHaveLength(3);
    expect(clock.monotonic()).toBe(3000);
  });

  test("answers again is online again without anybody's doing", async () => {
    stream.script = silent;
    await session.poll(never);
    stream.script = healthy;
    expect(await session.poll(never)).toMatchObject({ state: "online", answered: true, conditions: [] });
    // over a fresh port: a device server that was restarted would not hear the old connection
    expect(stream.opened).toBe(2);
  });

  test("recovers between two repetitions is online", async () => {
    stream.script = (request, n) => (n < 3 ? [] : healthy(request, n));
    expect((await session.poll(never)).state).toBe("online");
  });

  test("answers half is garbled, not silent", async () => {
    stream.script = () => [{ hex: ok.slice(0, 12) }];
    expect(await session.poll(never)).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
  });

  test("never stops talking ends within the budget and is not healthy", async () => {
    const noise = Array.from({ length: 400 }, () => ({ hex: "aaaaaa96690900", afterMs: 50 }));
    stream.script = () => noise;
    const seen = await session.poll(never);
    expect(seen.state).toBe("unknown");
    expect(clock.monotonic()).toBeLessThanOrEqual(reader.poll.budgetMs);
    expect(seen.droppedBytes).toBeGreaterThan(100);
  });

  test("is unplugged in mid-reply is offline, and is asked anew on a fresh port", async () => {
    stream.script = () => [{ hex: ok.slice(0, 10) }, { lost: new TransportError("lost", "unplugged"), afterMs: 10 }];
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    stream.script = healthy;
    expect((await session.poll(never)).state).toBe("online");
    expect(stream.opened).toBe(2);
  });

  test("is unplugged between two polls is noticed and reopened", async () => {
    await session.poll(never);
    stream.lose(new TransportError("lost", "unplugged"));
    await clock.sleep(1, never);
    expect((await session.poll(never)).state).toBe("online");
    expect(stream.opened).toBe(2);
  });

  test("answers in garbage never looks healthy, and gets nothing but 11 FF and 12 FF", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), async (answers) => {
        const at = new VirtualClock();
        const line = new ScriptedStream(at, (_, n) => {
          const hex = Buffer.from(answers[n - 1] ?? []).toString("hex");
          return hex.includes("0000909") ? [] : [{ hex, afterMs: 1 }];
        });
        const counters = new MemoryCounters();
        const one = openSession({ deviceId: "r", profile: reader, transport: line, clock: at, counters });
        const seen = await one.poll(never);
        expect(["online", "deviceBusy"]).not.toContain(seen.state);
        expect(at.monotonic()).toBeLessThanOrEqual(reader.poll.budgetMs);
        for (const hex of line.written) expect(hex).toMatch(/^aaaaaa96690003(?:11ffed|12ffee)$/);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a port that", () => {
  test.each([
    ["absent", "noDevice", "device.not-present"],
    ["refused", "unknown", "comm.refused"],
    ["busy", "unknown", "comm.refused"],
    ["timeout", "offline", "comm.no-answer"],
    ["invalid", "unknown", "comm.garbled"],
    ["lost", "offline", "comm.no-answer"],
  ] as const)("is %s makes the device %s with %s, and is tried again", async (code, state, fault) => {
    stream.trouble.set("open", new TransportError(code, "scripted"));
    expect(await session.poll(never)).toMatchObject({ state, answered: false, failure: { code: fault } });
    expect(await codes()).toEqual([fault]);
    stream.trouble.clear();
    expect((await session.poll(never)).state).toBe("online");
  });

  test.each(["open", "write"] as const)("hangs on %s does not hold the poll", async (operation) => {
    stream.trouble.set(operation, "hang");
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    expect(clock.monotonic()).toBeLessThanOrEqual(reader.poll.budgetMs);
    stream.trouble.clear();
    expect((await session.poll(never)).state).toBe("online");
  });

  test("cannot even be closed does not hold the poll", async () => {
    stream.script = silent;
    stream.trouble.set("close", "hang");
    await session.poll(never);
    expect(clock.monotonic()).toBeLessThanOrEqual(reader.poll.budgetMs);
    stream.trouble.clear();
    stream.script = healthy;
    expect((await session.poll(never)).state).toBe("online");
  });

  test("fails with something that is no transport error is lost, and the poll still does not reject", async () => {
    stream.script = () => {
      throw new TypeError("driver of the port crashed");
    };
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { detail: expect.any(String) } });
  });
});

describe("a poll that is called off", () => {
  test("rejects with the reason, and the next one works", async () => {
    stream.script = silent;
    const stop = new AbortController();
    clock.later(1500, () => stop.abort(new Error("shutting down")));
    await expect(session.poll(stop.signal)).rejects.toThrow("shutting down");
    expect(clock.monotonic()).toBe(1500);
    stream.script = healthy;
    expect((await session.poll(never)).state).toBe("online");
  });

  test("before it began sends nothing", async () => {
    await expect(session.poll(AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(stream.written).toEqual([]);
  });
});
