import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import {
  type SanwaFrame,
  type SanwaReply,
  sanwaEnquiry,
  sanwaFields,
  sanwaFramer,
  sanwaQuestionOf,
  sanwaRequest,
} from "./sanwa-crp.ts";

const idle = "0206203030300315";
const hexOf = (frames: readonly SanwaFrame[]) => frames.map((frame) => toHex(frame.raw));
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Made here by the rule of the record and not by the codec. */
function sealed(command: number, rps: readonly [number, number, number], data: readonly number[] = []): Uint8Array {
  const counted = [6 + data.length, command, ...rps, ...data, 3];
  return Uint8Array.from([2, ...counted, counted.reduce((sum, octet) => sum ^ octet, 0)]);
}

function reply(bytes: Uint8Array): SanwaReply {
  const [frame] = sanwaFramer().push(bytes);
  if (frame?.kind !== "reply") throw new Error(`no reply: ${toHex(bytes)}`);
  return frame;
}

describe("requests", () => {
  test("of monitoring are status, version and battery, sealed as on record", () => {
    expect(toHex(sanwaRequest("status"))).toBe("0206203030300315");
    expect(toHex(sanwaRequest("version"))).toBe("0206f030303003c5");
    expect(toHex(sanwaRequest("battery"))).toBe("0206f530303003c0");
    expect(toHex(sanwaEnquiry())).toBe("05");
  });

  test("are known again by their question, and nothing else is", () => {
    for (const question of ["status", "version", "battery"] as const) {
      expect(sanwaQuestionOf(sanwaRequest(question))).toBe(question);
    }
    expect(sanwaQuestionOf(sanwaEnquiry())).toBeUndefined();
    expect(sanwaQuestionOf(fromHex("0206a03030300395"))).toBeUndefined();
  });
});

describe("replies on record", () => {
  test.each([
    ["idle", idle, 0x20, 0x30, 0x30, 0x30],
    ["cleaning waits for its card", "0206a03030340391", 0xa0, 0x30, 0x30, 0x34],
    ["print error", "02067c303530034c", 0x7c, 0x30, 0x35, 0x30],
    ["jam", "0206203133300317", 0x20, 0x31, 0x33, 0x30],
    ["dispenser empty", "0206b03030350380", 0xb0, 0x30, 0x30, 0x35],
    ["running", "0206a03030330396", 0xa0, 0x30, 0x30, 0x33],
  ])("%s", (_, hex, command, position, result, job) => {
    expect(reply(fromHex(hex))).toMatchObject({ command, position, result, job, data: new Uint8Array(0) });
  });

  test("carry data between S and ETX", () => {
    expect(reply(sealed(0xf0, [0x30, 0x30, 0x30], [0x41, 0x03, 0x42])).data).toEqual(Uint8Array.of(0x41, 0x03, 0x42));
  });
});

describe("the framer", () => {
  test("takes ACK and NAK for frames of their own, before and behind a reply", () => {
    expect(sanwaFramer().push(fromHex(`06${idle}15`))).toMatchObject([
      { kind: "ack" },
      { kind: "reply" },
      { kind: "nak" },
    ]);
  });

  test("does not take the octets inside a reply for ACK or NAK", () => {
    const framer = sanwaFramer();
    const frames = [...fromHex(idle)].flatMap((octet) => framer.push(Uint8Array.of(octet)));
    expect(hexOf(frames)).toEqual([idle]);
  });

  test("lets no reply through whose check octet is wrong", () => {
    const framer = sanwaFramer();
    expect(framer.push(fromHex("0206203030300316")).filter((frame) => frame.kind === "reply")).toEqual([]);
  });

  test("lets no reply through whose ETX is missing, though the sum comes out even", () => {
    const framer = sanwaFramer();
    expect(framer.push(fromHex("0206203030300412")).filter((frame) => frame.kind === "reply")).toEqual([]);
  });

  test("finds the reply behind a lone STX and counts what it dropped", () => {
    const framer = sanwaFramer();
    const frames = [...framer.push(fromHex(`0202ff${idle}`)), ...framer.flush()];
    expect(hexOf(frames)).toEqual([idle]);
    expect(framer.droppedBytes).toBe(3);
  });

  test("keeps no more than one frame of what never ends", () => {
    const framer = sanwaFramer();
    const flood = Uint8Array.of(0x02, 0xff, 0x41);
    for (let i = 0; i < 3000; i += 1) framer.push(flood);
    const before = framer.droppedBytes;
    framer.reset();
    expect(framer.droppedBytes).toBe(9000);
    expect(framer.droppedBytes - before).toBeLessThanOrEqual(257);
  });

  const octet = fc.nat(255);
  const frame = fc
    .tuple(octet, fc.tuple(octet, octet, octet), fc.array(octet, { maxLength: 240 }))
    .map(([command, rps, data]) => sealed(command, rps, data));
  // Octets that could begin a frame are left out: losing a reply to them would not be the framer's fault.
  const noise = fc
    .uint8Array({ maxLength: 20 })
    .map((bytes) => bytes.map((one) => ([0x02, 0x06, 0x15].includes(one) ? 0x41 : one)));

  test("finds the same frames however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), fc.array(fc.nat(900), { maxLength: 8 }), (frames, cuts) => {
        const stream = join(...frames);
        const framer = sanwaFramer();
        const at = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
        const found = at.slice(1).flatMap((end, i) => framer.push(stream.subarray(at[i], end)));
        expect(hexOf(found)).toEqual(frames.map((one) => toHex(one)));
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("loses no frame to noise between frames, invents none, and counts every octet of it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 5 }), noise, (pairs, tail) => {
        const framer = sanwaFramer();
        const found = [...framer.push(join(...pairs.flat(), tail)), ...framer.flush()];
        expect(hexOf(found)).toEqual(pairs.map(([, one]) => toHex(one)));
        expect(framer.droppedBytes).toBe(pairs.reduce((sum, [before]) => sum + before.length, tail.length));
      }),
    );
  });
});

describe("what a reply tells", () => {
  const names = (question: "status" | "version" | "battery", bytes: Uint8Array) =>
    sanwaFields(question, reply(bytes))?.map((field) => field.name);

  test("as a status: where the card is in both spellings, how it went, what it does", () => {
    const fields = sanwaFields("status", reply(sealed(0x20, [0x78, 0x33, 0x30])));
    expect(fields).toMatchObject([
      { name: "position", raw: Uint8Array.of(0x78) },
      { name: "positionHigh", raw: Uint8Array.of(0x60) },
      { name: "positionLow", raw: Uint8Array.of(0x18) },
      { name: "result", raw: Uint8Array.of(0x33) },
      { name: "job", raw: Uint8Array.of(0x30) },
    ]);
  });

  test("is no status where it answers another question and the machine is done", () => {
    expect(names("status", sealed(0xf0, [0x30, 0x30, 0x30], [0x41]))).toBeUndefined();
    expect(names("status", sealed(0xa0, [0x30, 0x30, 0x30]))).toBeUndefined();
  });

  test.each([0x33, 0x34])("is the status of a machine that is at another command (S %i)", (job) => {
    expect(names("status", sealed(0xa0, [0x30, 0x30, job]))).toContain("job");
  });

  test("is no version and no battery where it answers the status", () => {
    expect(names("version", fromHex(idle))).toBeUndefined();
    expect(names("battery", fromHex(idle))).toBeUndefined();
  });

  test("is nothing where the machine refuses the question as illegal", () => {
    expect(names("version", sealed(0xf0, [0x30, 0x30, 0x32], [0x41]))).toEqual([]);
    expect(names("battery", sealed(0xf5, [0x30, 0x40, 0x32]))).toEqual([]);
  });
});
