import { describe, expect, test } from "vitest";
import { PcscError, TransportError } from "../ports.ts";
import { PcscProcess, type Seen } from "./pcsc-process.ts";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { PcscServiceTransport, pcscAddress } from "./transport-pcsc.ts";
import { TransportUrlError } from "./transport-url.ts";

const never = new AbortController().signal;
const one = { name: "ACS ACR39U ICC Reader 00 00", state: 0x12 };
const two = { name: "Alcor Micro AU9540 01 00", state: 0x22 };

function over(seen: Seen, url = "pcsc://") {
  return new PcscServiceTransport(pcscAddress(new URL(url)), url, { look: () => Promise.resolve(seen) });
}

function named(name: string) {
  return over({ name: "readers", readers: [one, two] }, `pcsc://${encodeURIComponent(name)}`);
}

describe("the address", () => {
  test.each([
    ["pcsc://", { kind: "pcsc" }],
    ["pcsc://ACS%20ACR39U%20ICC%20Reader%2000%2000", { kind: "pcsc", reader: "ACS ACR39U ICC Reader 00 00" }],
    ["pcsc://Reader%20%28a%2Fb%3Ac%29%2000%2000", { kind: "pcsc", reader: "Reader (a/b:c) 00 00" }],
    ["pcsc://%E8%AF%BB%E5%8D%A1%E5%99%A8", { kind: "pcsc", reader: "读卡器" }],
  ])("%s", (url, address) => {
    expect(parseTransportUrl(url)).toEqual(address);
    expect(createTransport(url)).toMatchObject({ kind: "pcsc", url });
  });

  test.each([
    ["pcsc://reader/one", "%2F"],
    ["pcsc://reader:1", "%3A"],
    ["pcsc://reader?slot=1", 'unknown parameter "slot"'],
    ["pcsc://reader%zz", "broken % sequence"],
  ])("%s is none", (url, said) => {
    expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
    expect(() => parseTransportUrl(url)).toThrow(said);
  });
});

describe("of the readers there are", () => {
  test("all are told where none is named", async () => {
    expect(await over({ name: "readers", readers: [one, two] }).readers(never)).toEqual([one, two]);
    expect(await over({ name: "readers", readers: [] }).readers(never)).toEqual([]);
  });

  test("the one that is named is told alone", async () => {
    expect(await named(two.name).readers(never)).toEqual([two]);
  });

  test("the one that is named is found under the numbers of another port", async () => {
    expect(await named("Alcor Micro AU9540 00 00").readers(never)).toEqual([two]);
    expect(await named("Alcor Micro AU9540").readers(never)).toEqual([two]);
  });

  test("twins under other numbers than the named one's are both told, for nobody can say which it is", async () => {
    const twin = { ...two, name: "Alcor Micro AU9540 02 00" };
    const url = "pcsc://Alcor%20Micro%20AU9540%2000%2000";
    expect(await over({ name: "readers", readers: [two, twin] }, url).readers(never)).toEqual([two, twin]);
  });

  test("one that is named and not there is absent, and those that are there are named", async () => {
    const asked = named("Feitian SCR301 00 00").readers(never);
    await expect(asked).rejects.toMatchObject({ code: "absent" });
    await expect(asked).rejects.toThrow(two.name);
  });
});

describe("a service that refuses", () => {
  test.each([
    ["NoService", 0x8010001d],
    ["CommError", 0x80100013],
    ["NoReadersAvailable", 0x8010002e],
    ["SecurityViolation", 0x8010006a],
  ])("with %s says %i", async (code, status) => {
    const asked = over({ name: "refused", code, detail: code }).readers(never);
    await expect(asked).rejects.toBeInstanceOf(PcscError);
    await expect(asked).rejects.toMatchObject({ status });
  });

  test.each(["ClientAlreadyStarted", "toString", ""])(
    "with %j, which is no PC/SC code, is not understood",
    async (code) => {
      const asked = over({ name: "refused", code, detail: "?" }).readers(never);
      await expect(asked).rejects.toMatchObject({ code: "invalid" });
    },
  );
});

test("a library that cannot be loaded is refused with its reason", async () => {
  const asked = over({ name: "unloadable", detail: "libpcsclite.so.1: no such file" }).readers(never);
  await expect(asked).rejects.toMatchObject({ code: "refused", message: "PC/SC: libpcsclite.so.1: no such file" });
});

describe("the program that asks", () => {
  test("ends in time when it is given up", async () => {
    const off = new AbortController();
    const asked = new PcscProcess().look(off.signal);
    off.abort();
    await expect(asked).rejects.toMatchObject({ code: "timeout" });
    await expect(new PcscProcess().look(off.signal)).rejects.toMatchObject({ code: "timeout" });
  });

  test("that dies is lost, with what it said of its death", async () => {
    const asked = new PcscProcess({ ...process.env, NODE_OPTIONS: "--no-such-option" }).look(never);
    await expect(asked).rejects.toBeInstanceOf(TransportError);
    await expect(asked).rejects.toMatchObject({ code: "lost" });
    await expect(asked).rejects.toThrow("no-such-option");
  });
});
