import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "./hex.ts";
import { hidPage, parseHidDescriptor } from "./hid-descriptor.ts";
import { hidLogicalValue, hidPhysicalValue } from "./hid-value.ts";

const parse = (hex: string) => parseHidDescriptor(fromHex(hex));
/** The descriptor's fields, or an error: most tests are about sound ones. */
function fields(hex: string) {
  const descriptor = parse(hex);
  if (descriptor === undefined) throw new Error(`${hex} is taken for no descriptor`);
  return descriptor.fields;
}

// HID 1.11 appendix E.10: a boot mouse with three buttons
const mouse =
  "05 01 09 02 a1 01 09 01 a1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02 95 01 75 05 81 01" +
  "05 01 09 30 09 31 15 81 25 7f 75 08 95 02 81 06 c0 c0";

describe("the mouse of the specification", () => {
  test("has three buttons, padding and two signed bytes, in that order", () => {
    const seen = fields(mouse).map(({ usage, bitOffset, bitSize, logicalMin, logicalMax }) => ({
      usage,
      at: [bitOffset, bitSize],
      limits: [logicalMin, logicalMax],
    }));
    expect(seen).toEqual([
      { usage: 0x00090001, at: [0, 1], limits: [0, 1] },
      { usage: 0x00090002, at: [1, 1], limits: [0, 1] },
      { usage: 0x00090003, at: [2, 1], limits: [0, 1] },
      { usage: 0x00010030, at: [8, 8], limits: [-127, 127] },
      { usage: 0x00010031, at: [16, 8], limits: [-127, 127] },
    ]);
  });

  test("stands in the collections around it, and its report is three octets long", () => {
    const descriptor = parse(mouse);
    expect(descriptor?.fields[0]?.path).toEqual([0x00010002, 0x00010001]);
    expect(descriptor?.octets("input", 0)).toBe(3);
    expect(descriptor?.octets("feature", 0)).toBeUndefined();
  });

  test("a report gives its values, signed where the lower limit is negative", () => {
    const report = Uint8Array.of(0b101, 0xff, 0x7f);
    expect(fields(mouse).map((field) => hidLogicalValue(field, report))).toEqual([1, 0, 1, -1, 127]);
  });

  test("a report that is too short has no value where it ended", () => {
    expect(fields(mouse).map((field) => hidLogicalValue(field, Uint8Array.of(0b010)))).toEqual([
      0,
      1,
      0,
      undefined,
      undefined,
    ]);
  });
});

describe("items", () => {
  // one 8-bit feature value: usage page 85, usage 66, limits 0..100
  const around = (inner: string) => `0584 0904 a101 ${inner} c0`;

  test("report ids count their bits apart", () => {
    const seen = fields(around("0585 1500 2564 7508 9501 8501 0966 b102 8502 0967 b102 8501 0968 b102"));
    expect(seen.map(({ reportId, bitOffset }) => [reportId, bitOffset])).toEqual([
      [1, 0],
      [2, 0],
      [1, 8],
    ]);
  });

  test("push and pop bring the globals back", () => {
    const seen = fields(around("0585 1500 2564 7508 9501 a4 2501 7501 0944 b102 b4 0966 b102"));
    expect(seen.map(({ bitSize, logicalMax }) => [bitSize, logicalMax])).toEqual([
      [1, 1],
      [8, 100],
    ]);
  });

  test("of fewer usages than values the last stands for the rest", () => {
    const seen = fields(around("0585 1500 2501 7501 9503 0944 0945 b102"));
    expect(seen.map(({ usage }) => usage)).toEqual([0x00850044, 0x00850045, 0x00850045]);
  });

  test("a usage of four octets brings its page along", () => {
    expect(fields(around("1500 2501 7501 9501 0bd0008500 b102"))[0]?.usage).toBe(0x008500d0);
  });

  test("an upper limit of ff above a lower one of 0 is 255", () => {
    expect(fields(around("0585 1500 25ff 7508 9501 0966 b102"))[0]?.logicalMax).toBe(255);
  });

  test("arrays and padding are counted and are no values", () => {
    const descriptor = parse(around("0585 1500 2564 7508 9502 b103 9501 0966 b100"));
    expect(descriptor?.fields).toEqual([]);
    expect(descriptor?.octets("feature", 0)).toBe(3);
  });

  test("a long item is passed over", () => {
    expect(fields(around("fe02f0abcd 0585 1500 2564 7508 9501 0966 b102"))).toHaveLength(1);
  });

  test.each([
    ["nothing at all", ""],
    ["an item that ends early", "0584 0904 a1"],
    ["a long item that ends early", "fe09f0ab"],
    ["a collection that stays open", "0584 0904 a101"],
    ["an end without a collection", "c0"],
    ["pop without push", around("b4")],
    ["report id 0", around("8500")],
    ["a report of more bits than any device has", around("0585 77ffffff7f 9501 0966 b102")],
    ["more values than any device has", around("0585 7501 96ff0f 0966 b102")],
    ["a reserved item type", around("0c")],
    ["collections without end", "a101".repeat(40) + "c0".repeat(40)],
    ["more octets than any descriptor has", "a4b4".repeat(2049)],
  ])("%s is no descriptor", (_, hex) => {
    expect(parse(hex)).toBeUndefined();
  });
});

describe("top-level collections", () => {
  const pages = (hex: string) => parse(hex)?.collections.map(hidPage);

  test("are listed in their order, without what is inside of them", () => {
    expect(parse(`${mouse} 05 8c 09 02 a1 01 05 01 09 06 a1 02 c0 c0`)?.collections).toEqual([0x00010002, 0x008c0002]);
  });

  test("take the page of the usage that names them, not one set behind it", () => {
    expect(pages("058c 0902 0501 a101 c0")).toEqual([0x8c]);
    expect(pages("0501 0b02008c00 a101 c0")).toEqual([0x8c]);
    expect(pages("058c a4 0501 0902 b4 a101 c0")).toEqual([1]);
  });

  test("that no usage names are of the page that is set", () => {
    expect(pages("058c a101 c0")).toEqual([0x8c]);
  });

  test("that end more often than they begin, or nest without end, are no descriptor's", () => {
    expect(pages("058c 0902 a101 c0 c0")).toBeUndefined();
    expect(pages(`058c${"a101".repeat(40)}${"c0".repeat(40)}`)).toBeUndefined();
  });
});

describe("physical values", () => {
  const one = (globals: string) => {
    const [field] = fields(`0584 0904 a101 0930 ${globals} 7510 9501 b102 c0`);
    if (!field) throw new Error("no field");
    return field;
  };

  test.each([
    ["no exponent", "1500 2664 00", 42, 42],
    ["exponent 6 of four bits", "1500 26e803 5506", 137, 137_000_000],
    ["exponent -1 of four bits", "1500 26e803 550f", 137, 13.7],
    ["exponent -1 as a whole octet", "1500 26e803 55ff", 137, 13.7],
    ["physical limits", "1500 2664 00 3500 46e803", 50, 500],
    ["physical limits below zero", "1500 2664 00 35ce 4532", 25, -25],
  ])("%s", (_, globals, logical, wanted) => {
    expect(hidPhysicalValue(one(globals), logical)).toBe(wanted);
  });
});

describe("garbage", () => {
  const octets = fc.uint8Array({ maxLength: 200 });

  test("never throws, and what it describes is bounded", () => {
    fc.assert(
      fc.property(octets, octets, (bytes, report) => {
        const descriptor = parseHidDescriptor(bytes);
        for (const field of descriptor?.fields ?? []) {
          const value = hidLogicalValue(field, report);
          if (value !== undefined && !Number.isFinite(hidPhysicalValue(field, value))) return false;
        }
        return (descriptor?.fields.length ?? 0) <= 2048;
      }),
      { numRuns: 3000 },
    );
  });

  test("one octet changed in a real one never throws", () => {
    const whole = fromHex(mouse);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        parseHidDescriptor(whole.with(at, value));
      }),
      { numRuns: 3000 },
    );
  });

  test("the longest descriptor of the greediest items ends soon", () => {
    const greedy = Uint8Array.from({ length: 4096 }, (_, i) => [0x09, 0x44, 0xb1, 0x02][i % 4] ?? 0);
    const startedAt = performance.now();
    parseHidDescriptor(greedy);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
