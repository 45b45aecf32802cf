import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { Ups } from "../../../fixtures/sim/usb/ups.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { ScriptedHost } from "../drivers/scripted/scripted-host.ts";
import { ScriptedStream } from "../drivers/scripted/scripted-stream.ts";
import { VirtualClock } from "../drivers/scripted/virtual-clock.ts";
import type { Transport } from "../ports.ts";
import { probe } from "./probe.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;

const ask = (url: string, connect: () => Transport, clock = new VirtualClock()) =>
  probe({ url, profiles, timeoutMs: 20_000, clock, signal: never, connect });

test("a silent device was asked in every way that can do no harm, printer first", async () => {
  const clock = new VirtualClock();
  const found = await ask("tcp://127.0.0.1:4001", () => new ScriptedStream(clock, () => []), clock);
  expect([found.verdict, found.timedOut]).toEqual(["unidentified", false]);
  const asked = found.attempts.map((attempt) => attempt.profile.split("/")[0]);
  expect(asked[0]).toBe("booklet-printer");
  for (const kind of ["receipt-printer", "id-card-reader", "code-scanner"]) expect(asked).toContain(kind);
  expect(found.attempts.every((attempt) => !attempt.answered)).toBe(true);
  const sent = found.trace.filter((step) => step.dir === "tx").map((step) => step.hex);
  expect(sent[0]).toBe("1b5a");
  // of a card reader nothing but its own state is asked
  expect(sent.filter((hex) => hex.startsWith("aaaaaa9669"))).toContain("aaaaaa9669000311ffed");
  expect(new Set(sent.filter((hex) => hex.startsWith("aaaaaa9669"))).size).toBe(1);
});

test("a UPS of unknown make is found by its own descriptor, after a listener that sent nothing", async () => {
  const bus = new UsbBus();
  const ups = new Ups();
  bus.plug(ups);
  const found = await ask("hid://0d9f:0004", () => new ModelHid(bus, "hid://0d9f:0004"));
  expect([found.verdict, found.device?.profile]).toEqual(["healthy", "ups/generic-hid-power"]);
  expect([ups.commands, ups.received]).toEqual([[], []]);
});

test("a UPS whose ids a profile names is asked by that profile alone", async () => {
  const bus = new UsbBus();
  bus.plug(new Ups({ layout: "apc", vendorId: 0x051d, productId: 0x0002 }));
  const found = await ask("hid://051d:0002", () => new ModelHid(bus, "hid://051d:0002"));
  expect(found.attempts.map(({ profile }) => profile)).toEqual(["ups/apc-back-ups"]);
  expect(found.device).toMatchObject({ profile: "ups/apc-back-ups", alike: ["ups/generic-hid-power"] });
});

test("a device whose state nobody can tell is not called healthy", async () => {
  const found = await ask("host://local", () => new ScriptedHost(new Map([["screens", 1]])));
  expect([found.observation?.state, found.verdict]).toEqual(["unknown", "problem"]);
});
