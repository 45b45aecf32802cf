import { encodeSdtReply, type Field, fromHex, type SdtFrame, sdtFramer, toHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialogueEvent } from "./conversation.ts";
import { type SdtState, sdtMachine } from "./sdt.ts";

const machine = sdtMachine(2);

function frame(hex: string): DialogueEvent<SdtFrame> {
  const [found] = sdtFramer().push(fromHex(hex));
  if (!found) throw new Error(`no frame: ${hex}`);
  return { name: "frame", frame: found };
}
const sw3 = (value: number) => frame(toHex(encodeSdtReply([0, 0, value])));

const events = {
  ok: sw3(0x90),
  samId: frame("aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e"),
  selfTestFailed: sw3(0x60),
  notAuthorised: sw3(0x66),
  hostChecksum: sw3(0x10),
  hostLength: sw3(0x11),
  badCommand: sw3(0x21),
  undocumented: sw3(0x55),
  cardFound: frame("aaaaaa9669000800009f0000000097"),
  internalTimeout: frame("aaaaaa96690005050505"),
  silence: { name: "silence", heard: new Uint8Array(0) },
  noise: { name: "silence", heard: Uint8Array.of(0xaa, 0xaa) },
} satisfies Record<string, DialogueEvent<SdtFrame>>;
type EventName = keyof typeof events;

const told: readonly Field[] = [{ shape: "value", name: "samStatus", part: "", raw: Uint8Array.of(0x90) }];
function asking(question: "samStatus" | "samId", attempt: number): SdtState {
  const start = machine.start;
  if (start.name !== "asking") throw new Error("a machine starts by asking");
  const first = question === "samStatus" ? start : machine.next(start, events.ok);
  return first.name === "asking" ? { ...first, attempt } : first;
}

/** `=` the same state; `status 1` asks again; `done: fields` with the failure behind a bang. */
function describeState(state: SdtState, before: SdtState): string {
  if (state === before) return "=";
  if (state.name === "asking") return `${state.question} ${state.attempt}`;
  const names = state.fields.map((field) =>
    field.name === "samStatus" && field.shape === "value" ? toHex(field.raw) : field.name,
  );
  return ["done", ...names, ...(state.failure ? [`!${state.failure.name}`] : [])].join(" ");
}

const transitions: Record<EventName, readonly [string, string, string, string]> = {
  // asking status, first | asking status, last | asking id, first | asking id, last
  ok: ["samId 0", "samId 0", "=", "="],
  samId: ["=", "=", "done 90 samId", "done 90 samId"],
  selfTestFailed: ["done 60", "done 60", "done 90 60", "done 90 60"],
  notAuthorised: ["samId 0", "samId 0", "done 90 66", "done 90 66"],
  hostChecksum: ["samStatus 1", "done 10", "samId 1", "done 90 10"],
  hostLength: ["samStatus 1", "done 11", "samId 1", "done 90 11"],
  badCommand: ["done 21", "done 21", "done 90 21", "done 90 21"],
  undocumented: ["done 55", "done 55", "done 90 55", "done 90 55"],
  cardFound: ["=", "=", "=", "="],
  internalTimeout: ["samStatus 1", "done !noAnswer", "samId 1", "done 90 !noAnswer"],
  silence: ["samStatus 1", "done !noAnswer", "samId 1", "done 90 !noAnswer"],
  noise: ["samStatus 1", "done !garbled", "samId 1", "done 90 !garbled"],
};

describe.each(Object.entries(transitions))("on %s", (name, wanted) => {
  const event = Object.entries(events).find(([one]) => one === name)?.[1];
  const states = [asking("samStatus", 0), asking("samStatus", 2), asking("samId", 0), asking("samId", 2)];
  test.each(wanted.map((next, i) => [i, next] as const))("state %i becomes %s", (i, next) => {
    const state = states[i];
    if (!state || !event) throw new Error("no such pair");
    expect(describeState(machine.next(state, event), state)).toBe(next);
  });

  test("a conversation that is over stays over", () => {
    const done: SdtState = { name: "done", fields: told };
    if (event) expect(machine.next(done, event)).toBe(done);
  });
});

test("whatever happens, nothing but 11 FF and 12 FF is ever sent", () => {
  const anyFrame = fc
    .tuple(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), fc.array(fc.nat(255), { maxLength: 20 }))
    .map(([status, data]) => frame(toHex(encodeSdtReply(status, data))))
    .filter((event) => event.name === "frame");
  const anyEvent = fc.oneof(
    fc.constantFrom(...Object.values(events)),
    fc.uint8Array({ maxLength: 20 }).map((heard): DialogueEvent<SdtFrame> => ({ name: "silence", heard })),
    anyFrame,
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (happened) => {
      let state = machine.start;
      for (const event of happened) {
        if (state.name === "asking") {
          expect(["aaaaaa9669000311ffed", "aaaaaa9669000312ffee"]).toContain(toHex(state.request));
        }
        state = machine.next(state, event);
      }
    }),
  );
});

test("a conversation ends after two questions and their repetitions, however the reader behaves", () => {
  const names = Object.values(events).filter((event) => event !== events.cardFound);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { minLength: 12, maxLength: 12 }), (happened) => {
      let state = machine.start;
      let asked = 1;
      for (const event of happened) {
        const next = machine.next(state, event);
        // A frame that answers nothing is followed, in the end, by silence.
        const settled = next === state ? machine.next(state, events.silence) : next;
        if (settled !== state && settled.name === "asking") asked += 1;
        state = settled;
      }
      expect(state.name).toBe("done");
      expect(asked).toBeLessThanOrEqual(6);
    }),
  );
});
