import { describe, expect, test } from "vitest";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { TransportUrlError } from "./transport-url.ts";

describe("a transport URL becomes an address", () => {
  test.each([
    [
      "serial:///dev/ttyUSB0",
      { kind: "serial", path: "/dev/ttyUSB0", baudRate: 115200, dataBits: 8, parity: "none", stopBits: 1 },
    ],
    [
      "serial:///dev/serial/by-id/usb%20x?baud=9600&data=7&parity=even&stop=2",
      { kind: "serial", path: "/dev/serial/by-id/usb x", baudRate: 9600, dataBits: 7, parity: "even", stopBits: 2 },
    ],
    [
      "serial:///COM12?parity=odd",
      { kind: "serial", path: "COM12", baudRate: 115200, dataBits: 8, parity: "odd", stopBits: 1 },
    ],
    ["tcp://10.0.0.7:4001", { kind: "tcp", host: "10.0.0.7", port: 4001 }],
    ["tcp://[fe80::1]:4001", { kind: "tcp", host: "fe80::1", port: 4001 }],
    [
      "snmp://printer.lan",
      { kind: "snmp", host: "printer.lan", port: 161, community: "public", version: "2c", timeoutMs: 2000 },
    ],
    [
      "snmp://10.0.0.9:1161?community=sh-cn%20ro&version=1&timeoutMs=700",
      { kind: "snmp", host: "10.0.0.9", port: 1161, community: "sh-cn ro", version: "1", timeoutMs: 700 },
    ],
  ])("%s", (url, address) => {
    expect(parseTransportUrl(url)).toEqual(address);
  });
});

test("a profile's serial line stands in for what the URL does not say, and only for that", () => {
  const line = { baud: 9600, dataBits: 7, parity: "even", stopBits: 2 } as const;
  const filled = { baudRate: 9600, dataBits: 7, parity: "even", stopBits: 2 };
  expect(parseTransportUrl("serial:///dev/ttyS1", line)).toMatchObject(filled);
  expect(parseTransportUrl("serial:///dev/ttyS1?baud=19200&stop=1", line)).toMatchObject({
    ...filled,
    baudRate: 19200,
    stopBits: 1,
  });
});

describe("a URL that names no device is refused with what is wrong", () => {
  test.each([
    ["", "not a URL"],
    ["/dev/ttyUSB0", "not a URL"],
    ["http://10.0.0.7", 'unknown kind "http://"'],
    ["serial://dev/ttyUSB0", "three slashes"],
    ["serial://", "needs the path"],
    ["serial:///dev/tty%zz", "broken % sequence"],
    ["serial:///dev/ttyUSB0?baud=fast", 'baud="fast"'],
    ["serial:///dev/ttyUSB0?baud=-1", 'baud="-1"'],
    ["serial:///dev/ttyUSB0?data=9", 'data="9" is not one of 5, 6, 7, 8'],
    ["serial:///dev/ttyUSB0?parity=mark", 'parity="mark"'],
    ["serial:///dev/ttyUSB0?parity=toString", 'parity="toString"'],
    ["serial:///dev/ttyUSB0?baudrate=9600", 'unknown parameter "baudrate": known are baud, data, parity, stop'],
    ["serial:///dev/ttyUSB0?baud=1200&baud=9600", '"baud" is given twice'],
    ["tcp://10.0.0.7", "tcp needs a port"],
    ["tcp://:4001", "not a URL"],
    ["tcp://10.0.0.7:0", "port 0"],
    ["tcp://10.0.0.7:70000", "not a URL"],
    ["tcp://10.0.0.7:4001/com1", 'nothing may follow the host but parameters: "/com1"'],
    ["tcp://10.0.0.7:4001?baud=9600", 'unknown parameter "baud"'],
    ["tcp://10.0.0.7:4001#x", "#"],
    ["tcp://user:secret@10.0.0.7:4001", "user name or password"],
    ["snmp://", "host is missing"],
    ["snmp://10.0.0.9?version=3", 'version="3" is not one of 1, 2c'],
    ["snmp://10.0.0.9?community=", "community is empty"],
    ["snmp://10.0.0.9?timeoutMs=1", 'timeoutMs="1" is not a whole number from 50 to 60000'],
  ])("%s", (url, said) => {
    expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
    expect(() => parseTransportUrl(url)).toThrow(said);
  });

  test("the message of a broken URL never repeats the community", () => {
    let said = "";
    try {
      parseTransportUrl("snmp://10.0.0.9?community=geheim&version=9");
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain("version");
    expect(said).not.toContain("geheim");
  });
});

test("a transport's own url shows everything but the SNMP community", async () => {
  const snmp = createTransport("snmp://10.0.0.9:1161?community=geheim&version=1");
  expect(snmp.url).not.toContain("geheim");
  expect(snmp.url).toContain("10.0.0.9:1161");
  await snmp.close();
  expect(createTransport("tcp://10.0.0.7:4001").url).toBe("tcp://10.0.0.7:4001");
  expect(createTransport("serial:///dev/ttyS0?baud=9600").url).toBe("serial:///dev/ttyS0?baud=9600");
});
