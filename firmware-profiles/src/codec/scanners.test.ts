// What the framers of the three scanner protocols have in common, on one set of streams: frames cut anywhere, noise and
// scanned codes between them. The codes are made up; no frame may ever hold one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Framer } from "./framer.ts";
import { gm65Field, gm65Framer, gm65MonitoringRequest } from "./gm65.ts";
import { fromHex, toHex } from "./hex.ts";
import { newlandField, newlandFramer, newlandRequest } from "./newland.ts";
import { ssiFields, ssiFramer, ssiMonitoringRequest } from "./ssi.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const hexOf = (text: string) => toHex(ascii(text));
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const version = hexOf("!99900301;&{Firmware v1.7.5;Decoder v1.00.023.C6;|FD25430B}");
const revision = "14a400004e4252574441414d20312e3020462037fb84";

interface Tongue {
  readonly name: string;
  readonly framer: () => Framer<{ readonly raw: Uint8Array }>;
  /** whole frames, hex */
  readonly frames: readonly string[];
  /** frames whose checksum is wrong, hex */
  readonly broken: readonly string[];
}
const tongues: readonly Tongue[] = [
  {
    name: "Newland",
    framer: newlandFramer,
    frames: [hexOf("@@@@"), hexOf("^^^^"), hexOf("?99900301;"), version],
    broken: [version.replace("30427d", "31427d"), version.replace("312e37", "312e38")],
  },
  {
    name: "SSI",
    framer: ssiFramer,
    frames: ["04d00000ff2c", "05d1000006ff24", ssiRevision()],
    broken: ["04d00000ff2d", "05d1000006fe24"],
  },
  {
    name: "GM65",
    framer: gm65Framer,
    frames: ["020000023901c14c", "02000001003331", "020000013ee4ac"],
    broken: ["020000023901c14d", "020000023902c14c"],
  },
];

function ssiRevision(): string {
  const counted = fromHex(revision.slice(0, -4));
  const sum = 0x10000 - counted.reduce((total, byte) => total + byte, 0);
  return `${toHex(counted)}${sum.toString(16).padStart(4, "0")}`;
}

describe.each(tongues)("the framer of $name", ({ framer: make, frames, broken }) => {
  const found = (framer: Framer<{ readonly raw: Uint8Array }>, bytes: Uint8Array) =>
    framer.push(bytes).map(({ raw }) => toHex(raw));
  const anyFrames = fc.array(fc.constantFrom(...frames), { maxLength: 6 });
  // What citizens show: digits, letters, addresses. Its characters begin no frame of any of the three.
  const code = fc.stringMatching(/^[0-9A-Za-z:/.=&-]{0,40}\r\n$/).map(ascii);

  test.each(frames)("knows %s", (frame) => {
    expect(found(make(), fromHex(frame))).toEqual([frame]);
  });

  test.each(broken)("drops %s, whose checksum is wrong, and finds the frame behind it", (frame) => {
    const framer = make();
    const last = frames[0] ?? "";
    const seen = [...found(framer, fromHex(frame + last)), ...framer.flush().map(({ raw }) => toHex(raw))];
    expect(seen).toEqual([last]);
    expect(framer.droppedBytes).toBe(frame.length / 2);
  });

  test("finds the same frames however the stream is cut", () => {
    fc.assert(
      fc.property(anyFrames, fc.array(fc.nat(300), { maxLength: 8 }), (sent, cuts) => {
        const stream = fromHex(sent.join(""));
        const framer = make();
        const at = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
        expect(at.slice(1).flatMap((end, i) => found(framer, stream.subarray(at[i], end)))).toEqual(sent);
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("counts every octet of scanned codes between frames and puts none of them into a frame", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, fc.constantFrom(...frames)), { maxLength: 5 }), code, (pairs, tail) => {
        const framer = make();
        const stream = join(...pairs.flatMap(([scanned, frame]) => [scanned, fromHex(frame)]), tail);
        const seen = [...found(framer, stream), ...framer.flush().map(({ raw }) => toHex(raw))];
        expect(seen).toEqual(pairs.map(([, frame]) => frame));
        expect(framer.droppedBytes).toBe(pairs.reduce((sum, [scanned]) => sum + scanned.length, tail.length));
      }),
    );
  });

  test("makes a frame of nothing that is cut short", () => {
    for (const frame of frames) {
      for (let end = 2; end < frame.length; end += 2) {
        const framer = make();
        expect([...found(framer, fromHex(frame.slice(0, end))), ...framer.flush()]).toEqual([]);
        expect(framer.droppedBytes).toBe(end / 2);
      }
    }
  });

  test("keeps no more than one frame of what never ends, and finds a frame behind it", () => {
    const framer = make();
    const endless = fromHex((frames.at(-1) ?? "").slice(0, 10));
    for (let i = 0; i < 500; i += 1) framer.push(endless);
    const before = framer.droppedBytes;
    framer.reset();
    expect(framer.droppedBytes - before).toBeLessThanOrEqual(300);
    expect(framer.droppedBytes).toBe(endless.length * 500);
    expect(found(framer, fromHex(frames[0] ?? ""))).toEqual([frames[0]]);
  });
});

test("requests are the published octets", () => {
  expect((["enter", "version", "leave"] as const).map((request) => toHex(newlandRequest(request)))).toEqual([
    hexOf("$$$$"),
    hexOf("#99900301;"),
    hexOf("%%%%"),
  ]);
  expect(toHex(ssiMonitoringRequest())).toBe("04a30400ff55");
  expect(toHex(gm65MonitoringRequest("lineSpeed"))).toBe("7e000701002a02d80f");
});

describe("no field", () => {
  const newland = (text: string) => newlandFramer().push(ascii(text)).map(newlandField);
  test("comes of Newland's leaving its mode", () => {
    expect(newland("^^^^")).toEqual([undefined]);
  });

  test("comes of a version longer than any scanner tells, or with a control character", () => {
    expect(newland(`!99900301;&{${"x".repeat(300)}|00000000}`)).toEqual([]);
    expect(newland("!99900301;&{Firm\r\nware|00000000}")).toEqual([]);
  });

  test("comes of what an SSI engine decoded, even if a whole revision stands in it", () => {
    const inner = fromHex(ssiRevision());
    const counted = Uint8Array.of(5 + inner.length, 0xf3, 0, 0, 1, ...inner);
    const sum = 0x10000 - counted.reduce((total, byte) => total + byte, 0);
    const frames = ssiFramer().push(join(counted, Uint8Array.of(sum >> 8, sum & 0xff)));
    expect(frames.map(({ opcode }) => opcode)).toEqual([0xf3]);
    expect(frames.flatMap(ssiFields)).toEqual([]);
  });

  test("comes of a packet that says it was sent by a host", () => {
    expect(ssiFramer().push(ssiMonitoringRequest())).toEqual([]);
  });

  test("comes of a GM65 answer to the question before", () => {
    const [speed] = gm65Framer().push(fromHex("020000023901c14c"));
    expect(speed && gm65Field("version", speed)).toBeUndefined();
    expect(speed && gm65Field("lineSpeed", speed)).toMatchObject({ name: "lineSpeed", raw: Uint8Array.of(0x39, 1) });
  });
});
