import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  encodeHelperLine,
  type HelperFrame,
  helperFramer,
  helperHelloFields,
  helperRequest,
  helperRequestId,
  helperStatusFields,
  helperTrouble,
  isForeignStatus,
  maxHelperLine,
} from "./helper.ts";
import { toHex } from "./hex.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const frames = (...lines: string[]) => helperFramer().push(utf8(lines.map((line) => `${line}\n`).join("")));

function status(fields: Readonly<Record<string, unknown>>) {
  const [frame] = frames(JSON.stringify({ id: 1, fields }));
  if (frame?.kind !== "status") throw new Error("no status");
  return frame;
}

const greeting = { id: 1, contract: "kiosk-helper/1", helper: "prx-helper", version: "1.2.0" };
function hello(more: object = {}) {
  const [frame] = frames(JSON.stringify({ ...greeting, ...more }));
  if (frame?.kind !== "hello") throw new Error("no greeting");
  return frame;
}

describe("a request", () => {
  test("is a line of JSON with its id", () => {
    expect(text(helperRequest(1, "hello"))).toBe('{"id":1,"ask":"hello"}\n');
    expect(text(helperRequest(7, "print", ["医保", "2"]))).toBe('{"id":7,"ask":"print","lines":["医保","2"]}\n');
    expect(helperRequestId(helperRequest(41, "status"))).toBe(41);
    expect(helperRequestId(utf8("hello\n"))).toBeUndefined();
  });
});

describe("the framer", () => {
  const answer = encodeHelperLine({ id: 3, fields: { device: 0 } });

  test.each([
    ["no JSON", "Segmentation fault"],
    ["no object", "[1]"],
    ["null", "null"],
    ["no id", '{"fields":{}}'],
    ["an id that is no whole number", '{"id":1.5,"fields":{}}'],
    ["a text for an id", '{"id":"1","fields":{}}'],
    ["nothing said", '{"id":1}'],
    ["an error that is not one of the contract", '{"id":1,"error":{"code":"tired"}}'],
    ["an error without a code", '{"id":1,"error":{}}'],
    ["fields that are none", '{"id":1,"fields":[1]}'],
    ["a greeting without a name", '{"id":1,"contract":"kiosk-helper/1"}'],
    ["a printed that is not true", '{"id":1,"printed":1}'],
    ["an empty line", ""],
  ])("drops and counts a line that has %s", (_, line) => {
    const framer = helperFramer();
    expect(framer.push(utf8(`${line}\n`))).toEqual([]);
    expect(framer.droppedBytes).toBe(line.length + 1);
    expect(framer.push(answer)).toHaveLength(1);
  });

  test("drops a line that is no UTF-8", () => {
    expect(
      helperFramer().push(join(utf8('{"id":1,"error":{"code":"lost","text":"'), Uint8Array.of(0xff), utf8('"}}\n'))),
    ).toEqual([]);
  });

  test("takes lines of other systems and blanks around them", () => {
    expect(frames('  {"id":3,"fields":{}} \r')).toMatchObject([{ kind: "status", id: 3 }]);
  });

  test("takes half a line for none, and what follows for what it is", () => {
    const framer = helperFramer();
    expect([...framer.push(answer.subarray(0, 12)), ...framer.flush()]).toEqual([]);
    expect(framer.droppedBytes).toBe(12);
    expect(framer.push(answer)).toHaveLength(1);
  });

  test("never takes the rest of an old answer for an answer", () => {
    for (let at = 1; at < answer.length; at += 1) {
      const framer = helperFramer();
      framer.push(answer.subarray(0, at));
      framer.reset();
      expect(framer.push(answer.subarray(at))).toEqual([]);
      expect(framer.droppedBytes).toBe(answer.length);
    }
  });

  test("holds no more than the longest line, and hears again after its end", () => {
    const framer = helperFramer();
    const piece = new Uint8Array(10_000).fill(0x20);
    for (let n = 0; n < 20; n += 1) expect(framer.push(piece)).toEqual([]);
    expect(framer.push(answer)).toEqual([]); // the end of the long line
    expect(framer.droppedBytes).toBe(200_000 + answer.length);
    expect(framer.push(answer)).toHaveLength(1);
  });

  test("takes a line of just the longest length, and none beyond", () => {
    const of = (length: number) => {
      const bare = JSON.stringify({ id: 1, fields: { note: "" } });
      return utf8(`${JSON.stringify({ id: 1, fields: { note: "x".repeat(length - bare.length) } })}\n`);
    };
    expect(helperFramer().push(of(maxHelperLine))).toHaveLength(1);
    expect(helperFramer().push(of(maxHelperLine + 1))).toEqual([]);
  });

  test("finds every answer among noise, wherever the stream is cut", () => {
    const noise = fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.map((byte) => (byte === 0x0a ? 0x20 : byte)));
    const lines = fc.array(fc.record({ id: fc.nat(), noise: fc.option(noise) }), { maxLength: 6 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 60 }), { maxLength: 8 }), (told, cuts) => {
        const bytes = join(
          ...told.flatMap(({ id, noise: before }) => [
            ...(before ? [before, utf8("\n")] : []),
            encodeHelperLine({ id, fields: { device: id } }),
          ]),
        );
        const framer = helperFramer();
        const heard: HelperFrame[] = [];
        let from = 0;
        for (const length of [...cuts, bytes.length]) {
          heard.push(...framer.push(bytes.subarray(from, from + length)));
          from += length;
        }
        expect(heard.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
        const kept = heard.reduce((sum, { raw }) => sum + raw.length, 0);
        expect(kept + framer.droppedBytes).toBe(bytes.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a greeting", () => {
  test("of this contract and protocol is no trouble, nor is one that names no protocol", () => {
    expect(helperTrouble("libprx", hello({ protocol: "libprx" }))).toBeUndefined();
    expect(helperTrouble("libprx", hello())).toBeUndefined();
  });

  test.each([
    ["another contract", { contract: "kiosk-helper/2" }, "kiosk-helper/2"],
    ["an empty contract", { contract: "" }, "no contract"],
    ["another protocol", { protocol: "libpr2print" }, "for libpr2print and not for libprx"],
  ])("of %s is trouble, and says which", (_, change, said) => {
    expect(helperTrouble("libprx", hello(change))).toContain(said);
  });

  test("tells name, version and library, where there is one", () => {
    const told = (more: object) => helperHelloFields(hello(more)).map((f) => (f.shape === "value" ? text(f.raw) : ""));
    expect(told({ vendorLibrary: "libPRx.so 3.1" })).toEqual(["prx-helper 1.2.0", "libPRx.so 3.1"]);
    expect(told({})).toEqual(["prx-helper 1.2.0"]);
  });
});

describe("a status", () => {
  const fieldsOf = (fields: Readonly<Record<string, unknown>>) =>
    helperStatusFields("libprx", status(fields)).map(({ name, number, raw }) => [name, number ?? text(raw)]);

  test("has its numbers as numbers, with their digits as what came", () => {
    const [device] = helperStatusFields("libprx", status({ device: -106, media: 1 }));
    expect(device).toMatchObject({ name: "device", number: -106 });
    expect(toHex(device?.raw ?? new Uint8Array())).toBe(toHex(utf8("-106")));
  });

  test.each([
    ["a text where a number belongs", { device: "0", media: 1 }, 'device is no number: "0"'],
    ["no value at all", { device: null, media: 1 }, "device is no number: null"],
    ["a number beyond all numbers", { device: JSON.parse("1e999"), media: 1 }, "device is no number: null"],
    ["octets where a number belongs", { device: { hex: "00" }, media: 1 }, 'device is no number: {"hex":"00"}'],
    ["a field that the protocol does not have", { device: 0, media: 1, ribbon: 3 }, "ribbon is no field of libprx"],
    ["a field of the agent's own", { device: 0, media: 1, charactersPrinted: 0 }, "charactersPrinted is no field"],
    ["a field that every object has", { device: 0, media: 1, toString: 1 }, "toString is no field of libprx"],
  ])("tells of %s", (_, fields, said) => {
    expect(fieldsOf(fields)).toContainEqual(["strange", expect.stringContaining(said)]);
  });

  test("tells of a field that is missing", () => {
    expect(fieldsOf({ device: 0 })).toEqual([
      ["device", 0],
      ["strange", "media is missing"],
    ]);
  });

  test("of which not one field is known is another protocol's", () => {
    expect(isForeignStatus("libprx", status({ shellTemp: 30 }))).toBe(true);
    expect(isForeignStatus("libprx", status({ shellTemp: 30, media: 1 }))).toBe(false);
    expect(isForeignStatus("libprx", status({}))).toBe(false);
  });
});
