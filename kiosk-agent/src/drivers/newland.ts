// The monitoring conversation with a Newland scanner: into programming mode, the version, out again. In that mode the
// scanner does not read codes, so whatever the version comes to, the conversation ends with telling it to leave.
import {
  type Failure,
  type Field,
  type NewlandFrame,
  type NewlandRequest,
  newlandField,
  newlandRequest,
} from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";
import { scannerSilence } from "./scanner-silence.ts";

/** `leave` after all went well; the other two remember how the version query failed while the mode is being left. */
export type NewlandQuestion = "enter" | "version" | "leave" | "leave-unanswered" | "leave-garbled" | "leave-foreign";
export type NewlandState = DialogueState<NewlandQuestion>;
type Asking = Extract<NewlandState, { name: "asking" }>;

const sends: Record<NewlandQuestion, NewlandRequest> = {
  enter: "enter",
  version: "version",
  leave: "leave",
  "leave-unanswered": "leave",
  "leave-garbled": "leave",
  "leave-foreign": "leave",
};

const failedBefore: Partial<Record<NewlandQuestion, Failure>> = {
  "leave-unanswered": { name: "noAnswer", detail: "no answer to version" },
  "leave-garbled": { name: "garbled", detail: "no whole answer to version" },
  "leave-foreign": { name: "wrongDevice", detail: "another protocol answered to version" },
};

/** @param retries how often a question is asked again */
export function newlandMachine(retries: number): StreamMachine<NewlandQuestion, NewlandFrame> {
  return { start: ask("enter", 0, []), next: (state, event) => nextNewland(state, event, retries) };
}

function nextNewland(state: NewlandState, event: DialogueEvent<NewlandFrame>, retries: number): NewlandState {
  if (state.name === "done") return state;
  const isLast = state.attempt >= retries;
  if (event.name === "silence") {
    return isLast ? giveUp(state, event.heard) : ask(state.question, state.attempt + 1, state.fields);
  }
  const { frame } = event;
  const field = newlandField(frame);
  switch (state.question) {
    case "enter":
      return frame.kind === "entered" && field ? ask("version", 0, [field]) : state;
    case "version":
      // It left the mode by itself: what is asked outside of it is not answered.
      if (frame.kind === "left") return isLast ? giveUp(state, frame.raw) : ask("enter", state.attempt + 1, []);
      if (frame.kind === "entered" || !field) return state;
      return ask("leave", 0, [...state.fields, field]);
    default:
      return frame.kind === "left" ? ended(state) : state;
  }
}

function giveUp({ question, fields }: Asking, heard: Uint8Array): NewlandState {
  const failure = scannerSilence("newland", question, heard);
  if (question === "enter" && failure.name !== "garbled") return { name: "done", fields, failure };
  // Half an answer to `enter` may mean that it did enter.
  if (question === "enter") return ask("leave-garbled", 0, fields);
  if (question === "version" && failure.name === "noAnswer") return ask("leave-unanswered", 0, fields);
  if (question === "version") return ask(failure.name === "garbled" ? "leave-garbled" : "leave-foreign", 0, fields);
  return { name: "done", fields, failure: failedBefore[question] ?? failure };
}

function ended({ question, fields }: Asking): NewlandState {
  const failure = failedBefore[question];
  return { name: "done", fields, ...(failure ? { failure } : {}) };
}

function ask(question: NewlandQuestion, attempt: number, fields: readonly Field[]): NewlandState {
  return { name: "asking", question, request: newlandRequest(sends[question]), attempt, fields };
}
