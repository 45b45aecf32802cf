// The machines of SSI and GM65: all pairs of what they ask and what can come.
import { fromHex, gm65Framer, ssiFramer, toHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialogueEvent, DialogueState } from "./conversation.ts";
import { type Gm65State, gm65Machine } from "./gm65.ts";
import { scannerSilence } from "./scanner-silence.ts";
import { type SsiState, ssiMachine } from "./ssi.ts";

const nothing = { name: "silence", heard: new Uint8Array(0) } as const;
const noise = { name: "silence", heard: Uint8Array.of(0x02) } as const;

function framed<F>(frames: readonly F[]): DialogueEvent<F> {
  const [frame] = frames;
  if (!frame) throw new Error("no frame");
  return { name: "frame", frame };
}

/** `=` the same state; `revision 1` asks again; `done` with fields, the failure behind a bang. */
function describeState<Q extends string>(state: DialogueState<Q>, before: DialogueState<Q>): string {
  if (state === before) return "=";
  if (state.name === "asking") return `${state.question} ${state.attempt}`;
  return ["done", ...state.fields.map(({ name }) => name), ...(state.failure ? [`!${state.failure.name}`] : [])].join(
    " ",
  );
}

describe("an SSI conversation", () => {
  const machine = ssiMachine(2);
  const heard = (hex: string) => framed(ssiFramer().push(fromHex(hex)));
  const events = {
    revision: heard("05a4000031ff26"),
    denied: heard("05d1000006ff24"),
    resend: heard("05d1000001ff29"),
    acknowledged: heard("04d00000ff2c"),
    decoded: heard("06f300013141fe94"),
    nothing,
    noise,
    foreign: { name: "silence", heard: fromHex("020000023901c14c") },
  } as const;
  const at = (attempt: number): SsiState =>
    machine.start.name === "asking" ? { ...machine.start, attempt } : machine.start;

  test.each([
    ["revision", "done reply revision", "done reply revision"],
    ["denied", "done refusal", "done refusal"],
    ["resend", "revision 1", "done refusal"],
    ["acknowledged", "=", "="],
    ["decoded", "=", "="],
    ["nothing", "revision 1", "done !noAnswer"],
    ["noise", "revision 1", "done !garbled"],
    ["foreign", "revision 1", "done !wrongDevice"],
  ] as const)("on %s goes on with %s, and at last with %s", (name, first, last) => {
    for (const [attempt, wanted] of [
      [0, first],
      [2, last],
    ] as const) {
      const state = at(attempt);
      expect(describeState(machine.next(state, events[name]), state)).toBe(wanted);
    }
    const done: SsiState = { name: "done", fields: [] };
    expect(machine.next(done, events[name])).toBe(done);
  });

  test("sends nothing but the revision request, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(events)), { maxLength: 20 }), (happened) => {
        let state = machine.start;
        for (const event of happened) {
          if (state.name === "asking") expect(toHex(state.request)).toBe("04a30400ff55");
          state = machine.next(state, event);
        }
      }),
    );
  });
});

describe("a GM65 conversation", () => {
  const machine = gm65Machine({ retries: 2, askVersion: true });
  const heard = (hex: string) => framed(gm65Framer().push(fromHex(hex)));
  const events = {
    lineSpeed: heard("020000023901c14c"),
    version: heard("020000013ee4ac"),
    nothing,
    noise,
    foreign: { name: "silence", heard: fromHex("05d1000006ff24") },
  } as const;
  const asking = (question: "lineSpeed" | "version", attempt: number): Gm65State => {
    const first = question === "lineSpeed" ? machine.start : machine.next(machine.start, events.lineSpeed);
    return first.name === "asking" ? { ...first, attempt } : first;
  };

  test.each([
    ["lineSpeed", "version 0", "version 0", "=", "="],
    ["version", "=", "=", "done lineSpeed version", "done lineSpeed version"],
    ["nothing", "lineSpeed 1", "done !noAnswer", "version 1", "done lineSpeed !noAnswer"],
    ["noise", "lineSpeed 1", "done !garbled", "version 1", "done lineSpeed !garbled"],
    ["foreign", "lineSpeed 1", "done !wrongDevice", "version 1", "done lineSpeed !wrongDevice"],
  ] as const)("on %s becomes: speed %s, speed at last %s, version %s, version at last %s", (name, ...wanted) => {
    const states = [asking("lineSpeed", 0), asking("lineSpeed", 2), asking("version", 0), asking("version", 2)];
    expect(states.map((state) => describeState(machine.next(state, events[name]), state))).toEqual(wanted);
    const done: Gm65State = { name: "done", fields: [] };
    expect(machine.next(done, events[name])).toBe(done);
  });

  test("asks no version of a model that has none", () => {
    const short = gm65Machine({ retries: 2, askVersion: false });
    expect(describeState(short.next(short.start, events.lineSpeed), short.start)).toBe("done lineSpeed");
  });

  test("only ever reads the two zones, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(events)), { maxLength: 20 }), (happened) => {
        let state = machine.start;
        for (const event of happened) {
          if (state.name === "asking") expect(toHex(state.request)).toMatch(/^7e00070100(?:2a02|e201)....$/);
          state = machine.next(state, event);
        }
      }),
    );
  });
});

test("what a scanner failed to say is told without a single octet of what was heard", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{6}[0-9]{6}$/), (code) => {
      const heard = new TextEncoder().encode(code);
      const { detail } = scannerSilence("gm65", "version", heard);
      expect(detail).not.toContain(code);
      expect(detail).not.toContain(toHex(heard).slice(0, 6));
    }),
  );
});
