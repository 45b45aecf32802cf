// The monitoring conversation with a passbook printer in Olivetti emulation. 1B 5A comes first: in other emulations the
// status commands mean bold print or reverse feed, so without 1B 2F 37 nothing more is sent.
import {
  type Field,
  type Pr2Frame,
  type Pr2Question,
  pr2Field,
  pr2Framer,
  pr2IdentityValue,
  pr2Request,
  toHex,
} from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

export type Pr2State = DialogueState<Pr2Question>;

export interface Pr2Plan {
  /** how often a question is asked again */
  readonly retries: number;
  /** `identity` asks only whether the printer is one; `all` goes on to status and document */
  readonly ask: "identity" | "all";
}

export function pr2Machine(plan: Pr2Plan): StreamMachine<Pr2Question, Pr2Frame> {
  return { start: ask("identity", 0, []), next: (state, event) => nextPr2(state, event, plan) };
}

function nextPr2(state: Pr2State, event: DialogueEvent<Pr2Frame>, plan: Pr2Plan): Pr2State {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  if (event.name === "silence") {
    if (attempt < plan.retries) return ask(question, attempt + 1, fields);
    return { name: "done", fields, failure: failureAfter(question, event.heard) };
  }
  const { frame } = event;
  if (frame.kind !== question) return state;
  switch (question) {
    case "identity":
      if (frame.value[0] !== pr2IdentityValue) {
        return { name: "done", fields, failure: { name: "wrongEmulation", detail: `answered ${toHex(frame.raw)}` } };
      }
      return plan.ask === "identity" ? { name: "done", fields } : ask("status", 0, fields);
    case "status":
      return ask("document", 0, withField(fields, frame));
    case "document":
      return { name: "done", fields: withField(fields, frame) };
  }
}

function failureAfter(question: Pr2Question, heard: Uint8Array) {
  if (heard.length === 0) return { name: "noAnswer", detail: `no answer to ${question}` } as const;
  const detail = `heard ${toHex(heard, 32)} instead of an answer to ${question}`;
  // Half an identity, or a late answer of this very dialogue, is a bad line. Anything else speaks another language.
  const isBeginning = [0x1b, 0x2f].every((byte, i) => i >= heard.length || heard[i] === byte) && heard.length <= 2;
  const isDialogue = isBeginning || pr2Framer().push(heard).length > 0;
  return question === "identity" && !isDialogue
    ? ({ name: "wrongEmulation", detail } as const)
    : ({ name: "garbled", detail } as const);
}

function withField(fields: readonly Field[], frame: Pr2Frame): readonly Field[] {
  const field = pr2Field(frame);
  return field ? [...fields, field] : fields;
}

function ask(question: Pr2Question, attempt: number, fields: readonly Field[]): Pr2State {
  return { name: "asking", question, request: pr2Request(question), attempt, fields };
}
