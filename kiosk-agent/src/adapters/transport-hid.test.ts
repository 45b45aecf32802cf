import { expect, test } from "vitest";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { TransportUrlError } from "./transport-url.ts";

const never = new AbortController().signal;
const nobody = "hid://1209:fffe?serial=none-such";

test.each([
  ["hid://051d:0002", { kind: "hid", vendorId: 0x051d, productId: 0x0002 }],
  [
    "hid://0400:c35a?serial=A1&usagePage=0xFF00",
    { kind: "hid", vendorId: 0x0400, productId: 0xc35a, serial: "A1", usagePage: 0xff00 },
  ],
  ["hid://0400:c35a?usagePage=132", { kind: "hid", vendorId: 0x0400, productId: 0xc35a, usagePage: 0x84 }],
])("%s names a device", (url, address) => {
  expect(parseTransportUrl(url)).toEqual(address);
});

test.each([
  ["hid://0400", "two ids"],
  ["hid://0400:c35a?usagePage=0x12345", "is not a number from 0 to 0xffff"],
  ["hid://0400:c35a?usagePage=99999", "is not a number from 0 to 0xffff"],
  ["hid://0400:c35a?usagePage=page", "is not a number from 0 to 0xffff"],
  ["hid://0400:c35a?interface=1", 'unknown parameter "interface"'],
])("%s is refused", (url, said) => {
  expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
  expect(() => parseTransportUrl(url)).toThrow(said);
});

test("a device that is not attached is absent, each time it is asked for", async () => {
  const transport = createTransport(nobody);
  if (transport.kind !== "hid") throw new Error("not HID");
  await expect(transport.open(never)).rejects.toMatchObject({ name: "TransportError", code: "absent" });
  await expect(transport.open(never)).rejects.toMatchObject({ code: "absent" });
  await expect(transport.feature(0, 8, never)).rejects.toMatchObject({ code: "absent" });
  await expect(transport.chunks(never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "absent" });
  await transport.close();
  await expect(transport.write(Uint8Array.of(0, 1), never)).rejects.toMatchObject({ code: "lost" });
});

test("an open that nobody waits for any more ends by its signal, and the next one is free to try", async () => {
  const transport = createTransport(nobody);
  if (transport.kind !== "hid") throw new Error("not HID");
  await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ code: "timeout" });
  await expect(transport.open(never)).rejects.toMatchObject({ code: "absent" });
});
