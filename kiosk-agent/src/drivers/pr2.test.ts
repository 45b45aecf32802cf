import { fromHex, type Pr2Frame, pr2Framer, toHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialogueEvent } from "./conversation.ts";
import { type Pr2State, pr2Machine } from "./pr2.ts";

const machine = pr2Machine({ retries: 2, ask: "all" });

function frame(hex: string): DialogueEvent<Pr2Frame> {
  const [found] = pr2Framer().push(fromHex(hex));
  if (!found) throw new Error(`no frame: ${hex}`);
  return { name: "frame", frame: found };
}
const silence = (hex: string): DialogueEvent<Pr2Frame> => ({ name: "silence", heard: fromHex(hex) });

const events = {
  olivetti: frame("1b2f37"),
  another: frame("1b2f39"),
  status: frame("1b7230"),
  document: frame("1b4235301b5a"),
  configuration: frame("1b7001020304"),
  silence: silence(""),
  halfIdentity: silence("1b2f"),
  text: silence("4f4b0d0a"),
  lateStatus: silence("001b7230"),
} satisfies Record<string, DialogueEvent<Pr2Frame>>;
type EventName = keyof typeof events;

function asking(question: "identity" | "status" | "document", attempt: number): Pr2State {
  const path = { identity: [], status: [events.olivetti], document: [events.olivetti, events.status] }[question];
  let state = machine.start;
  for (const event of path) state = machine.next(state, event);
  return state.name === "asking" ? { ...state, attempt } : state;
}

function describeState(state: Pr2State, before: Pr2State): string {
  if (state === before) return "=";
  if (state.name === "asking") return `${state.question} ${state.attempt}`;
  return [
    "done",
    ...state.fields.map((field) => field.name),
    ...(state.failure ? [`!${state.failure.name}`] : []),
  ].join(" ");
}

const transitions: Record<EventName, readonly string[]> = {
  // asking identity, first, last | asking status, first, last | asking document, first, last
  olivetti: ["status 0", "status 0", "=", "=", "=", "="],
  another: ["done !wrongEmulation", "done !wrongEmulation", "=", "=", "=", "="],
  status: ["=", "=", "document 0", "document 0", "=", "="],
  document: ["=", "=", "=", "=", "done status document", "done status document"],
  configuration: ["=", "=", "=", "=", "=", "="],
  silence: ["identity 1", "done !noAnswer", "status 1", "done !noAnswer", "document 1", "done status !noAnswer"],
  halfIdentity: ["identity 1", "done !garbled", "status 1", "done !garbled", "document 1", "done status !garbled"],
  text: ["identity 1", "done !wrongEmulation", "status 1", "done !garbled", "document 1", "done status !garbled"],
  lateStatus: ["identity 1", "done !garbled", "status 1", "done !garbled", "document 1", "done status !garbled"],
};

describe.each(Object.entries(transitions))("on %s", (name, wanted) => {
  const event = Object.entries(events).find(([one]) => one === name)?.[1];
  const states = (["identity", "status", "document"] as const).flatMap((question) => [
    asking(question, 0),
    asking(question, 2),
  ]);
  test.each(wanted.map((next, i) => [i, next] as const))("state %i becomes %s", (i, next) => {
    const state = states[i];
    if (!state || !event) throw new Error("no such pair");
    expect(describeState(machine.next(state, event), state)).toBe(next);
  });

  test("a conversation that is over stays over", () => {
    const done: Pr2State = { name: "done", fields: [] };
    if (event) expect(machine.next(done, event)).toBe(done);
  });
});

test("a probe for the identity alone asks nothing more", () => {
  const probe = pr2Machine({ retries: 0, ask: "identity" });
  expect(probe.next(probe.start, events.olivetti)).toEqual({ name: "done", fields: [] });
});

test("nothing but 1B 5A is sent before 1B 2F 37 was heard, whatever else comes", () => {
  const anyFrame = fc
    .tuple(fc.constantFrom("1b2f", "1b72", "1b4235"), fc.integer({ min: 0x1c, max: 0xff }))
    .map(([head, x]) => frame(`${head}${x.toString(16)}${head === "1b4235" ? "1b5a" : ""}`));
  const anySilence = fc.uint8Array({ maxLength: 10 }).map((heard) => silence(toHex(heard)));
  fc.assert(
    fc.property(fc.array(fc.oneof(anyFrame, anySilence), { maxLength: 20 }), (happened) => {
      let state = machine.start;
      let isOlivetti = false;
      for (const event of happened) {
        if (state.name === "asking" && !isOlivetti) expect(toHex(state.request)).toBe("1b5a");
        isOlivetti ||= event.name === "frame" && toHex(event.frame.raw) === "1b2f37";
        state = machine.next(state, event);
      }
    }),
  );
});
