import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MibPrinter } from "../../../fixtures/sim/devices/mib-printer.ts";
import { createTransport } from "./transport.ts";

const supplies = "1.3.6.1.2.1.43.11.1.1";
const errorState = "1.3.6.1.2.1.25.3.5.1.2.1";
const model = "1.3.6.1.2.1.25.3.2.1.3.1";
const never = () => new AbortController().signal;

let printer: MibPrinter;
beforeEach(async () => {
  printer = new MibPrinter();
  await printer.start();
});
afterEach(() => printer.stop());

function snmp(extra = "", base = printer.url) {
  const transport = createTransport(`${base}&timeoutMs=100${extra}`);
  if (transport.kind !== "snmp") throw new Error("not snmp");
  return transport;
}

describe.each(["1", "2c"])("version %s", (version) => {
  test("gets values in the asked order and leaves missing instances out", async () => {
    const transport = snmp(`&version=${version}`);
    const found = await transport.get([errorState, "1.3.6.1.2.1.9.9.9", model, `${supplies}.9.1.99`], never());
    expect(found.map((variable) => variable.oid)).toEqual([errorState, model]);
    expect(Buffer.from(found[1]?.raw ?? []).toString()).toBe("Example CL3100");
    await transport.close();
  });

  test("asks for more names than one packet holds", async () => {
    const transport = snmp(`&version=${version}`);
    const names = [2, 3, 4, 5, 6, 7, 8, 9].flatMap((column) =>
      [1, 2, 3, 4, 5].map((row) => `${supplies}.${column}.1.${row}`),
    );
    expect((await transport.get(names, never())).map((variable) => variable.oid)).toEqual(names);
    await transport.close();
  });

  test("walks a column in order and stops at its end", async () => {
    const transport = snmp(`&version=${version}`);
    const rows = await transport.walk(`${supplies}.9`, 100, never());
    expect(rows.map((row) => row.oid)).toEqual([1, 2, 3, 4, 5].map((row) => `${supplies}.9.1.${row}`));
    expect(rows.map((row) => row.value)).toEqual([100, 100, 100, 100, 100]);
    await transport.close();
  });

  test("walks a column that is not there as empty", async () => {
    const transport = snmp(`&version=${version}`);
    expect(await transport.walk("1.3.6.1.2.1.43.99", 100, never())).toEqual([]);
    expect(await transport.walk("2.5", 100, never())).toEqual([]);
    await transport.close();
  });

  test("never takes more rows than allowed", async () => {
    const transport = snmp(`&version=${version}`);
    expect(await transport.walk(supplies, 7, never())).toHaveLength(7);
    await transport.close();
  });
});

test("octets stay octets, also such as are no UTF-8", async () => {
  const gbk = Buffer.from("bada c9ab cef8 b9c4".replaceAll(" ", ""), "hex"); // 黑色硒鼓
  printer.setSupply(1, { description: gbk });
  const transport = snmp();
  const [description] = await transport.get([`${supplies}.6.1.1`], never());
  expect(description?.value).toBeInstanceOf(Uint8Array);
  expect(Buffer.from(description?.raw ?? []).toString("hex")).toBe(gbk.toString("hex"));
  await transport.close();
});

test.each([
  ["no octet", ""],
  ["one octet", "20"],
  ["two octets", "2000"],
])("an error state of %s comes as it is", async (_, hex) => {
  printer.forceErrorState(Buffer.from(hex, "hex"));
  const transport = snmp();
  const [state] = await transport.get([errorState], never());
  expect(Buffer.from(state?.raw ?? Buffer.of(0xee)).toString("hex")).toBe(hex);
  expect(state?.value).toBeInstanceOf(Uint8Array);
  await transport.close();
});

test.each([
  [-3, "fd"],
  [-2, "fe"],
  [0, "00"],
  [127, "7f"],
  [128, "0080"],
  [-129, "ff7f"],
  [100_000, "0186a0"],
])("the integer %d keeps its octets %s", async (level, hex) => {
  printer.setSupply(1, { level });
  const transport = snmp();
  const [found] = await transport.get([`${supplies}.9.1.1`], never());
  expect(found?.value).toBe(level);
  expect(Buffer.from(found?.raw ?? []).toString("hex")).toBe(hex);
  await transport.close();
});

test("one lost packet is asked for again", async () => {
  printer.manner = { name: "drop", next: 1 };
  const transport = snmp();
  expect(await transport.get([model], never())).toHaveLength(1);
  expect(printer.received).toHaveLength(2);
  await transport.close();
});

test("a printer that stays silent is a timeout", async () => {
  printer.manner = { name: "drop" };
  const transport = snmp();
  await expect(transport.get([model], never())).rejects.toMatchObject({ name: "TransportError", code: "timeout" });
  await expect(transport.walk(supplies, 10, never())).rejects.toMatchObject({ code: "timeout" });
  await transport.close();
});

test("a printer that answers what is not SNMP is invalid", async () => {
  printer.manner = { name: "garbage" };
  const transport = snmp();
  await expect(transport.get([model], never())).rejects.toMatchObject({ code: "invalid" });
  await transport.close();
});

test("the wrong community gets no answer", async () => {
  const transport = snmp("", printer.url.replace("public", "private"));
  await expect(transport.get([model], never())).rejects.toMatchObject({ code: "timeout" });
  await transport.close();
});

test("a host name that does not exist is absent", async () => {
  const transport = snmp("", "snmp://no-such-host.invalid?version=2c");
  await expect(transport.get([model], never())).rejects.toMatchObject({ name: "TransportError" });
  await transport.close();
});

test("an aborted signal ends a request that hangs, with its reason", async () => {
  printer.manner = { name: "drop" };
  const transport = snmp("", printer.url);
  const stop = new AbortController();
  const reason = new Error("enough");
  const asked = transport.get([model], stop.signal);
  stop.abort(reason);
  await expect(asked).rejects.toMatchObject({ code: "timeout", cause: reason });
  await expect(transport.walk(supplies, 10, stop.signal)).rejects.toMatchObject({ code: "timeout" });
  await transport.close();
});

test("closing ends what is being asked, and twice is once", async () => {
  printer.manner = { name: "drop" };
  const transport = snmp();
  const asked = transport.get([model], never());
  await Promise.all([transport.close(), transport.close(), expect(asked).rejects.toMatchObject({ code: "lost" })]);
  await transport.close();
});

test("after an answer of garbage the next good answer is read", async () => {
  const transport = snmp();
  printer.manner = { name: "garbage" };
  await expect(transport.get([model], never())).rejects.toMatchObject({ code: "invalid" });
  printer.manner = { name: "answer" };
  expect(await transport.get([model], never())).toHaveLength(1);
  await transport.close();
});
