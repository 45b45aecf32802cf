import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { samIdText } from "./sam-id.ts";
import { encodeSdtReply, type SdtFrame, sdtField, sdtFramer, sdtMonitoringRequest } from "./sdt.ts";

const hexOf = (frames: readonly SdtFrame[]) => frames.map((frame) => toHex(frame.raw));
const payloadOf = (frames: readonly SdtFrame[]) =>
  frames.map((frame) => (frame.kind === "sdt" ? toHex(frame.payload) : frame.kind));
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("requests", () => {
  test("of monitoring are the published octets", () => {
    expect(toHex(sdtMonitoringRequest("samStatus"))).toBe("aaaaaa9669000311ffed");
    expect(toHex(sdtMonitoringRequest("samId"))).toBe("aaaaaa9669000312ffee");
  });
});

describe("replies", () => {
  test.each([
    ["status ok", [0, 0, 0x90], [], "aaaaaa9669000400009094"],
    ["self-test failed", [0, 0, 0x60], [], "aaaaaa9669000400006064"],
    ["find ok", [0, 0, 0x9f], [0, 0, 0, 0], "aaaaaa9669000800009f0000000097"],
    ["no card", [0, 0, 0x80], [], "aaaaaa9669000400008084"],
    ["select ok", [0, 0, 0x90], [0, 0, 0, 0, 0, 0, 0, 0], "aaaaaa9669000c00009000000000000000009c"],
  ] as const)("%s is sealed as published", (_, status, data, hex) => {
    expect(toHex(encodeSdtReply(status, data))).toBe(hex);
    expect(hexOf(sdtFramer().push(fromHex(hex)))).toEqual([hex]);
  });

  test("as long as text, photo and fingerprint together are one frame", () => {
    const reply = encodeSdtReply([0, 0, 0x90], new Array(2310).fill(7));
    expect(reply).toHaveLength(2321);
    expect(sdtFramer().push(reply)).toHaveLength(1);
  });
});

describe("the framer", () => {
  const ok = encodeSdtReply([0, 0, 0x90]);
  const failed = encodeSdtReply([0, 0, 0x60]);

  test("finds a frame with a stray 00 inside its preamble and counts the stray", () => {
    const framer = sdtFramer();
    expect(payloadOf(framer.push(fromHex("aa00aaaa9669000400009094")))).toEqual(["000090"]);
    expect(framer.droppedBytes).toBe(1);
  });

  test("skips a frame whose checksum is wrong and finds the one behind it", () => {
    const broken = ok.slice();
    broken[broken.length - 1] = 0;
    const framer = sdtFramer();
    expect(hexOf(framer.push(join(broken, failed)))).toEqual([toHex(failed)]);
    expect(framer.droppedBytes).toBe(broken.length);
  });

  test("finds a frame behind one that was cut off", () => {
    const framer = sdtFramer();
    expect(hexOf([...framer.push(join(ok.subarray(0, 8), failed)), ...framer.flush()])).toEqual([toHex(failed)]);
    expect(framer.droppedBytes).toBe(8);
  });

  test("does not wait for a length that no reply has", () => {
    const framer = sdtFramer();
    expect(hexOf(framer.push(join(fromHex("aaaaaa9669ffff"), ok)))).toEqual([toHex(ok)]);
    expect(hexOf(framer.push(join(fromHex("aaaaaa96690000"), ok)))).toEqual([toHex(ok)]);
    expect(framer.droppedBytes).toBe(14);
  });

  test("knows the reader that gives up on its own SAM with a length it never fills", () => {
    const framer = sdtFramer();
    expect(payloadOf(framer.push(join(fromHex("aaaaaa96690005050505"), ok)))).toEqual(["internal-timeout", "000090"]);
    expect(framer.droppedBytes).toBe(0);
  });

  test("forgets what is pending when the answer is no longer wanted", () => {
    const framer = sdtFramer();
    framer.push(ok.subarray(0, 9));
    framer.reset();
    expect(framer.droppedBytes).toBe(9);
    expect(hexOf(framer.push(ok))).toEqual([toHex(ok)]);
  });

  test("keeps no more than one frame of what never ends", () => {
    const framer = sdtFramer();
    const flood = fromHex("aaaaaa96690900");
    for (let i = 0; i < 3000; i += 1) framer.push(flood);
    framer.reset();
    expect(framer.droppedBytes).toBe(flood.length * 3000);
    for (let i = 0; i < 3000; i += 1) framer.push(flood);
    const before = framer.droppedBytes;
    framer.reset();
    expect(framer.droppedBytes - before).toBeLessThanOrEqual(0x0a00 + 16);
  });

  const frame = fc
    .tuple(fc.constantFrom(0x90, 0x9f, 0x60, 0x66, 0x21), fc.array(fc.nat(255), { maxLength: 40 }))
    .map(([sw3, data]) => encodeSdtReply([0, 0, sw3], data));
  // Noise that cannot itself be the beginning of a frame, so that losing a frame to it would be the framer's fault.
  const noise = fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.map((byte) => (byte === 0x69 ? 0x68 : byte)));

  test("finds the same frames however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(300), { maxLength: 8 }), (frames, cuts) => {
        const stream = join(...frames);
        const framer = sdtFramer();
        const at = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
        const found = at.slice(1).flatMap((end, i) => framer.push(stream.subarray(at[i], end)));
        expect(hexOf(found)).toEqual(frames.map((one) => toHex(one)));
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("loses no frame to noise between frames, invents none, and counts every octet of it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 6 }), noise, (pairs, tail) => {
        const framer = sdtFramer();
        const found = [...framer.push(join(...pairs.flat(), tail)), ...framer.flush()];
        expect(hexOf(found)).toEqual(pairs.map(([, one]) => toHex(one)));
        const octets = [...pairs.flat(), tail].reduce((sum, part) => sum + part.length, 0);
        const framed = pairs.reduce((sum, [, one]) => sum + one.length, 0);
        expect(framer.droppedBytes).toBe(octets - framed);
      }),
    );
  });

  test("finds a frame behind any cut-off beginning of another", () => {
    fc.assert(
      fc.property(frame, fc.nat(40), frame, (first, cut, second) => {
        const stream = join(first.subarray(0, Math.min(cut, first.length - 1)), second);
        // A beginning may claim just so much of what follows that the sum comes out even: no checksum tells that.
        const claimed = stream.subarray(5, 7 + (stream[5] ?? 0) * 256 + (stream[6] ?? 0));
        fc.pre(stream.length === second.length || claimed.reduce((xor, byte) => xor ^ byte, 0) !== 0);
        const framer = sdtFramer();
        expect(hexOf([...framer.push(stream), ...framer.flush()])).toEqual([toHex(second)]);
      }),
    );
  });
});

describe("the field of a reply", () => {
  const field = (question: "samStatus" | "samId", hex: string) => {
    const [frame] = sdtFramer().push(fromHex(hex));
    return frame && sdtField(question, frame);
  };
  const samId = "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";

  test("is the SAM id only where the id was asked for", () => {
    expect(field("samId", samId)).toMatchObject({ name: "samId" });
    expect(field("samStatus", samId)).toBeUndefined();
  });

  test("is not taken from the status answer to an earlier question", () => {
    expect(field("samId", "aaaaaa9669000400009094")).toBeUndefined();
  });

  test("is never taken from a card's reply", () => {
    expect(field("samStatus", "aaaaaa9669000800009f0000000097")).toBeUndefined();
    expect(field("samId", "aaaaaa9669000c00009000000000000000009c")).toBeUndefined();
  });

  test("keeps all three status octets where the first two are not zero", () => {
    const frame = encodeSdtReply([1, 0, 0x90]);
    const [found] = sdtFramer().push(frame);
    expect(found && sdtField("samStatus", found)).toMatchObject({ raw: Uint8Array.of(1, 0, 0x90) });
  });
});

describe("the SAM id", () => {
  test("is printed as on the reader's label", () => {
    expect(samIdText(fromHex("05000100f3d6340140e20100b168de3a"))).toBe("05.01-20240115-0000123456-0987654321");
  });

  test("is none when octets are missing", () => {
    expect(samIdText(new Uint8Array(15))).toBeUndefined();
  });
});
