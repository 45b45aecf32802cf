import { encodeSdtReply, fromHex, type NewlandFrame, newlandFramer, toHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialogueEvent } from "./conversation.ts";
import { type NewlandQuestion, type NewlandState, newlandMachine } from "./newland.ts";

const machine = newlandMachine(2);
const ascii = (text: string) => new TextEncoder().encode(text);

function frame(text: string): DialogueEvent<NewlandFrame> {
  const [found] = newlandFramer().push(ascii(text));
  if (!found) throw new Error(`no frame: ${text}`);
  return { name: "frame", frame: found };
}

const events = {
  entered: frame("@@@@"),
  left: frame("^^^^"),
  version: frame("!99900301;&{Firmware v1.7.5;Decoder v1.00.023.C6;|FD25430B}"),
  refused: frame("?99900301;"),
  silence: { name: "silence", heard: new Uint8Array(0) },
  noise: { name: "silence", heard: ascii("!999") },
  foreign: { name: "silence", heard: fromHex("05d1000006ff24") },
  cardReader: { name: "silence", heard: encodeSdtReply([0, 0, 0x90]) },
} satisfies Record<string, DialogueEvent<NewlandFrame>>;
type EventName = keyof typeof events;

function asking(question: NewlandQuestion, attempt: number): NewlandState {
  const { start } = machine;
  if (start.name !== "asking") throw new Error("a machine starts by asking");
  return { ...start, question, attempt };
}

/** `=` the same state; `version 1` asks again; `done` with the failure behind a bang. */
function describeState(state: NewlandState, before: NewlandState): string {
  if (state === before) return "=";
  if (state.name === "asking") return `${state.question} ${state.attempt}`;
  return ["done", ...(state.failure ? [`!${state.failure.name}`] : [])].join(" ");
}

const transitions: Record<EventName, readonly string[]> = {
  // enter first | enter last | version first | version last | leave first | leave last | after silence, last
  entered: ["version 0", "version 0", "=", "=", "=", "=", "="],
  left: ["=", "=", "enter 1", "leave-garbled 0", "done", "done", "done !noAnswer"],
  version: ["=", "=", "leave 0", "leave 0", "=", "=", "="],
  refused: ["=", "=", "leave 0", "leave 0", "=", "=", "="],
  silence: [
    "enter 1",
    "done !noAnswer",
    "version 1",
    "leave-unanswered 0",
    "leave 1",
    "done !noAnswer",
    "done !noAnswer",
  ],
  noise: ["enter 1", "leave-garbled 0", "version 1", "leave-garbled 0", "leave 1", "done !garbled", "done !noAnswer"],
  foreign: [
    "enter 1",
    "done !wrongDevice",
    "version 1",
    "leave-foreign 0",
    "leave 1",
    "done !wrongDevice",
    "done !noAnswer",
  ],
  cardReader: [
    "enter 1",
    "done !wrongDevice",
    "version 1",
    "leave-foreign 0",
    "leave 1",
    "done !wrongDevice",
    "done !noAnswer",
  ],
};

describe.each(Object.entries(transitions))("on %s", (name, wanted) => {
  const event = Object.entries(events).find(([one]) => one === name)?.[1];
  const states = [
    asking("enter", 0),
    asking("enter", 2),
    asking("version", 0),
    asking("version", 2),
    asking("leave", 0),
    asking("leave", 2),
    asking("leave-unanswered", 2),
  ];
  test.each(wanted.map((next, i) => [i, next] as const))("state %i becomes %s", (i, next) => {
    const state = states[i];
    if (!state || !event) throw new Error("no such pair");
    expect(describeState(machine.next(state, event), state)).toBe(next);
  });

  test("a conversation that is over stays over", () => {
    const done: NewlandState = { name: "done", fields: [] };
    if (event) expect(machine.next(done, event)).toBe(done);
  });
});

const anyEvents = fc.array(fc.constantFrom<DialogueEvent<NewlandFrame>>(...Object.values(events)), {
  minLength: 40,
  maxLength: 40,
});

/** Every request, hex, until the conversation ends; silence follows what answers nothing. */
function requestsUntilDone(happened: readonly DialogueEvent<NewlandFrame>[]): string[] {
  const requests: string[] = [];
  let state = machine.start;
  for (const event of happened) {
    if (state.name === "done") return requests;
    requests.push(toHex(state.request));
    const next = machine.next(state, event);
    state = next === state ? machine.next(state, events.silence) : next;
  }
  throw new Error("the conversation does not end");
}

test("whatever happens, only the three monitoring requests are sent, and the conversation ends", () => {
  const allowed = ["$$$$", "#99900301;", "%%%%"].map((text) => toHex(ascii(text)));
  fc.assert(
    fc.property(anyEvents, (happened) => {
      for (const request of requestsUntilDone(happened)) expect(allowed).toContain(request);
    }),
  );
});

test("whatever happens after the version was asked, the scanner is told to leave programming mode last", () => {
  fc.assert(
    fc.property(anyEvents, (happened) => {
      const requests = requestsUntilDone(happened);
      const reentered = requests.lastIndexOf(toHex(ascii("$$$$")));
      fc.pre(requests.lastIndexOf(toHex(ascii("#99900301;"))) > reentered);
      expect(requests.at(-1)).toBe(toHex(ascii("%%%%")));
    }),
  );
});
