import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { type Pr2Frame, type Pr2Question, pr2Eject, pr2Framer, pr2Request } from "./pr2.ts";

const told = (frames: readonly Pr2Frame[]) => frames.map((frame) => `${frame.kind} ${toHex(frame.value)}`);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** As a printer would send it. */
function replyTo(question: Pr2Question, value: number): Uint8Array {
  switch (question) {
    case "identity":
      return Uint8Array.of(0x1b, 0x2f, value);
    case "status":
      return Uint8Array.of(0x1b, 0x72, value);
    case "document":
      return Uint8Array.of(0x1b, 0x42, 0x35, value, 0x1b, 0x5a);
  }
}

test("requests are the documented sequences", () => {
  expect(toHex(pr2Request("identity"))).toBe("1b5a");
  expect(toHex(pr2Request("status"))).toBe("1b6a");
  expect(toHex(pr2Request("document"))).toBe("1b2042");
  expect(toHex(pr2Eject)).toBe("1b4f");
});

describe("the framer", () => {
  test.each([
    ["1b2f37", "identity 37"],
    ["1b7230", "status 30"],
    ["1b4235311b5a", "document 31"],
    ["1b7001020304", "configuration 01020304"],
  ])("knows %s", (hex, wanted) => {
    expect(told(pr2Framer().push(fromHex(hex)))).toEqual([wanted]);
  });

  test("keeps a status reply that lost its value from eating the next reply", () => {
    const framer = pr2Framer();
    expect(told(framer.push(fromHex("1b721b2f37")))).toEqual(["identity 37"]);
    expect(framer.droppedBytes).toBe(2);
  });

  test("does not take a document reply without its end", () => {
    const framer = pr2Framer();
    expect(told([...framer.push(fromHex("1b423531")), ...framer.flush()])).toEqual([]);
    expect(framer.droppedBytes).toBe(4);
  });

  test("skips escape sequences that are no reply", () => {
    const framer = pr2Framer();
    expect(told(framer.push(fromHex("1b4a101b7230")))).toEqual(["status 30"]);
    expect(framer.droppedBytes).toBe(3);
  });

  const value = fc.integer({ min: 0x1c, max: 0xff });
  const reply = fc
    .tuple(fc.constantFrom<Pr2Question>("identity", "status", "document"), value)
    .map(([question, x]) => replyTo(question, x));
  // A reply begins with ESC and has no checksum: noise with ESC in it can be a reply, and then it is one.
  const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => (byte === 0x1b ? 0x1a : byte)));

  test("finds the same replies however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 8 }), fc.array(fc.nat(50), { maxLength: 8 }), (replies, cuts) => {
        const stream = join(...replies);
        const framer = pr2Framer();
        const at = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
        const found = at.slice(1).flatMap((end, i) => framer.push(stream.subarray(at[i], end)));
        expect(found.map((frame) => toHex(frame.raw))).toEqual(replies.map((one) => toHex(one)));
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("loses no reply to noise between replies, invents none, and counts every octet of it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, reply), { maxLength: 8 }), noise, (pairs, tail) => {
        const framer = pr2Framer();
        const found = [...framer.push(join(...pairs.flat(), tail)), ...framer.flush()];
        expect(found.map((frame) => toHex(frame.raw))).toEqual(pairs.map(([, one]) => toHex(one)));
        expect(framer.droppedBytes).toBe([...pairs.map(([one]) => one), tail].reduce((n, part) => n + part.length, 0));
      }),
    );
  });
});
