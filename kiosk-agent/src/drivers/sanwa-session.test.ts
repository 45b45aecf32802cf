import { fromHex } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const profile = loadProfiles().get("endorsement-machine/sanwa-crp-1231lr");
if (!profile) throw new Error("profile is missing");
const never = new AbortController().signal;

const status = "0206203030300315";
const monitoring = [status, "0206f030303003c5", "0206f530303003c0", "05"];

function sealed(command: number, rps: readonly [number, number, number], data: readonly number[] = []): string {
  const counted = [6 + data.length, command, ...rps, ...data, 3];
  return Buffer.from([2, ...counted, counted.reduce((sum, octet) => sum ^ octet, 0)]).toString("hex");
}

/** A machine that takes every command and answers ENQ with what it was asked last. */
class Machine {
  rps: [number, number, number] = [0x30, 0x30, 0x30];
  #asked = 0x20;
  readonly script: Script = (request) => {
    if (request === "05") return [{ hex: sealed(this.#asked, this.rps, this.#asked === 0xf0 ? [0x41] : []) }];
    this.#asked = fromHex(request)[2] ?? 0;
    return [{ hex: "06" }];
  };
}

let clock = new VirtualClock();
let counters = new MemoryCounters();
let machine = new Machine();
let stream = new ScriptedStream(clock, machine.script);
let session: DeviceSession;
beforeEach(() => {
  clock = new VirtualClock();
  counters = new MemoryCounters();
  machine = new Machine();
  stream = new ScriptedStream(clock, machine.script);
  session = openSession({ deviceId: "e", profile, transport: stream, clock, counters });
});
const poll = () => session.poll(never);
const stateOf = async (rps: [number, number, number]) => {
  machine.rps = rps;
  const { state, conditions } = await poll();
  return [state, ...conditions.map(({ code }) => code)].join(" ");
};

describe("a machine with a citizen", () => {
  test("whose card is being rewritten is busy and has no fault", async () => {
    expect(await stateOf([0x32, 0x30, 0x33])).toBe("deviceBusy");
  });

  test("is asked with ENQ again, apart in time and bounded in number", async () => {
    machine.rps = [0x32, 0x30, 0x33];
    await poll();
    expect(stream.written).toEqual([status, ...Array.from({ length: 9 }, () => "05")]);
    expect(clock.monotonic()).toBe(2000);
  });

  test("who is done while it is asked is online, in the same poll", async () => {
    machine.rps = [0x32, 0x30, 0x33];
    clock.later(600, () => {
      machine.rps = [0x30, 0x30, 0x30];
    });
    expect(await poll()).toMatchObject({ state: "online", conditions: [] });
  });

  test("who has not inserted the card yet is busy, for as long as that takes", async () => {
    for (let i = 0; i < 60; i += 1) {
      expect(await stateOf([0x30, 0x30, 0x34])).toBe("deviceBusy");
      await clock.sleep(10_000, never);
    }
  });

  test("who does not take the card is no defect, for as long as that takes", async () => {
    for (let i = 0; i < 60; i += 1) {
      expect(await stateOf([0x34, 0x30, 0x30])).toBe("online");
      await clock.sleep(10_000, never);
    }
  });

  test("whose card cannot be read is no defect of the machine", async () => {
    expect(await stateOf([0x31, 0x31, 0x30])).toBe("deviceBusy");
    expect(await stateOf([0x30, 0x51, 0x30])).toBe("online");
  });
});

describe("a machine that is running for ever", () => {
  const busyFor = async (ms: number, rps: [number, number, number]) => {
    const until = clock.monotonic() + ms;
    let said = await stateOf(rps);
    while (clock.monotonic() < until) {
      await clock.sleep(10_000, never);
      said = await stateOf(rps);
    }
    return said;
  };

  test("is busy for three minutes, then stuck", async () => {
    expect(await busyFor(150_000, [0x32, 0x30, 0x33])).toBe("deviceBusy");
    expect(await busyFor(60_000, [0x32, 0x30, 0x33])).toBe("hardwareError device.hardware");
  });

  test("is not stuck as long as its card moves", async () => {
    await busyFor(150_000, [0x32, 0x30, 0x33]);
    expect(await busyFor(150_000, [0x31, 0x30, 0x33])).toBe("deviceBusy");
  });

  test("is well again as soon as it is done, on the same port", async () => {
    await busyFor(240_000, [0x32, 0x30, 0x33]);
    expect(await stateOf([0x30, 0x30, 0x30])).toBe("online");
    expect(await stateOf([0x32, 0x30, 0x33])).toBe("deviceBusy");
    expect(stream.opened).toBe(1);
  });
});

describe("a machine that", () => {
  test("answers nothing is offline after all repetitions", async () => {
    stream.script = () => [];
    expect(await poll()).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
    expect(stream.written).toEqual([status, status, status]);
  });

  test("acknowledges and says no more has not answered", async () => {
    stream.script = (request) => (request === "05" ? [] : [{ hex: "06" }]);
    expect(await poll()).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
  });

  test("refuses the first status with NAK gets it again", async () => {
    stream.script = (request, n) => (n === 1 ? [{ hex: "15" }] : machine.script(request, n));
    expect(await poll()).toMatchObject({ state: "online" });
    expect(stream.written.slice(0, 3)).toEqual([status, status, "05"]);
  });

  test("refuses every status with NAK is not healthy", async () => {
    stream.script = () => [{ hex: "15" }];
    expect(await poll()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
  });

  test("answers the question before is not believed", async () => {
    stream.script = (request) => [{ hex: request === "05" ? sealed(0xf5, [0x30, 0x30, 0x30]) : "06" }];
    expect(await poll()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
  });

  test("acknowledges too late is asked again, and the late ACK fetches nothing wrong", async () => {
    stream.script = (request, n) => (n === 1 ? [{ hex: "06", afterMs: 700 }] : machine.script(request, n));
    expect(await poll()).toMatchObject({ state: "online", conditions: [] });
  });

  test("replies too late is believed at the next ENQ, and the late reply is dropped", async () => {
    let isFirst = true;
    stream.script = (request, n) => {
      const [piece] = machine.script(request, n);
      const late = request === "05" && isFirst;
      if (late) isFirst = false;
      return piece && "hex" in piece ? [{ hex: piece.hex, afterMs: late ? 900 : 400 }] : [];
    };
    const seen = await poll();
    expect(seen).toMatchObject({ state: "online", conditions: [] });
    expect(seen.droppedBytes).toBeGreaterThan(0);
  });

  test("replies half is garbled, and never healthy", async () => {
    stream.script = (request) => [{ hex: request === "05" ? status.slice(0, 12) : "06" }];
    expect(await poll()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
  });

  test("is heard through noise before and behind its answers", async () => {
    stream.script = (request, n) =>
      machine.script(request, n).map((piece) => ("hex" in piece ? { hex: `ff00${piece.hex}7f02` } : piece));
    expect(await poll()).toMatchObject({ state: "online", conditions: [] });
  });

  test("is unplugged in mid-reply is offline, and is asked anew on a fresh port", async () => {
    stream.script = (request, n) =>
      request === "05"
        ? [{ hex: "020620" }, { lost: new TransportError("lost", "unplugged"), afterMs: 10 }]
        : machine.script(request, n);
    expect(await poll()).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
    stream.script = machine.script;
    expect(await poll()).toMatchObject({ state: "online", answered: true, conditions: [] });
    expect(stream.opened).toBe(2);
  });

  test("falls silent while it runs is offline, and in the next poll whatever it then says", async () => {
    machine.rps = [0x32, 0x30, 0x33];
    clock.later(600, () => {
      stream.script = () => [];
    });
    expect(await poll()).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    stream.script = machine.script;
    expect(await stateOf([0x30, 0x30, 0x30])).toBe("online");
  });

  test.each([
    ["absent", "noDevice", "device.not-present"],
    ["refused", "unknown", "comm.refused"],
    ["busy", "unknown", "comm.refused"],
  ] as const)("has a port that is %s is %s", async (code, state, fault) => {
    stream.trouble.set("open", new TransportError(code, "scripted"));
    expect(await poll()).toMatchObject({ state, failure: { code: fault } });
    stream.trouble.clear();
    expect((await poll()).state).toBe("online");
  });

  test("answers in garbage ends within the budget, never looks healthy, and gets nothing but monitoring", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), async (answers) => {
        const at = new VirtualClock();
        const line = new ScriptedStream(at, (_, n) => {
          const octets = (answers[n - 1] ?? []).map((octet) => (octet === 2 ? 3 : octet));
          return [{ hex: Buffer.from([6, ...octets]).toString("hex"), afterMs: 1 }];
        });
        const one = openSession({ deviceId: "e", profile, transport: line, clock: at, counters });
        const seen = await one.poll(never);
        expect(["online", "deviceBusy"]).not.toContain(seen.state);
        expect(at.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
        for (const hex of line.written) expect(monitoring).toContain(hex);
      }),
      { numRuns: 60 },
    );
  });

  test("says anything that is sealed right gets nothing but monitoring: no erase, print, dispense, eject, clean", async () => {
    const octet = fc.nat(255);
    const answer = fc.tuple(fc.constantFrom(0x20, 0xf0, 0xf5, 0xa0, 0x7d), octet, octet, fc.constantFrom(0x30, 0x33));
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        const at = new VirtualClock();
        const line = new ScriptedStream(at, (request, n) => {
          const [command = 0x20, r = 0x30, p = 0x30, s = 0x30] = answers[n % answers.length] ?? [];
          return [{ hex: request === "05" ? sealed(command, [r, p, s]) : "06" }];
        });
        const one = openSession({ deviceId: "e", profile, transport: line, clock: at, counters });
        await one.poll(never);
        expect(at.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
        for (const hex of line.written) expect(monitoring).toContain(hex);
      }),
      { numRuns: 60 },
    );
  });
});

describe("cleaning", () => {
  const due = async () => {
    const { readings } = await poll();
    return readings.find((reading) => reading.kind === "status" && reading.name === "cleaning")?.value;
  };
  const card = async () => {
    await stateOf([0x30, 0x30, 0x30]);
    await stateOf([0x32, 0x30, 0x30]);
    await stateOf([0x34, 0x30, 0x30]);
    await stateOf([0x30, 0x30, 0x30]);
  };
  const count = () => counters.values.get("e cardsSinceCleaning");

  test("is unknown until somebody says that it was done", async () => {
    expect(await due()).toBe("unknown");
    expect(await session.replaceConsumable("cleaningKit", "")).toBe(true);
    expect(await due()).toBe("ok");
  });

  test("stays unknown by cards alone", async () => {
    await card();
    expect(await due()).toBe("unknown");
    expect(count()).toBeUndefined();
  });

  test("comes a card nearer with every card that was not there before", async () => {
    await session.replaceConsumable("cleaningKit", "");
    await card();
    await card();
    expect(count()).toBe(2);
  });

  test("counts no card that was there when the agent began", async () => {
    await session.replaceConsumable("cleaningKit", "");
    await stateOf([0x32, 0x30, 0x30]);
    await stateOf([0x30, 0x30, 0x30]);
    expect(count()).toBe(0);
  });

  test("counts a card once, though the machine was silent while it was inside", async () => {
    await session.replaceConsumable("cleaningKit", "");
    await stateOf([0x30, 0x30, 0x30]);
    await stateOf([0x32, 0x30, 0x30]);
    stream.script = () => [];
    await poll();
    stream.script = machine.script;
    await stateOf([0x34, 0x30, 0x30]);
    expect(count()).toBe(1);
  });

  test("forgets no card while the counter cannot be kept", async () => {
    await session.replaceConsumable("cleaningKit", "");
    counters.broken = new Error("disk");
    await card();
    expect(count()).toBe(0);
    counters.broken = undefined;
    await poll();
    expect(count()).toBe(1);
  });

  test("goes from due soon over due to overdue at the profile's numbers, and begins anew when done", async () => {
    await session.replaceConsumable("cleaningKit", "");
    const seen: unknown[] = [];
    for (const cards of [449, 1, 49, 1, 499, 1]) {
      await counters.add("e", "cardsSinceCleaning", cards);
      seen.push(await due());
    }
    expect(seen).toEqual(["ok", "recommended", "recommended", "required", "required", "mandatory"]);
    expect(await stateOf([0x30, 0x30, 0x30])).toBe("online cleaning.mandatory");
    await session.replaceConsumable("cleaningKit", "");
    expect(await stateOf([0x30, 0x30, 0x30])).toBe("online");
  });

  test("tells nothing about kits in stock", async () => {
    await session.replaceConsumable("cleaningKit", "");
    const { readings } = await poll();
    expect(readings.filter((reading) => reading.kind === "level")).toEqual([]);
  });
});
