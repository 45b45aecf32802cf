import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { Ups, type UpsOptions } from "../../../fixtures/sim/usb/ups.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { HidPowerSession } from "./hid-power.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;

function attached(options: UpsOptions = {}, id = "ups/generic-hid-power") {
  const profile = profiles.get(id);
  if (!profile) throw new Error(`no profile ${id}`);
  const bus = new UsbBus();
  const ups = new Ups(options);
  bus.plug(ups);
  const clock = new VirtualClock();
  const session = new HidPowerSession({ profile, transport: new ModelHid(bus, "hid://0d9f:0004"), clock });
  const poll = async () => {
    const { state, conditions, readings, ...rest } = await session.poll(never);
    const told = Object.fromEntries(readings.map((r) => [r.kind === "level" ? r.consumable : r.name, r.value]));
    return { state, codes: conditions.map(({ code }) => code), told, ...rest };
  };
  return { bus, ups, clock, session, poll };
}

test("an outage from the first second to the recharged battery", async () => {
  const { ups, poll } = attached();
  expect(await poll()).toMatchObject({ state: "online", codes: [], told: { power: "mains", battery: 100 } });
  ups.failMains(70);
  expect(await poll()).toMatchObject({
    state: "online",
    codes: ["power.on-battery"],
    told: { power: "battery", battery: 70, runtimeLeft: 1260 },
  });
  ups.failMains(6);
  expect(await poll()).toMatchObject({
    codes: ["power.on-battery", "power.battery-low"],
    told: { power: "batteryLow", battery: 6 },
  });
  ups.restoreMains();
  expect(await poll()).toMatchObject({ codes: [], told: { power: "mains", note: "battery charging" } });
});

test("nothing is ever written to a UPS, whatever it does", async () => {
  const { ups, poll } = attached();
  for (const condition of ["ok", "half-reports", "one-behind", "garbage-descriptor"] as const) {
    ups.condition = condition;
    await poll();
  }
  ups.fault = "stall";
  await poll();
  expect([ups.commands, ups.received]).toEqual([[], []]);
});

test("a report that it refuses leaves the rest told; refused altogether it is garbled", async () => {
  const { ups, poll } = attached();
  ups.refuses.add(2);
  expect(await poll()).toMatchObject({ state: "online", answered: true, told: { power: "mains", battery: "unknown" } });
  ups.fault = "stall";
  expect(await poll()).toMatchObject({ state: "unknown", answered: false, codes: ["comm.garbled"] });
  ups.fault = "none";
  ups.refuses.clear();
  expect(await poll()).toMatchObject({ state: "online", told: { battery: 100 } });
});

test("silence after the first report is half an answer: garbled, with what was read", async () => {
  const { ups, poll } = attached();
  const answer = ups.report.bind(ups);
  ups.report = (id) => {
    if (id !== 1) ups.fault = "hang";
    return answer(id);
  };
  const seen = await poll();
  expect(seen).toMatchObject({ answered: false, codes: ["comm.garbled"], told: { power: "mains" } });
});

test("a hung UPS is given up within the budget of its profile", async () => {
  const { ups, poll, clock } = attached();
  ups.fault = "hang";
  const startedAt = clock.monotonic();
  expect(await poll()).toMatchObject({ state: "offline", codes: ["comm.no-answer"] });
  expect(clock.monotonic() - startedAt).toBeLessThanOrEqual(12_000);
});

test("another device in its place is told, and the UPS is known again when it is back", async () => {
  const { bus, ups, poll } = attached();
  await poll();
  const plain = new Ups({ layout: "plain" });
  bus.plug(plain);
  // the first poll finds the old one gone, the next one reads the other's own descriptor
  expect(await poll()).toMatchObject({ state: "offline" });
  expect(await poll()).toMatchObject({ told: { power: "mains", battery: 100 } });
  bus.plug(ups);
  await poll();
  expect((await poll()).told).toHaveProperty("load", 21);
});

test("the bytes of the last exchange are kept, the newest at the end", async () => {
  const { poll } = attached({ layout: "apc" }, "ups/apc-back-ups");
  await poll();
  const { exchange } = await poll();
  expect(exchange.map(({ dir, hex }) => `${dir} ${hex}`)).toEqual(["tx 16", "rx 160c000000", "tx 0c", "rx 0c640807"]);
});
