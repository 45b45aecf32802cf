// The monitoring conversation with a Zebra/Eltron card printer: the counters of its head, and nothing else. An error is
// what it answers instead; clearing it, feeding and printing belong to a citizen's session and to people.
import { type Field, type ZebraFrame, zebraFields, zebraRequest } from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

export type ZebraQuestion = "counters";
export type ZebraState = DialogueState<ZebraQuestion>;

/** 10 invalid command, 14 unknown command: perhaps the printer got our request damaged. Asked again before it is told. */
const damagedRequest: readonly number[] = [10, 14];

/** @param retries how often the question is asked again */
export function zebraMachine(retries: number): StreamMachine<ZebraQuestion, ZebraFrame> {
  return { start: ask(0), next: (state, event) => nextZebra(state, event, retries) };
}

function nextZebra(state: ZebraState, event: DialogueEvent<ZebraFrame>, retries: number): ZebraState {
  if (state.name === "done") return state;
  const isLast = state.attempt >= retries;
  if (event.name === "silence") {
    if (!isLast) return ask(state.attempt + 1);
    return event.heard.length === 0
      ? done([], { name: "noAnswer", detail: "no answer to %CLN" })
      : done([], { name: "garbled", detail: "no whole answer to %CLN" });
  }
  const { frame } = event;
  if (frame.kind === "error" && damagedRequest.includes(frame.code) && !isLast) return ask(state.attempt + 1);
  return done(zebraFields(frame));
}

function ask(attempt: number): ZebraState {
  return { name: "asking", question: "counters", request: zebraRequest(), attempt, fields: [] };
}

function done(fields: readonly Field[], failure?: Extract<ZebraState, { name: "done" }>["failure"]): ZebraState {
  return { name: "done", fields, ...(failure ? { failure } : {}) };
}
