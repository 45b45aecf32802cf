import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { TransportError } from "../ports.ts";
import { HostSession } from "./host.ts";
import { ScriptedHost } from "./scripted/scripted-host.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;

const healthy = {
  diskFreeBytes: 50,
  diskTotalBytes: 100,
  memoryAvailableBytes: 50,
  memoryTotalBytes: 100,
  temperatureCelsius: 50,
  clockSynchronised: 1,
  defaultRoute: 1,
  linkUp: 1,
  screens: 1,
  touchscreens: 1,
};

function machine(facts: Record<string, number | string>) {
  const host = new ScriptedHost(new Map(Object.entries(facts)));
  const clock = new VirtualClock();
  const session = new HostSession({ profile: linux(), transport: host, clock });
  return { host, clock, poll: () => session.poll(never) };
}

function linux() {
  const profile = profiles.get("host/linux-generic");
  if (!profile) throw new Error("no profile of the host");
  return profile;
}

test("a machine as it should be is online and complains of nothing", async () => {
  const seen = await machine(healthy).poll();
  expect(seen).toMatchObject({ state: "online", conditions: [], answered: true });
});

test("a machine that tells nothing of its disk is unknown, not healthy", async () => {
  const { diskFreeBytes: _, ...rest } = healthy;
  expect(await machine(rest).poll()).toMatchObject({ state: "unknown", answered: true });
});

test("what it said is kept as lines that support can read", async () => {
  const { exchange } = await machine({ screens: 0 }).poll();
  expect(exchange.map(({ dir, hex }) => [dir, Buffer.from(hex, "hex").toString()])).toEqual([["rx", "screens=0\n"]]);
});

test("an operating system that hangs is given up in time, and asked again", async () => {
  const { host, clock, poll } = machine(healthy);
  host.before = () => new Promise(() => undefined);
  expect(await poll()).toMatchObject({ state: "unknown", answered: false, failure: { code: "comm.no-answer" } });
  expect(clock.monotonic()).toBeLessThanOrEqual(8000);
  host.before = () => Promise.resolve();
  expect(await poll()).toMatchObject({ state: "online", answered: true });
});

test("one that fails is garbled", async () => {
  const { host, poll } = machine(healthy);
  host.before = () => Promise.reject(new TransportError("invalid", "as the test wants it"));
  expect(await poll()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
});
