import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customStatusFields, customStatusFramer, customStatusRequest } from "./custom-status.ts";
import { fromHex, toHex } from "./hex.ts";

const heard = (...pieces: readonly string[]) => {
  const framer = customStatusFramer();
  const frames = [...pieces.flatMap((hex) => framer.push(fromHex(hex))), ...framer.flush()];
  return { values: frames.map((frame) => toHex(frame.value)), dropped: framer.droppedBytes };
};

test("the question is DLE EOT 20", () => {
  expect(toHex(customStatusRequest)).toBe("100414");
});

describe("the framer", () => {
  test.each([
    [["100f00000000"], ["00000000"], 0],
    [["10", "0f24", "0000", "00"], ["24000000"], 0],
    [["ff12100f01000000fe"], ["01000000"], 3],
    // an answer that was cut off, and the next one
    [["100f00100f00000001"], ["00000001"], 3],
    [["10100f00000001"], ["00000001"], 1],
    [["100f0000"], [], 4],
    [["12", "1a"], [], 2],
  ])("hears in %j %j and drops %i", (pieces, values, dropped) => {
    expect(heard(...pieces)).toEqual({ values, dropped });
  });

  test("finds every answer, in whatever pieces and noise, and invents none", () => {
    const octet = fc.nat(255).filter((one) => one !== 0x10);
    const noise = fc.array(octet, { maxLength: 8 });
    const values = fc.tuple(octet, octet, octet, octet);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, values), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (pairs, size) => {
          const stream = pairs.flatMap(([before, answer]) => [...before, 0x10, 0x0f, ...answer]);
          const framer = customStatusFramer();
          const frames = [];
          for (let at = 0; at < stream.length; at += size) {
            frames.push(...framer.push(Uint8Array.from(stream.slice(at, at + size))));
          }
          expect(frames.map((frame) => [...frame.value])).toEqual(pairs.map(([, answer]) => answer));
          expect(framer.droppedBytes).toBe(pairs.reduce((sum, [before]) => sum + before.length, 0));
        },
      ),
    );
  });
});

test("each octet of an answer is a field", () => {
  const [frame] = customStatusFramer().push(fromHex("100f24020108"));
  const fields = frame ? customStatusFields(frame) : [];
  expect(fields.map((field) => (field.shape === "value" ? `${field.name} ${toHex(field.raw)}` : ""))).toEqual([
    "paper 24",
    "user 02",
    "recoverable 01",
    "unrecoverable 08",
  ]);
});
