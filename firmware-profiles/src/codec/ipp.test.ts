import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { ippAsked, ippRequest, parseIpp } from "./ipp.ts";

const text = (value: string) => [...new TextEncoder().encode(value)];
const counted = (octets: readonly number[]) => [octets.length >> 8, octets.length & 0xff, ...octets];

/** Made here by RFC 8010 section 3.1 and not by the codec. A value with an empty name is one more of the attribute before. */
const value = (tag: number, name: string, octets: readonly number[]) => [
  tag,
  ...counted(text(name)),
  ...counted(octets),
];
const answer = (...parts: readonly (readonly number[])[]) =>
  Uint8Array.from([2, 0, 0, 0, 0, 0, 0, 7, ...parts.flat(), 3]);
const told = (bytes: Uint8Array) =>
  parseIpp(bytes)?.attributes.map(({ group, name, values }) => {
    return [group, name, ...values.map(({ tag, raw }) => `${tag.toString(16)} ${toHex(raw)}`)];
  });

test("the request is Get-Printer-Attributes, with charset, language and printer first and in this order", () => {
  const request = ippRequest(0x01020304, "ipp://p/ipp/print");
  const start = [
    "0101000b01020304" + "01",
    `47${"0012"}${toHex(Uint8Array.from(text("attributes-charset")))}${"0005"}${toHex(Uint8Array.from(text("utf-8")))}`,
    `48${"001b"}${toHex(Uint8Array.from(text("attributes-natural-language")))}${"0002"}${toHex(Uint8Array.from(text("en")))}`,
    `45${"000b"}${toHex(Uint8Array.from(text("printer-uri")))}${"0011"}${toHex(Uint8Array.from(text("ipp://p/ipp/print")))}`,
    `44${"0014"}${toHex(Uint8Array.from(text("requested-attributes")))}${"000d"}${toHex(Uint8Array.from(text("printer-state")))}`,
    `44${"0000"}${"0015"}${toHex(Uint8Array.from(text("printer-state-reasons")))}`,
  ];
  expect(toHex(request, request.length).startsWith(start.join(""))).toBe(true);
  const asked = parseIpp(request);
  expect(asked).toMatchObject({ code: 0x0b, requestId: 0x01020304, isWhole: true });
  expect(asked?.attributes.at(-1)?.values).toHaveLength(ippAsked.length);
});

describe("an answer", () => {
  test("has its status and its request-id, also one that is negative", () => {
    expect(parseIpp(fromHex("0101050700000007" + "03"))).toEqual({
      code: 0x0507,
      requestId: 7,
      attributes: [],
      isWhole: true,
    });
    expect(parseIpp(fromHex("02000000ffffffff" + "03"))?.requestId).toBe(-1);
  });

  test("has groups, attributes of one value and of several", () => {
    const bytes = answer(
      [1],
      value(0x47, "attributes-charset", text("utf-8")),
      [4],
      value(0x23, "printer-state", [0, 0, 0, 3]),
      value(0x44, "printer-state-reasons", text("a")),
      value(0x44, "", text("b")),
      [5],
      value(0x10, "printer-alert", []),
    );
    expect(told(bytes)).toEqual([
      [1, "attributes-charset", "47 7574662d38"],
      [4, "printer-state", "23 00000003"],
      [4, "printer-state-reasons", "44 61", "44 62"],
      [5, "printer-alert", "10 "],
    ]);
  });

  test("may hold collections within collections, which are passed over, and what follows them is not", () => {
    const bytes = answer(
      [4],
      value(0x34, "media-col-ready", []),
      value(0x4a, "", text("media-size")),
      value(0x34, "", []),
      value(0x4a, "", text("x-dimension")),
      value(0x21, "", [0, 0, 0x52, 0x08]),
      value(0x37, "", []),
      value(0x37, "", []),
      value(0x34, "", []),
      value(0x4a, "", text("media-source")),
      value(0x44, "", text("tray-1")),
      value(0x37, "", []),
      value(0x23, "printer-state", [0, 0, 0, 4]),
    );
    expect(told(bytes)).toEqual([
      [4, "media-col-ready"],
      [4, "printer-state", "23 00000004"],
    ]);
  });

  test("whose collection never ends gives up nothing that comes after it", () => {
    const open = value(0x34, "media-col", []);
    const member = value(0x4a, "", text("media-size"));
    expect(told(answer([4], open, member, value(0x23, "printer-state", [0, 0, 0, 5])))?.at(-1)).toEqual([
      4,
      "printer-state",
      "23 00000005",
    ]);
    expect(told(answer([4], open, member, [4], value(0x23, "printer-state", [0, 0, 0, 5])))?.at(-1)).toHaveLength(3);
  });

  test("of tags that nobody knows is passed over by their lengths", () => {
    const strange = value(0x7f, "vendor", [0x40, 0, 0, 1, 9, 9]);
    expect(told(answer([4], strange, value(0x22, "flag", [1])))).toEqual([
      [4, "vendor", "7f 400000010909"],
      [4, "flag", "22 01"],
    ]);
  });

  test("that begins with one more value of nothing is read all the same", () => {
    expect(told(answer([4], value(0x44, "", text("stray")), value(0x22, "flag", [1])))).toEqual([[4, "flag", "22 01"]]);
  });

  test("that ends early is not whole, wherever it ends", () => {
    const bytes = answer([4], value(0x23, "printer-state", [0, 0, 0, 3]), value(0x44, "x", text("none")));
    for (let end = 0; end < bytes.length; end += 1) {
      expect(parseIpp(bytes.subarray(0, end))?.isWhole ?? false, `after ${end} octets`).toBe(false);
    }
    expect(parseIpp(bytes)?.isWhole).toBe(true);
  });

  test("with a length beyond a signed short makes no sense", () => {
    const bytes = Uint8Array.from([...answer([4]).subarray(0, 9), 0x44, 0x80, 0, ...new Uint8Array(40_000), 3]);
    expect(parseIpp(bytes)?.isWhole).toBe(false);
  });

  test.each(["", "02", "0200000000000", "3c21444f4354595045", "0001000000000001" + "03", "48545450"])(
    "is none: <%s>",
    (hex) => {
      expect(parseIpp(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`))).toBeUndefined();
    },
  );
});

test("no octets break the parser, and nothing comes out that did not go in", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const message = parseIpp(Uint8Array.from([2, 0, 0, 0, 0, 0, 0, 1, ...bytes]));
      const out = message?.attributes.flatMap(({ values }) => values.map(({ raw }) => raw.length)) ?? [];
      expect(out.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test("what was encoded is read again, value by value", () => {
  const attribute = fc.tuple(
    fc.constantFrom(0x21, 0x23, 0x30, 0x41, 0x44),
    fc.stringMatching(/^[a-z-]{1,20}$/),
    fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(attribute, { maxLength: 8 }), (attributes) => {
      const parts = attributes.map(([tag, name, values]) =>
        values.flatMap((raw, i) => value(tag, i === 0 ? name : "", [...raw])),
      );
      expect(told(answer([4], ...parts))).toEqual(
        attributes.map(([tag, name, values]) => [4, name, ...values.map((raw) => `${tag.toString(16)} ${toHex(raw)}`)]),
      );
    }),
  );
});
