import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { Ups } from "../../../fixtures/sim/usb/ups.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { ScriptedHost } from "../drivers/scripted/scripted-host.ts";
import { VirtualClock } from "../drivers/scripted/virtual-clock.ts";
import type { Attached } from "./attached.ts";
import { scanLines } from "./print.ts";
import { isBare, type Scan, scan, suggestions } from "./scan.ts";

const profiles = loadProfiles();
const none = { name: "listed", devices: [] } as const;
const bare: Attached = {
  serial: none,
  usb: none,
  hid: none,
  pcsc: { name: "failed", reason: "service not running" },
  cameras: none,
  keyboards: none,
  host: { name: "listed", devices: [{ name: "kiosk", system: "Linux" }] },
};
const facts = new Map<string, number>([
  ["diskFreeBytes", 5],
  ["diskTotalBytes", 10],
  ["memoryAvailableBytes", 5],
  ["memoryTotalBytes", 10],
  ["temperatureCelsius", 40],
  ["clockSynchronised", 1],
  ["defaultRoute", 1],
  ["linkUp", 1],
  ["screens", 1],
  ["touchscreens", 1],
]);

function scanOf(attached: Attached, bus = new UsbBus(), urls: string[] = []): Promise<Scan> {
  return scan({
    urls,
    list: () => Promise.resolve(attached),
    profiles,
    timeoutMs: 10_000,
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    connect: (url) => (url.startsWith("host:") ? new ScriptedHost(facts) : new ModelHid(bus, url)),
  });
}

const ups = { vendorId: "051d", productId: "0002", usagePage: 0x84, product: "Back-UPS" };

test("a machine with nothing attached says so, in both languages, and is healthy itself", async () => {
  const found = await scanOf(bare);
  expect([isBare(found), found.found.map(({ verdict }) => verdict)]).toEqual([true, ["healthy"]]);
  expect(scanLines(found, "zh").join("\n")).toContain("除本机外没有接任何可探测的设备");
  const lines = scanLines(found, "en").join("\n");
  expect(lines).toContain("nothing that can be asked is attached but this machine itself");
  expect(lines).toContain("PC/SC: could not be listed: service not running");
  expect(lines).not.toMatch(/\p{Script=Han}/u);
});

test("what is attached is asked and suggested with its stable address, the machine at the end", async () => {
  const bus = new UsbBus();
  bus.plug(new Ups({ layout: "apc", vendorId: 0x051d, productId: 0x0002 }));
  const found = await scanOf({ ...bare, hid: { name: "listed", devices: [ups] } }, bus);
  expect(isBare(found)).toBe(false);
  expect(found.devices).toEqual([
    { id: "ups", profile: "ups/apc-back-ups", transport: "hid://051d:0002" },
    { id: "host", profile: "host/linux-generic", transport: "host://local" },
  ]);
});

test("what was left alone is told with its ids", async () => {
  const stranger = { vendorId: "1234", productId: "5678", usagePage: 0xff00, product: "Gadget" };
  const found = await scanOf({ ...bare, hid: { name: "listed", devices: [stranger] } });
  expect(found.unasked).toEqual([{ on: "hid", where: "1234:5678", name: "Gadget" }]);
  expect(scanLines(found, "en").join("\n")).toContain("HID  1234:5678  Gadget");
});

test("addresses that were given are asked and nothing else, not even this machine", async () => {
  const bus = new UsbBus();
  bus.plug(new Ups());
  const found = await scanOf(bare, bus, ["hid://0d9f:0004"]);
  expect(found.attached).toBeNull();
  expect(found.devices).toEqual([{ id: "ups", profile: "ups/generic-hid-power", transport: "hid://0d9f:0004" }]);
});

test("ids alone suggest a configuration without a question", () => {
  const attached: Attached = { ...bare, hid: { name: "listed", devices: [ups] } };
  expect(suggestions(attached, profiles).map(({ profile }) => profile)).toEqual([
    "ups/apc-back-ups",
    "host/linux-generic",
  ]);
  expect(suggestions({ ...bare, serial: { name: "listed", devices: [{ path: "/dev/ttyS0" }] } }, profiles)).toEqual([
    { id: "host", profile: "host/linux-generic", transport: "host://local" },
  ]);
});
