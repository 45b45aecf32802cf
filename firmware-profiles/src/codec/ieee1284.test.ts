import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandSets, isPagePrinter, parseDeviceId } from "./ieee1284.ts";

const octets = (text: string) => new TextEncoder().encode(text);
function answer(text: string, order: "big" | "little" = "big", told = text.length + 2): Uint8Array {
  const [high, low] = [told >> 8, told & 0xff];
  return Uint8Array.from([...(order === "big" ? [high, low] : [low, high]), ...octets(text)]);
}
function read(bytes: Uint8Array): Record<string, string> | undefined {
  const id = parseDeviceId(bytes);
  return id && Object.fromEntries([...id.values].map(([key, value]) => [key, new TextDecoder().decode(value)]));
}

describe("a device id", () => {
  const hp = "MFG:Hewlett-Packard;CMD:PJL,PCL;MDL:LaserJet;CLS:PRINTER;DES:a printer;SN:X1;";
  const named = { MFG: "Hewlett-Packard", CMD: "PJL,PCL", MDL: "LaserJet", CLS: "PRINTER", DES: "a printer", SN: "X1" };

  test("is read with its length in either order", () => {
    expect(read(answer(hp))).toEqual(named);
    expect(read(answer(hp, "little"))).toEqual(named);
  });

  test("may spell its keys out", () => {
    const toshiba = "MANUFACTURER:TOSHIBA;COMMAND SET:PCL;MODEL:e-STUDIO;CLASS:PRINTER;DESCRIPTION:d;SERN:7;";
    const spelt = { MFG: "TOSHIBA", CMD: "PCL", MDL: "e-STUDIO", CLS: "PRINTER", DES: "d", SN: "7" };
    expect(read(answer(toshiba))).toEqual(spelt);
    expect(read(answer("mfg:Brother; SERIALNUMBER: 9 ;"))).toEqual({ MFG: "Brother", SN: "9" });
  });

  test("keeps the last letter of a serial number whose length does not count itself", () => {
    expect(read(answer("MFG:Example;SN:AB12", "big", 19))).toEqual({ MFG: "Example", SN: "AB12" });
  });

  test("that fills its buffer with zeros ends where it says", () => {
    const filled = Uint8Array.from([...answer("MFG:Example;MDL:One;"), 0, 0]);
    expect(read(filled)).toEqual({ MFG: "Example", MDL: "One" });
  });

  test("that was cut short loses its last pair, which may be half a value", () => {
    const id = parseDeviceId(answer("MFG:Example;MDL:One;SN:12", "big", 300));
    expect(id?.isCut).toBe(true);
    expect([...(id?.values.keys() ?? [])]).toEqual(["MFG", "MDL"]);
  });

  test("whose values are Chinese is a device id", () => {
    expect(read(answer("MFG:奔图;MDL:M6500;", "big", octets("MFG:奔图;MDL:M6500;").length + 2))).toMatchObject({
      MFG: "奔图",
    });
  });

  test.each([
    ["nothing", ""],
    ["a length alone", "0000"],
    ["control characters", "00144d46473a0145781b616d706c653b4d444c3a"],
    ["text without keys", "0014616263646566676869"],
  ])("is not %s", (_, hex) => {
    expect(parseDeviceId(Buffer.from(hex, "hex"))).toBeUndefined();
  });

  test("that names the first of two equal keys keeps to it", () => {
    expect(read(answer("MFG:First;MFG:Second;"))).toEqual({ MFG: "First" });
  });

  test("no octets make it fail", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => (parseDeviceId(bytes)?.values.size ?? 0) <= 6));
  });
});

test.each([
  ["CLS:PRINTER;CMD:PJL, pcl;", ["PJL", "PCL"], true],
  ["CLASS:printer;MFG:Example;", [""], true],
  ["MFG:Example;MDL:Any;", [""], true],
  ["CLS:MODEM;MFG:Example;", [""], false],
  ["CMD:ESC/POS;CLS:PRINTER;", ["ESC/POS"], false],
  ["CMD:EscPos,PJL;CLS:PRINTER;", ["ESCPOS", "PJL"], false],
])("%s speaks %j; a printer of pages: %s", (text, sets, isPrinter) => {
  const id = parseDeviceId(answer(text));
  if (id === undefined) throw new Error("no device id");
  expect(commandSets(id)).toEqual(sets);
  expect(isPagePrinter(id)).toBe(isPrinter);
});
