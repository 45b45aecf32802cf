import type { Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { parseTransportUrl } from "../adapters/transport.ts";
import type { Attached, AttachedHid, AttachedUsb, Listing } from "./attached.ts";
import { planOf } from "./plan.ts";

const profiles = loadProfiles();
const none = { name: "listed", devices: [] } as const;
const nothing: Attached = {
  serial: none,
  usb: none,
  hid: none,
  pcsc: none,
  cameras: none,
  keyboards: none,
  host: none,
};

const listed = <T>(...devices: T[]): Listing<T> => ({ name: "listed", devices });
const usb = (ids: string, classes: readonly number[], serialNumber?: string): AttachedUsb => ({
  ...split(ids),
  bus: "001",
  address: 4,
  interfaceClasses: classes,
  ...(serialNumber === undefined ? {} : { serialNumber }),
});
const hid = (ids: string, usagePage: number, serialNumber?: string): AttachedHid => ({
  ...split(ids),
  usagePage,
  ...(serialNumber === undefined ? {} : { serialNumber }),
});

function split(ids: string) {
  const [vendorId = "", productId = ""] = ids.split(":");
  return { vendorId, productId };
}

/** Address by address: the protocols that are tried there. */
function asked(attached: Partial<Attached>, among: ReadonlyMap<string, Profile> = profiles) {
  const plan = planOf({ ...nothing, ...attached }, among);
  for (const { url } of plan.asked) expect(() => parseTransportUrl(url)).not.toThrow();
  return plan.asked.map((one) => [one.url, [...new Set(one.profiles.map(({ protocol }) => protocol))].sort()] as const);
}

const unasked = (attached: Partial<Attached>) =>
  planOf({ ...nothing, ...attached }, profiles).unasked.map(({ on, where }) => `${on} ${where}`);

describe("serial ports", () => {
  test("are asked by every serial profile, at the link that stays", () => {
    const byId = "/dev/serial/by-id/usb-Prolific_USB-Serial-if00-port0";
    const [[url, protocols] = []] = asked({ serial: listed({ path: "/dev/ttyUSB0", byId }) });
    expect(url).toBe(`serial://${byId}`);
    expect(protocols).toEqual(expect.arrayContaining(["pr2", "sdt", "newland"]));
    expect(protocols).not.toContain("hid-power");
  });

  test("whose ids a profile knows are asked by that profile alone", () => {
    const scanner = profiles.get("code-scanner/newland-serial-generic");
    if (!scanner) throw new Error("no Newland");
    const known: Profile = { ...scanner, usb: [{ vendor: "1eab", product: "0006" }] };
    const among = new Map([...profiles, [known.id, known]]);
    const port = { path: "/dev/ttyACM0", vendorId: "1eab", productId: "0006" };
    expect(asked({ serial: listed(port) }, among)).toEqual([["serial:///dev/ttyACM0", ["newland"]]]);
  });

  test("whose ids say that it is a UPS are left alone", () => {
    const port = { path: "/dev/ttyACM0", vendorId: "051d", productId: "0002" };
    expect(asked({ serial: listed(port) })).toEqual([]);
    expect(unasked({ serial: listed(port) })).toEqual(["serial /dev/ttyACM0"]);
  });
});

describe("USB devices", () => {
  test("are asked where a profile knows their ids", () => {
    expect(asked({ usb: listed(usb("0400:c35a", [0xff])) })).toEqual([["usb://0400:c35a", ["sdt"]]]);
  });

  test("are asked as printers where they say that they are printers", () => {
    const printer = usb("04f9:02f9", [7]);
    expect(asked({ usb: listed(printer) })).toEqual([["usb://04f9:02f9", ["usb-printer"]]]);
  });

  test("that nobody knows are told and left alone; hubs are not even told", () => {
    const devices = listed(usb("1234:5678", [0xff]), usb("1d6b:0002", [9]));
    expect(asked({ usb: devices })).toEqual([]);
    expect(unasked({ usb: devices })).toEqual(["usb 1234:5678"]);
  });

  test("of which two are alike are told apart by their serial numbers", () => {
    const two = listed(usb("0400:c35a", [0xff], "A 1"), usb("0400:c35a", [0xff], "B/2"));
    expect(asked({ usb: two }).map(([url]) => url)).toEqual([
      "usb://0400:c35a?serial=A%201",
      "usb://0400:c35a?serial=B%2F2",
    ]);
  });
});

describe("HID devices", () => {
  test("that say they are a UPS or a scanner are asked as such, whoever made them", () => {
    expect(asked({ hid: listed(hid("0d9f:0004", 0x84), hid("0c2e:0b6a", 0x8c)) })).toEqual([
      ["hid://0d9f:0004", ["hid-power"]],
      ["hid://0c2e:0b6a", ["hid-scanner"]],
    ]);
  });

  test("with other collections besides are asked on the one that is meant", () => {
    const scanner = listed(hid("0c2e:0b6a", 0x01), hid("0c2e:0b6a", 0x8c));
    expect(asked({ hid: scanner }).map(([url]) => url)).toEqual(["hid://0c2e:0b6a?usagePage=0x8c"]);
  });

  test("known by their ids are asked once, and not a second time as USB devices", () => {
    const both = { usb: listed(usb("051d:0002", [3])), hid: listed(hid("051d:0002", 0x84)) };
    expect(asked(both)).toEqual([["hid://051d:0002", ["hid-power"]]]);
    expect(unasked(both)).toEqual([]);
  });

  test("that are mice and keyboards are not told; a vendor's own are told and left alone", () => {
    const devices = listed(hid("046d:c31c", 0x01), hid("046d:c31c", 0x0c), hid("1234:5678", 0xff00));
    expect(asked({ hid: devices })).toEqual([]);
    expect(unasked({ hid: devices })).toEqual(["hid 1234:5678"]);
  });
});

describe("the rest", () => {
  test("each reader of the PC/SC service by its name", () => {
    const readers = listed({ name: "ACS ACR39U 00 00" }, { name: "Feitian SCR301 01 00" });
    expect(asked({ pcsc: readers })).toEqual([
      ["pcsc://ACS%20ACR39U%2000%2000", ["pcsc"]],
      ["pcsc://Feitian%20SCR301%2001%2000", ["pcsc"]],
    ]);
  });

  test("cameras are looked at; what types is left to the installer, for it may be a keyboard", () => {
    const node = { path: "/dev/x", name: "Thing", vendorId: "0c2e", productId: "0b61" };
    const attached = {
      cameras: listed({ ...node, url: "camera:///dev/video0" }),
      keyboards: listed({ ...node, url: "wedge:///dev/input/by-id/usb-Thing-event-kbd" }),
    };
    expect(asked(attached)).toEqual([["camera:///dev/video0", ["camera"]]]);
    expect(unasked(attached)).toEqual(["keyboard wedge:///dev/input/by-id/usb-Thing-event-kbd"]);
  });

  test("this machine, always; a library that failed brings nothing and stops nothing", () => {
    const host = listed({ name: "kiosk", system: "Linux 6.1" });
    expect(asked({ host, usb: { name: "failed", reason: "no libusb" } })).toEqual([["host://local", ["host"]]]);
  });
});
