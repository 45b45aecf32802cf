import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersPjl, pjlFields, pjlFramer, pjlQuestionOf, pjlRequest } from "./pjl.ts";

const octets = (text: string) => Buffer.from(text, "latin1");
const ready = '@PJL INFO STATUS \r\nCODE=10001\r\nDISPLAY="Ready"\r\nONLINE=TRUE\r\n\f';
const frames = (text: string) => pjlFramer().push(octets(text));
const knowsAll = () => true;
function fields(text: string, isKnown: (code: number) => boolean = knowsAll): string[] {
  return frames(text)
    .flatMap((frame) => pjlFields(frame, isKnown))
    .map((field) => {
      if (field.shape !== "value") throw new Error("PJL has no rows");
      const part = field.part === "" ? "" : `@${field.part}`;
      return `${field.name}${part}=${octetsText(field.raw)}${field.number === undefined ? "" : ` ${field.number}`}`;
    });
}
const octetsText = (raw: Uint8Array) => Buffer.from(raw).toString("latin1");

describe("questions", () => {
  test("stand between universal exits", () => {
    expect(octetsText(pjlRequest("status"))).toBe("\u001b%-12345X@PJL INFO STATUS\r\n\u001b%-12345X");
    expect(octetsText(pjlRequest("REMAINTONER"))).toBe("\u001b%-12345X@PJL DINQUIRE REMAINTONER\r\n\u001b%-12345X");
  });

  test("are known again", () => {
    expect(pjlQuestionOf(pjlRequest("status"))).toBe("status");
    expect(pjlQuestionOf(pjlRequest("REMAINTONER"))).toBe("REMAINTONER");
    expect(pjlQuestionOf(octets("@PJL RESET\r\n"))).toBeUndefined();
  });

  test("only ever ask", () => {
    expect(octetsText(pjlRequest("REMAINTONER"))).not.toMatch(/SET|DEFAULT|RESET|ENTER|USTATUS/);
  });
});

describe("the framer", () => {
  test("finds a status in whatever pieces it comes, behind noise and unasked messages", () => {
    const stream = octets(`\0\0noise@PJL USTATUS DEVICE\r\nCODE=10003\r\n\f${ready}`);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 6 }), (cuts) => {
        const framer = pjlFramer();
        const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const found = places.flatMap((at, i) => framer.push(stream.subarray(at, places[i + 1])));
        expect(found.map(({ kind }) => kind)).toEqual(["other", "status"]);
        expect(framer.droppedBytes).toBe(7);
      }),
    );
  });

  test("lets go of an answer that was broken off when the next one begins", () => {
    expect(frames(`@PJL INFO STATUS \r\nCODE=100${ready}`).map(({ kind }) => kind)).toEqual(["status"]);
  });

  test("does not wait without end for the end of an answer", () => {
    const framer = pjlFramer();
    framer.push(octets(`@PJL INFO STATUS\r\n${"x".repeat(2000)}`));
    expect(framer.push(octets(ready))).toHaveLength(1);
  });

  test("no octets make it fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const frame of pjlFramer().push(bytes)) pjlFields(frame, knowsAll);
      }),
    );
  });
});

test("a status without a code is no answer", () => {
  expect(frames("@PJL INFO STATUS\f").map(({ kind }) => kind)).toEqual(["other"]);
  expect(frames('@PJL INFO STATUS\r\nDISPLAY="Ready"\r\nONLINE=TRUE\r\n\f').map(({ kind }) => kind)).toEqual(["other"]);
});

describe("a status", () => {
  test("is code, display and whether it is online", () => {
    expect(fields(ready)).toEqual(["pjlCode=10001 10001", "pjlDisplay=Ready", "pjlOnline=TRUE"]);
  });

  test("may come in another order, with other line ends and without quotes", () => {
    expect(fields("@PJL INFO STATUS\nonline=False\ncode=10023\ndisplay=Printing\n\f")).toEqual([
      "pjlCode=10023 10023",
      "pjlDisplay=Printing",
      "pjlOnline=FALSE",
    ]);
  });

  test.each([
    [41213, 41],
    [50003, 50],
    [15031, 151],
    [15102, 152],
    [10034, 10],
  ])("%i without a meaning of its own is told by its family %i", (code, family) => {
    const text = ready.replace("10001", String(code));
    expect(fields(text, () => false)).toContain(`pjlFamily=${code} ${family}`);
    expect(fields(text)).not.toContain(`pjlFamily=${code} ${family}`);
  });

  test("that is no number has no family", () => {
    expect(fields(ready.replace("10001", "READY"), () => false)).toEqual([
      "pjlCode=READY",
      "pjlDisplay=Ready",
      "pjlOnline=TRUE",
    ]);
  });

  test.each(["Sleep mode on", "PowerSave on", "POWER SAVE", "Energy Saver", "\xd0\xdd\xc3\xdf"])(
    "is old where the display says %s",
    (display) => {
      expect(fields(ready.replace("Ready", display))).toContain(`pjlSleep=${display} 1`);
    },
  );

  test("that the printer does not support is told as it was said", () => {
    expect(fields('@PJL INFO STATUS\r\n"?"\r\n\f')).toEqual(['pjlRefused="?"']);
    expect(fields("@PJL INFO STATUS\r\n?\r\n\f")).toEqual(["pjlRefused=?"]);
  });
});

test("a variable is its name and its value, and answers only its own question", () => {
  const [frame] = frames("@PJL DINQUIRE REMAINTONER\r\n80\r\n\f");
  if (frame === undefined) throw new Error("no frame");
  expect(fields("@PJL DINQUIRE REMAINTONER\r\n80\r\n\f")).toEqual(["pjlVariable@REMAINTONER=80"]);
  expect([answersPjl("REMAINTONER", frame), answersPjl("REMAINKTONER", frame), answersPjl("status", frame)]).toEqual([
    true,
    false,
    false,
  ]);
});
