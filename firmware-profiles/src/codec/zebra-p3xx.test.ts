import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { type ZebraFrame, zebraFields, zebraFramer, zebraRequest } from "./zebra-p3xx.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
/** The example of the manual. */
const example = ascii("Cpt imp:00025000 next clean Prn:00005000 nb pass:5");

function heard(...pieces: readonly Uint8Array[]): ZebraFrame[] {
  const framer = zebraFramer();
  return [...pieces.flatMap((piece) => framer.push(piece)), ...framer.flush()];
}

test("monitoring has one command, and it clears no error", () => {
  expect(toHex(zebraRequest())).toBe("1b25434c4e0d");
});

describe("the text of the counters", () => {
  const counters = { kind: "counters", impressions: 25_000, alertPasses: 5000, cleaningPasses: 5 };

  test.each([
    ["carriage return", "0d"],
    ["line feed", "0a"],
    ["ACK", "06"],
    ["EOT", "04"],
  ])("is whole with %s behind it, before anything else comes", (_, end) => {
    expect(zebraFramer().push(join(example, fromHex(end)))).toMatchObject([counters]);
  });

  test("is whole without any end once nothing more comes, and what was put there counts as nobody's octet", () => {
    const framer = zebraFramer();
    expect(framer.push(example)).toEqual([]);
    expect(framer.flush()).toMatchObject([{ ...counters, raw: example }]);
    expect(framer.droppedBytes).toBe(0);
  });

  test.each([
    "Cpt imp:0002500 next clean Prn:00005000 nb pass:5\r",
    "Cpt imp:00025000 next clean Prn:000050000 nb pass:5\r",
    "Cpt imp:00025000 next clean Prn:00005000 nb pass:\r",
    "Cpt imp:0002\u00005000 next clean Prn:00005000 nb pass:5\r",
    "cpt imp:00025000 next clean Prn:00005000 nb pass:5\r",
  ])("with other figures or letters is none: %j", (text) => {
    expect(heard(ascii(text))).toEqual([]);
  });

  test("of which the end never comes is none, and the next one is", () => {
    expect(heard(example.subarray(0, 20), example)).toMatchObject([counters]);
  });
});

describe("an error", () => {
  test.each([
    ["15303104", 1],
    ["15313004", 10],
    ["152d3104", -1],
    ["15333004", 30],
  ])("%s has the code %i", (hex, code) => {
    expect(heard(fromHex(hex))).toEqual([{ kind: "error", code, raw: fromHex(hex) }]);
  });

  test.each(["153001", "15300104", "1530310d", "15410104", "152d2d04", "153031"])("%s is none", (hex) => {
    expect(heard(fromHex(hex))).toEqual([]);
  });
});

describe("what a frame tells", () => {
  const names = (frame: ZebraFrame | undefined) => frame && zebraFields(frame).map(({ name }) => name);

  test("are counters with their limit, or the error alone", () => {
    expect(names(heard(example)[0])).toEqual(["impressions", "alertPasses"]);
    expect(names(heard(fromHex("15303104"))[0])).toEqual(["error"]);
  });

  test("is no limit where the alert is set to 0 passes", () => {
    const [frame] = heard(ascii("Cpt imp:00025000 next clean Prn:00000000 nb pass:5\r"));
    expect(names(frame)).toEqual(["impressions"]);
  });
});

describe("the framer", () => {
  const figure = (width: number) => fc.nat({ max: 10 ** width - 1 }).map((n) => String(n).padStart(width, "0"));
  const text = fc.tuple(figure(8), figure(8), fc.nat({ max: 999 }), fc.constantFrom("\r", "\r\n", "\u0006"));
  const answer = fc.oneof(
    text.map(([total, alert, passes, end]) => ({
      frame: ascii(`Cpt imp:${total} next clean Prn:${alert} nb pass:${passes}`),
      end: passes > 99 ? new Uint8Array(0) : ascii(end),
    })),
    figure(2).map((code) => ({ frame: ascii(`\u0015${code}\u0004`), end: new Uint8Array(0) })),
  );
  const noise = fc
    .uint8Array({ maxLength: 6 })
    .map((bytes) => bytes.filter((octet) => octet !== 0x15 && octet !== 0x43));

  test("finds every answer between noise, however the stream is cut, and counts the rest", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, answer), { maxLength: 4 }), fc.array(fc.nat(80)), (said, cuts) => {
        const octets = join(...said.flatMap(([before, { frame, end }]) => [before, frame, end]));
        const framer = zebraFramer();
        const found: ZebraFrame[] = [];
        let from = 0;
        for (const length of [...cuts, octets.length]) {
          found.push(...framer.push(octets.subarray(from, from + length)));
          from += length;
        }
        found.push(...framer.flush());
        expect(found.map(({ raw }) => toHex(raw))).toEqual(said.map(([, { frame }]) => toHex(frame)));
        const framed = said.reduce((sum, [, { frame }]) => sum + frame.length, 0);
        expect(framer.droppedBytes).toBe(octets.length - framed);
      }),
    );
  });

  test("never throws, and what it finds stood in the stream", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (pieces) => {
        const all = toHex(join(...pieces), 4096);
        for (const { raw } of heard(...pieces)) expect(all).toContain(toHex(raw));
      }),
    );
  });
});
