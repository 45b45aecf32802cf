// A device that is lent, as its loop tells it: the real conversation with a reader over a scripted line, on a fake clock.
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../../../fixtures/sim/fake-clock.ts";
import { ScriptedDevice } from "../../test/agent-peers.ts";
import { MemoryCounters } from "../drivers/scripted/memory-counters.ts";
import { ScriptedStream } from "../drivers/scripted/scripted-stream.ts";
import { openSession } from "../drivers/session.ts";
import type { DeviceSession, Lease } from "../ports.ts";
import { DeviceLoop } from "./device-loop.ts";

const samId = "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";
const standing = "aaaaaa9669000400009094";
const intervalMs = 5_000;
const never = new AbortController().signal;

let clock: FakeClock;
let line: ScriptedStream;
let stopping: AbortController;
let ended: Promise<void>;
/** state of every poll, with the time at which it was told */
let told: [atMs: number, state: string][];

beforeEach(() => {
  clock = new FakeClock();
  const later = (ms: number, act: () => void) => void clock.sleep(ms, never).then(act);
  line = new ScriptedStream({ later }, (request) => [{ hex: request.endsWith("11ffed") ? standing : samId }]);
  told = [];
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await clock.advance(2_000);
  await ended;
});

function reader(): DeviceSession {
  const profile = loadProfiles().get("id-card-reader/sdt-serial-generic");
  if (profile === undefined) throw new Error("the profile is missing");
  return openSession({ deviceId: "reader", profile, transport: line, clock, counters: new MemoryCounters() });
}

async function polled(open: () => DeviceSession): Promise<DeviceLoop> {
  const loop = new DeviceLoop({
    deviceId: "reader",
    plan: { intervalMs, maxBackoffMs: 60_000 },
    budgetMs: 3_000,
    open,
    onObservation: (_, { state }) => told.push([clock.monotonic(), state]),
    clock,
    random: () => 0.5,
    log: { info: () => {}, warn: () => {} },
  });
  ended = loop.run(stopping.signal);
  await clock.advance(0);
  return loop;
}

async function lent(loop: DeviceLoop, limitMs: number): Promise<Lease> {
  const lease = await loop.lease(limitMs, never);
  if (lease === undefined) throw new Error("it cannot be lent");
  return lease;
}

test("a device that is lent is told as busy, and nothing is sent to it", async () => {
  const loop = await polled(reader);
  const asked = line.written.length;
  expect(told).toEqual([[0, "online"]]);
  await lent(loop, 60_000);
  await clock.advance(30_000);
  expect(new Set(told.slice(1).map(([, state]) => state))).toEqual(new Set(["deviceBusy"]));
  expect(line.written).toHaveLength(asked);
});

test("a device that is given back is asked at once", async () => {
  const loop = await polled(reader);
  const lease = await lent(loop, 300_000);
  await clock.advance(130_100);
  const before = told.length;
  expect(told.at(-1)).toEqual([expect.any(Number), "deviceBusy"]);
  await lease.release();
  await clock.advance(0);
  expect(told.slice(before)).toEqual([[130_100, "online"]]);
  await clock.advance(intervalMs);
  expect(told.at(-1)).toEqual([130_100 + intervalMs, "online"]);
});

test("a lease that is never given back ends by itself, and the device is asked at once", async () => {
  const loop = await polled(reader);
  const lease = await lent(loop, 130_100);
  await clock.advance(130_099);
  expect(lease.ended.aborted).toBe(false);
  const before = told.length;
  await clock.advance(1);
  expect(lease.ended.aborted).toBe(true);
  expect(told.slice(before)).toEqual([[130_100, "online"]]);
});

test("a line that its holder left hanging keeps no poll from following the lease", async () => {
  const loop = await polled(reader);
  const lease = await lent(loop, 10_100);
  await lease.transport.open(never);
  line.trouble.set("close", "hang");
  await clock.advance(10_100);
  line.trouble.clear();
  await clock.advance(500);
  expect(told.at(-1)).toEqual([10_600, "online"]);
});

test("what is lent is not lent again", async () => {
  const loop = await polled(reader);
  const lease = await lent(loop, 60_000);
  await expect(loop.lease(60_000, never)).rejects.toMatchObject({ name: "TransportError", code: "busy" });
  await lease.release();
  await (await lent(loop, 60_000)).release();
});

test("a lease ends with the loop", async () => {
  const loop = await polled(reader);
  const lease = await lent(loop, 60_000);
  stopping.abort();
  await clock.advance(1_000);
  await ended;
  expect(lease.ended.aborted).toBe(true);
});

test("a device whose family cannot be lent is not lent", async () => {
  const device = new ScriptedDevice();
  const loop = await polled(() => device.open());
  expect(await loop.lease(60_000, never)).toBeUndefined();
});
