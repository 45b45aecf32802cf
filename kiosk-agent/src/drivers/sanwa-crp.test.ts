import { fromHex, type SanwaFrame, sanwaFramer, toHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialogueEvent } from "./conversation.ts";
import { type SanwaState, sanwaMachine } from "./sanwa-crp.ts";

const machine = sanwaMachine({ retries: 2, start: "status" });

function frame(hex: string): DialogueEvent<SanwaFrame> {
  const [found] = sanwaFramer().push(fromHex(hex));
  if (!found) throw new Error(`no frame: ${hex}`);
  return { name: "frame", frame: found };
}
function reply(command: number, rps: readonly [number, number, number], data: readonly number[] = []) {
  const counted = [6 + data.length, command, ...rps, ...data, 3];
  return frame(toHex(Uint8Array.from([2, ...counted, counted.reduce((sum, octet) => sum ^ octet, 0)])));
}

const events = {
  ack: frame("06"),
  nak: frame("15"),
  statusIdle: frame("0206203030300315"),
  statusRunning: reply(0x20, [0x30, 0x30, 0x33]),
  statusJam: frame("0206203133300317"),
  cleaningRuns: frame("0206a03030330396"),
  cleaningDone: reply(0xa0, [0x30, 0x30, 0x30]),
  version: reply(0xf0, [0x30, 0x30, 0x30], [0x41]),
  versionRunning: reply(0xf0, [0x30, 0x30, 0x33]),
  versionIllegal: reply(0xf0, [0x30, 0x30, 0x32]),
  battery: reply(0xf5, [0x30, 0x30, 0x30]),
  silence: { name: "silence", heard: new Uint8Array(0) },
  noise: { name: "silence", heard: Uint8Array.of(2, 6) },
} satisfies Record<string, DialogueEvent<SanwaFrame>>;
type EventName = keyof typeof events;

const states = {
  "status 0": [],
  "status reply 0": [events.ack],
  "version 0": [events.ack, events.statusIdle],
  "version reply 0": [events.ack, events.statusIdle, events.ack],
  "battery reply 0": [events.ack, events.statusIdle, events.ack, events.version, events.ack],
} satisfies Record<string, readonly DialogueEvent<SanwaFrame>[]>;
const reached = (happened: readonly DialogueEvent<SanwaFrame>[]): SanwaState =>
  happened.reduce((state, event) => machine.next(state, event), machine.start);
const last = (state: SanwaState): SanwaState => (state.name === "asking" ? { ...state, attempt: 2 } : state);

/** `=` the same state; `status 1` asks again; `done` with what was told of result, job, version and battery. */
function describeState(state: SanwaState, before: SanwaState): string {
  if (state === before) return "=";
  if (state.name === "asking") return `${state.question} ${state.attempt}`;
  const told = state.fields.flatMap((field) =>
    field.shape === "value" && !field.name.startsWith("position") ? `${field.name[0]}${toHex(field.raw)}` : [],
  );
  return ["done", ...told, ...(state.failure ? [`!${state.failure.name}`] : [])].join(" ");
}

// status 0 | status reply 0 | version 0 | version reply 0 | battery reply 0
const transitions: Record<EventName, readonly [string, string, string, string, string]> = {
  ack: ["status reply 0", "=", "version reply 0", "=", "="],
  nak: ["status 1", "=", "version 1", "=", "="],
  statusIdle: ["=", "version 0", "=", "=", "="],
  statusRunning: ["=", "done r30 j33", "=", "=", "="],
  statusJam: ["=", "done r33 j30", "=", "=", "="],
  cleaningRuns: ["=", "done r30 j33", "=", "=", "="],
  cleaningDone: ["=", "=", "=", "=", "="],
  version: ["=", "=", "=", "battery 0", "="],
  versionRunning: ["=", "done r30 j33", "=", "version reply 1", "="],
  versionIllegal: ["=", "=", "=", "battery 0", "="],
  battery: ["=", "=", "=", "=", "done r30 j30 v41 b30"],
  silence: ["status 1", "status reply 1", "version 1", "version reply 1", "battery reply 1"],
  noise: ["status 1", "status reply 1", "version 1", "version reply 1", "battery reply 1"],
};

// The same in the last attempt, where it differs.
const atLast: Partial<Record<EventName, readonly [string, string, string, string, string]>> = {
  nak: ["done !garbled", "=", "battery 0", "=", "="],
  versionRunning: ["=", "done r30 j33", "=", "battery 0", "="],
  silence: [
    "done !noAnswer",
    "done !noAnswer",
    "done r30 j30 !noAnswer",
    "done r30 j30 !noAnswer",
    "done r30 j30 v41 !noAnswer",
  ],
  noise: [
    "done !garbled",
    "done !garbled",
    "done r30 j30 !garbled",
    "done r30 j30 !garbled",
    "done r30 j30 v41 !garbled",
  ],
};

describe.each(Object.entries(events))("on %s", (name, event) => {
  const rows = Object.entries(states).map(([title, happened], i) => [title, happened, i] as const);

  test.each(rows)("%s", (_, happened, i) => {
    const before = reached(happened);
    const wanted = Object.entries(transitions).find(([one]) => one === name)?.[1][i];
    expect(describeState(machine.next(before, event), before)).toBe(wanted);
  });

  test.each(rows)("%s, asked for the last time", (_, happened, i) => {
    const before = last(reached(happened));
    const table = Object.entries({ ...transitions, ...atLast });
    expect(describeState(machine.next(before, event), before)).toBe(table.find(([one]) => one === name)?.[1][i]);
  });

  test("a conversation that is over stays over", () => {
    const done: SanwaState = { name: "done", fields: [] };
    expect(machine.next(done, event)).toBe(done);
  });
});

const anyReply = fc
  .tuple(fc.nat(255), fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), fc.array(fc.nat(255), { maxLength: 20 }))
  .map(([command, rps, data]) => reply(command, rps, data));
const anyEvent = fc.oneof(
  fc.constantFrom(...Object.values(events)),
  fc.uint8Array({ maxLength: 20 }).map((heard): DialogueEvent<SanwaFrame> => ({ name: "silence", heard })),
  anyReply,
);

test.each(["status", "status reply"] as const)(
  "begun with %s, nothing but status, version, battery and ENQ is ever sent: no erase, print, dispense, eject, clean",
  (start) => {
    const one = sanwaMachine({ retries: 2, start });
    const allowed = ["0206203030300315", "0206f030303003c5", "0206f530303003c0", "05"];
    const asked = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (happened) => {
        let state = one.start;
        for (const event of happened) {
          if (state.name === "asking") asked.add(toHex(state.request));
          state = one.next(state, event);
        }
      }),
      { numRuns: 500 },
    );
    expect(allowed).toEqual(expect.arrayContaining([...asked]));
  },
);

test("a conversation ends after three questions of two turns and their repetitions, however the machine behaves", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 20, maxLength: 20 }), (happened) => {
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
      expect(asked).toBeLessThanOrEqual(18);
    }),
  );
});
