import { expect, test } from "vitest";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { TransportUrlError } from "./transport-url.ts";
import { usbAlternate, usbInterface } from "./transport-usb.ts";
import type { NativeAlternate } from "./usb-device.ts";

const never = new AbortController().signal;
/** Ids for tests that no maker has (pid.codes, 1209:fff0 and following are never sold). */
const nobody = "usb://1209:fffe?serial=none-such";

test.each([
  ["usb://0400:c35a", { kind: "usb", vendorId: 0x0400, productId: 0xc35a }],
  ["usb://0400:C35A", { kind: "usb", vendorId: 0x0400, productId: 0xc35a }],
  [
    "usb://03f0:1f2a?serial=VNC%204&interface=1",
    { kind: "usb", vendorId: 0x03f0, productId: 0x1f2a, serial: "VNC 4", interfaceNumber: 1 },
  ],
])("%s names a device", (url, address) => {
  expect(parseTransportUrl(url)).toEqual(address);
});

test.each([
  ["usb://0400", "two ids of four hexadecimal digits"],
  ["usb://0400:c35", "not a URL"],
  ["usb://0400:c35a:1", "not a URL"],
  ["usb://zzzz:c35a", "not a URL"],
  ["usb://0400:c35a/1", "nothing may follow the host"],
  ["usb://0400:c35a?serial=", "serial number is empty"],
  ["usb://0400:c35a?interface=256", 'interface="256"'],
  ["usb://0400:c35a?usagePage=1", 'unknown parameter "usagePage"'],
])("%s is refused", (url, said) => {
  expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
  expect(() => parseTransportUrl(url)).toThrow(said);
});

test("a device that is not attached is absent, each time it is asked for", async () => {
  const transport = createTransport(nobody);
  if (transport.kind !== "usb") throw new Error("not USB");
  await expect(transport.open(never)).rejects.toMatchObject({ name: "TransportError", code: "absent" });
  await expect(transport.open(never)).rejects.toMatchObject({ code: "absent" });
  const setup = { requestType: 0xa1, request: 0, value: 0, index: 0 };
  await expect(transport.control(setup, 8, never)).rejects.toMatchObject({ code: "absent" });
  await expect(transport.chunks(0x82, never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "absent" });
  await transport.close();
  await expect(transport.write(1, Uint8Array.of(1), never)).rejects.toMatchObject({ code: "lost" });
});

test("an open that nobody waits for any more ends by its signal, and the next one is free to try", async () => {
  const transport = createTransport(nobody);
  if (transport.kind !== "usb") throw new Error("not USB");
  await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ code: "timeout" });
  await expect(transport.open(never)).rejects.toMatchObject({ code: "absent" });
});

test("without a number in the URL it is the printer's interface, else the first", () => {
  const scanner = { number: 0, class: 255 };
  const printer = { number: 1, class: 7 };
  const address = { kind: "usb", vendorId: 1, productId: 2 } as const;
  expect(usbInterface([scanner, printer], address)).toBe(printer);
  expect(usbInterface([scanner], address)).toBe(scanner);
  expect(usbInterface([scanner, printer], { ...address, interfaceNumber: 0 })).toBe(scanner);
  expect(usbInterface([scanner, printer], { ...address, interfaceNumber: 2 })).toBeUndefined();
});

test("of a printer's settings the two-way one is used, of everything else the first", () => {
  const setting = (alternateSetting: number, interfaceClass: number, interfaceProtocol: number): NativeAlternate => {
    return { alternateSetting, interfaceClass, interfaceProtocol, endpoints: [] };
  };
  expect(usbAlternate([setting(0, 7, 1), setting(1, 7, 2), setting(2, 7, 4)]).alternateSetting).toBe(1);
  expect(usbAlternate([setting(0, 7, 1)]).alternateSetting).toBe(0);
  expect(usbAlternate([setting(0, 3, 1), setting(1, 3, 2)]).alternateSetting).toBe(0);
  expect(() => usbAlternate([])).toThrow("no setting");
});
