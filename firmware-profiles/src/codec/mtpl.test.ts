import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import {
  encodeMtplMessage,
  foldMtpl,
  type MtplFrame,
  mtplFields,
  mtplFramer,
  mtplNothingTold,
  mtplRequest,
} from "./mtpl.ts";

const octets = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const csi = "\u001b[";
const push = (said: string) => mtplFramer().push(octets(said));
const plain = ({ kind, value, within }: MtplFrame) => [kind, text(value), ...within.map(text)];
const told = (...said: string[]) => said.flatMap((one) => push(one)).reduce(foldMtpl, mtplNothingTold);

test("requests are the published octets", () => {
  expect(toHex(mtplRequest("current"))).toBe("1b5b2a7a");
  expect(toHex(mtplRequest("special"))).toBe("1b5b227a");
  expect(toHex(mtplRequest("unit"))).toBe("1b5b237a");
});

test("messages are made as published", () => {
  expect(toHex(encodeMtplMessage("global", [2]))).toBe("1b5b32217a");
  expect(toHex(encodeMtplMessage("special", [1, 4]))).toBe("1b5b313b34227a");
});

describe("the framer", () => {
  test.each([
    ["1b5b30217a", ["global", "0"]],
    ["1b5b323b34227a", ["special", "2;4"]],
    ["1b5b303b343b39343b313b313b303b303b3430237a", ["unit", "0;4;94;1;1;0;0;40"]],
  ])("knows %s", (hex, frame) => {
    expect(mtplFramer().push(fromHex(hex)).map(plain)).toEqual([frame]);
  });

  test.each([
    ["a status of two numbers", `${csi}0;1!z`],
    ["a message without a number", `${csi}!z`],
    ["another final letter", `${csi}0!t`],
    ["a letter among the numbers", `${csi}1x4"z`],
    ["a noise octet in the middle", `${csi}1\u0000;4"z`],
    ["more numbers than any message has", `${csi}${"1;".repeat(40)}1#z`],
  ])("takes %s for none", (_, said) => {
    const framer = mtplFramer();
    expect([...framer.push(octets(said)), ...framer.flush()]).toEqual([]);
    expect(framer.droppedBytes).toBe(said.length);
  });

  test("hears a status in the middle of an answer, wherever it comes, and the answer as well", () => {
    const answer = `${csi}2;4"z`;
    for (let at = 1; at < answer.length; at += 1) {
      const said = `${answer.slice(0, at)}${csi}1!z${answer.slice(at)}`;
      expect(push(said).map(plain)).toEqual([["special", "2;4", "1"]]);
    }
  });

  test("hears several in the middle of one answer", () => {
    expect(push(`${csi}2;${csi}1!z4${csi}0!z"z`).map(plain)).toEqual([["special", "2;4", "1", "0"]]);
  });

  test("finds the status behind the beginning of an answer that never went on", () => {
    const framer = mtplFramer();
    const frames = [...framer.push(octets(`${csi}2;`)), ...framer.push(octets(`${csi}1!z`)), ...framer.flush()];
    expect(frames.map(plain)).toEqual([["global", "1"]]);
  });

  test("finds an answer behind half of one", () => {
    expect(push(`${csi}2;${csi}1;4"z`).map(plain)).toEqual([["special", "1;4"]]);
  });

  test("does not wait for ever for the end of a message", () => {
    const framer = mtplFramer();
    framer.push(octets(`${csi}${"1".repeat(2000)}`));
    expect(framer.droppedBytes).toBeGreaterThan(1900);
  });

  test("hears the same wherever the stream is cut, and loses no octet", () => {
    const message = fc.oneof(
      fc.nat({ max: 2 }).map((n) => encodeMtplMessage("global", [n])),
      fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 4 })).map((pair) => encodeMtplMessage("special", pair)),
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom(octets(`${csi}2;`), octets("\u001b"), octets(`${csi}1;${csi}0!z`)),
    );
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 8 }),
        fc.array(fc.nat({ max: 9 }), { maxLength: 12 }),
        (parts, cuts) => {
          const bytes = join(...parts);
          const whole = mtplFramer();
          const wanted = [...whole.push(bytes), ...whole.flush()];
          const framer = mtplFramer();
          const heard: MtplFrame[] = [];
          let from = 0;
          for (const length of [...cuts, bytes.length]) {
            heard.push(...framer.push(bytes.subarray(from, from + length)));
            from += length;
          }
          heard.push(...framer.flush());
          expect(heard.map(plain)).toEqual(wanted.map(plain));
          const kept = heard.reduce((sum, { raw }) => sum + raw.length, 0);
          expect(kept + framer.droppedBytes).toBe(bytes.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("what holds now", () => {
  test("is the last status, also one that came in the middle of an answer", () => {
    expect(text(told(`${csi}0!z`, `${csi}1!z`).status)).toBe("1");
    expect(text(told(`${csi}0!z`, `${csi}2;${csi}2!z4"z`).status)).toBe("2");
  });

  test("is the last word about the paper: a key that is pressed says nothing about it", () => {
    expect(text(told(`${csi}1;4"z`, `${csi}20;1"z`, `${csi}20;2"z`).special)).toBe("1;4");
    expect(text(told(`${csi}1;4"z`, `${csi}2;4"z`).special)).toBe("2;4");
    expect(text(told(`${csi}1;4"z`, `${csi}200;1"z`).special)).toBe("200;1");
  });

  test("is said to be untold where nobody heard it", () => {
    const names = (of: Parameters<typeof mtplFields>[0], unit?: Uint8Array) => mtplFields(of, unit).map((f) => f.name);
    expect(names(mtplNothingTold)).toEqual(["untold"]);
    expect(names(told(`${csi}0!z`), octets("0;4"))).toEqual(["status", "unit"]);
    expect(names(told(`${csi}0!z`, `${csi}2;4"z`))).toEqual(["status", "special"]);
  });
});
