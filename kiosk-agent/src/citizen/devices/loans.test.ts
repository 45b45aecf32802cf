import { DeviceId } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { ScriptedStream } from "../../drivers/scripted/scripted-stream.ts";
import { VirtualClock } from "../../drivers/scripted/virtual-clock.ts";
import type { Lease } from "../../ports.ts";
import { TransportError } from "../../ports.ts";
import type { LeasedLine } from "./leased-line.ts";
import { citizenLimits } from "./limits.ts";
import { Loans, type UseKind } from "./loans.ts";

const found = loadProfiles().get("id-card-reader/sdt-serial-generic");
if (!found) throw new Error("profile is missing");
const device = { id: DeviceId.parse("reader"), profile: found };
const never = new AbortController().signal;

let clock: VirtualClock;
let stream: ScriptedStream;
let asked: Promise<Lease | undefined>[];
let next: () => Promise<Lease | undefined>;
let over: AbortController;
let loans: Loans;

function lent(release: () => Promise<void> = async () => over.abort()): Lease {
  over = new AbortController();
  return { transport: stream, ended: over.signal, release };
}

beforeEach(() => {
  clock = new VirtualClock();
  stream = new ScriptedStream(clock, () => []);
  asked = [];
  next = async () => lent();
  const lease = () => {
    const answer = next();
    asked.push(answer);
    return answer;
  };
  loans = new Loans({ lease, clock, limits: citizenLimits });
});

const nothing = async () => ({ ok: true, value: "done" }) as const;

test("a device is asked for once and kept", async () => {
  await loans.use(device, never, nothing);
  await loans.use(device, never, nothing);
  expect(asked).toHaveLength(1);
  expect(stream.opened).toBe(1);
  expect(loans.has(device.id)).toBe(true);
});

test("a lease that is over is asked for again", async () => {
  await loans.use(device, never, nothing);
  over.abort();
  expect(await loans.use(device, never, nothing)).toEqual({ ok: true, value: "done" });
  expect(asked).toHaveLength(2);
});

test("a device that is not lent is absent", async () => {
  next = async () => undefined;
  expect(await loans.use(device, never, nothing)).toEqual({ ok: false, code: "device.absent", detail: "not-lent" });
});

test("a device that somebody else has is busy, and asked for anew the next time", async () => {
  next = () => Promise.reject(new TransportError("busy", "lent already"));
  expect(await loans.use(device, never, nothing)).toMatchObject({ code: "device.busy" });
  next = async () => lent();
  expect(await loans.use(device, never, nothing)).toMatchObject({ ok: true });
});

test("a use that was called off before it began asks for nothing", async () => {
  expect(await loans.use(device, AbortSignal.abort(), nothing)).toMatchObject({ code: "call.cancelled" });
  expect(asked).toEqual([]);
});

test("a line that is lost is a fault by the profile, and is given back", async () => {
  stream.trouble.set("open", new TransportError("absent", "secret words"));
  const used = await loans.use(device, never, nothing);
  expect(used).toEqual({ ok: false, code: "device.failed", detail: "device.not-present" });
  expect(loans.has(device.id)).toBe(false);
  await loans.giveBackAll(100);
  expect(over.signal.aborted).toBe(true);
});

describe("a device that is in use", () => {
  async function whileUsed(first: UseKind, second: UseKind) {
    const end = Promise.withResolvers<void>();
    const using = loans.use(device, never, () => end.promise.then(nothing), first);
    const other = loans.use(device, never, nothing, second);
    end.resolve();
    expect(await using).toMatchObject({ ok: true });
    return other;
  }

  test("for a look is waited for by whoever has work with it", async () => {
    expect(await whileUsed("look", "work")).toEqual({ ok: true, value: "done" });
  });

  test.each([
    ["work", "work"],
    ["work", "look"],
    ["look", "look"],
  ] as const)("for %s is refused for another %s", async (first, second) => {
    expect(await whileUsed(first, second)).toEqual({ ok: false, code: "device.busy", detail: "in-use" });
  });
});

describe("giving back", () => {
  test("counts nothing where nothing is out", async () => {
    expect(await loans.giveBackAll(100)).toBe(0);
  });

  test("waits for uses that heed their signal", async () => {
    const off = new AbortController();
    const begun = Promise.withResolvers<void>();
    const using = loans.use(device, off.signal, async (_, signal) => {
      const called = new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      begun.resolve();
      await called;
      return { ok: true, value: "" };
    });
    await begun.promise;
    off.abort(new Error("over"));
    expect(await loans.giveBackAll(1_000)).toBe(0);
    expect(await using).toMatchObject({ code: "call.cancelled" });
  });

  test("counts a lease that was asked for and has not come, and one that does not end", async () => {
    const late = Promise.withResolvers<Lease | undefined>();
    next = () => late.promise;
    const off = new AbortController();
    const using = loans.use(device, off.signal, nothing);
    off.abort(new Error("over"));
    expect(await using).toMatchObject({ code: "call.cancelled" });
    expect(await loans.giveBackAll(1_000)).toBe(1);
    late.resolve(lent());
    expect(await loans.giveBackAll(1_000)).toBe(0);
    expect(over.signal.aborted).toBe(true);
  });
});

describe("the line on loan", () => {
  const withLine = async (use: (line: LeasedLine) => Promise<void>) =>
    await loans.use(device, never, async (line) => {
      await use(line);
      return { ok: true, value: "" };
    });

  test("throws away, as zero, what came unasked before a question", async () => {
    let heard: Uint8Array | undefined;
    stream.script = () => [{ hex: "22" }];
    await withLine(async (line) => {
      stream.say("1111");
      await clock.sleep(1, never);
      await line.send(Uint8Array.of(1), 100, never);
      heard = await line.receive(100, never);
    });
    expect(heard).toEqual(Uint8Array.of(0x22));
  });

  test("lets the device say its last until it is quiet", async () => {
    let heard: Uint8Array | undefined;
    stream.script = () => [{ hex: "11" }, { hex: "22", afterMs: 300 }, { hex: "33", afterMs: 300 }];
    await withLine(async (line) => {
      await line.send(Uint8Array.of(1), 100, never);
      await line.drain(400, 2_000);
      heard = await line.receive(0, never);
    });
    expect(heard).toBeUndefined();
    expect(clock.monotonic()).toBe(1_000);
  });

  test("does not let it talk for ever", async () => {
    stream.script = () => Array.from({ length: 100 }, () => ({ hex: "11", afterMs: 100 }));
    await withLine(async (line) => {
      await line.send(Uint8Array.of(1), 100, never);
      await line.drain(400, 2_000);
    });
    expect(clock.monotonic()).toBe(2_000);
  });
});
