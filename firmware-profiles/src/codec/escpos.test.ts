import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EscposFrame,
  type EscposQuestion,
  escposField,
  escposFramer,
  escposRequest,
  withEscposCause,
} from "./escpos.ts";
import type { ValueField } from "./field.ts";
import { fromHex, toHex } from "./hex.ts";

const told = (frames: readonly EscposFrame[]) => frames.map((frame) => `${frame.kind} ${toHex(frame.value)}`);
const heard = (hex: string) => told(escposFramer("standard").push(fromHex(hex)));

test.each([
  ["eot1", "100401"],
  ["eot2", "100402"],
  ["eot3", "100403"],
  ["eot4", "100404"],
  ["asb", "1d610f1d6100"],
  ["model", "1d4943"],
] as const)("%s is asked by the documented octets", (question, hex) => {
  expect(toHex(escposRequest(question))).toBe(hex);
});

describe("the framer", () => {
  test.each([
    ["12", ["eot 12"]],
    ["7e", ["eot 7e"]],
    ["1400000f", ["asb 1400000f"]],
    ["11", ["flow 11"]],
    ["13", ["flow 13"]],
    ["00", ["info 00"]],
    ["63", ["info 63"]],
    ["5f544d2d543230494900", ["text 544d2d54323049" + "49"]],
    ["37224142434400", ["block 41424344"]],
  ])("knows %s", (hex, frames) => {
    expect(heard(hex)).toEqual(frames);
  });

  test("tells all kinds apart in one stream", () => {
    expect(heard("13121400000f115f415200161e00")).toEqual([
      "flow 13",
      "eot 12",
      "asb 1400000f",
      "flow 11",
      "text 4152",
      "eot 16",
      "eot 1e",
      "info 00",
    ]);
  });

  test("octets inside a text are no status, though they look like one", () => {
    expect(heard("5f3272" + "00")).toEqual(["text 3272"]);
    expect(heard("3736727a00")).toEqual(["block 727a"]);
  });

  test("finds the answer behind an automatic status that was cut off", () => {
    const framer = escposFramer("standard");
    expect(told(framer.push(fromHex("140012")))).toEqual(["info 00", "eot 12"]);
    expect(framer.droppedBytes).toBe(1);
  });

  test("finds the answer in what looked like a text until nothing more came", () => {
    const framer = escposFramer("standard");
    expect(told([...framer.push(fromHex("5f32")), ...framer.flush()])).toEqual(["eot 32"]);
    expect(framer.droppedBytes).toBe(1);
  });

  test("gives up a text that never ends", () => {
    const framer = escposFramer("standard");
    framer.push(Uint8Array.of(0x5f, ...Array.from({ length: 200 }, () => 0x41)));
    expect(told(framer.push(Uint8Array.of(0x12)))).toContain("eot 12");
  });

  test.each(["ff", "80", "93", "92", "81", "b2"])("counts %s as noise", (hex) => {
    const framer = escposFramer("standard");
    expect(framer.push(fromHex(hex))).toEqual([]);
    expect(framer.droppedBytes).toBe(1);
  });

  test("in the wide form bits 0 and 7 are part of an answer", () => {
    const framer = escposFramer("wide");
    expect(told(framer.push(fromHex("131e92721240")))).toEqual(["eot 13", "eot 1e", "eot 92", "eot 72", "eot 12"]);
    expect(framer.droppedBytes).toBe(1);
  });

  const answer = fc.constantFrom(
    ...["12", "1a", "16", "7e", "1000000f", "1c0a6f0f", "11", "13", "00", "5f4100", "5f00", "372200", "37223200"],
  );
  test("finds the same answers wherever the stream is cut, and drops nothing", () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 8 }), (answers, cuts) => {
        const stream = fromHex(answers.join(""));
        const framer = escposFramer("standard");
        const at = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
        const found = at.slice(1).flatMap((end, i) => framer.push(stream.subarray(at[i], end)));
        expect(found.map((frame) => toHex(frame.raw))).toEqual(answers);
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("accounts for every octet of any stream", () => {
    fc.assert(
      fc.property(fc.constantFrom("standard", "wide"), fc.array(fc.uint8Array({ maxLength: 30 })), (form, chunks) => {
        const framer = escposFramer(form);
        const frames = [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.flush()];
        const framed = frames.reduce((sum, frame) => sum + frame.raw.length, 0);
        expect(framed + framer.droppedBytes).toBe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      }),
    );
  });
});

describe("an answer fits", () => {
  const fits = (question: EscposQuestion, hex: string, form: "standard" | "wide" = "standard") => {
    const [frame] = escposFramer(form).push(fromHex(hex));
    return frame !== undefined && escposField(question, frame) !== undefined;
  };

  test.each([
    ["eot1", "12", true],
    ["eot1", "1400000f", false],
    ["eot1", "00", false],
    ["eot1", "11", false],
    ["asb", "1400000f", true],
    ["asb", "12", false],
    ["model", "5f4100", true],
    ["model", "37224100", false],
    ["model", "12", false],
  ] as const)("%s: %s %s", (question, hex, wanted) => {
    expect(fits(question, hex)).toBe(wanted);
  });

  test("with bits 0 or 7 to the fourth question alone", () => {
    for (const hex of ["13", "92"]) {
      expect(fits("eot4", hex, "wide")).toBe(true);
      for (const question of ["eot1", "eot2", "eot3"] as const) expect(fits(question, hex, "wide")).toBe(false);
    }
  });
});

describe("the common word", () => {
  const field = (name: string, ...raw: number[]): ValueField => ({
    shape: "value",
    name,
    part: "",
    raw: Uint8Array.from(raw),
  });

  test("is all four answers, or three where the fourth was not given", () => {
    const three = [field("eot1", 0x12), field("eot2", 0x16), field("eot3", 0x1a)];
    expect(withEscposCause([...three, field("eot4", 0x1e)]).at(-1)).toEqual(field("cause", 0x12, 0x16, 0x1a, 0x1e));
    expect(withEscposCause([...three, field("eot4")]).at(-1)).toEqual(field("cause", 0x12, 0x16, 0x1a));
  });

  test("is not made of fewer", () => {
    const two = [field("eot1", 0x12), field("eot2", 0x16)];
    expect(withEscposCause(two)).toEqual(two);
  });
});
