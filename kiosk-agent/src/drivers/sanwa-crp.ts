// The monitoring conversation with a thermal-rewrite card machine: status, then version and battery where nothing is
// wrong. Each command is answered by ACK or NAK, its reply is fetched with ENQ. Nothing here touches a card: reading,
// erasing, printing, dispensing, ejecting and cleaning belong to a citizen's session and to people.
import {
  type Failure,
  type Field,
  type SanwaFrame,
  type SanwaQuestion,
  type SanwaReply,
  sanwaEnquiry,
  sanwaFields,
  sanwaJob,
  sanwaRequest,
  sanwaResultOk,
} from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

/** A question is put in two turns: the command, then ENQ for what became of it. */
export type SanwaTurn = SanwaQuestion | `${SanwaQuestion} reply`;
export type SanwaState = DialogueState<SanwaTurn>;

export interface SanwaPlan {
  /** how often a turn is repeated */
  readonly retries: number;
  /** `status reply`: the status was asked for before and the machine was not done with it */
  readonly start: "status" | "status reply";
}

export function sanwaMachine(plan: SanwaPlan): StreamMachine<SanwaTurn, SanwaFrame> {
  return { start: take(plan.start, 0, []), next: (state, event) => nextSanwa(state, event, plan.retries) };
}

function nextSanwa(state: SanwaState, event: DialogueEvent<SanwaFrame>, retries: number): SanwaState {
  if (state.name === "done") return state;
  const { question: turn, attempt, fields } = state;
  const again = attempt < retries ? take(turn, attempt + 1, fields) : undefined;
  const question = questionOf(turn);
  if (event.name === "silence") return again ?? { name: "done", fields, failure: silenceIn(turn, event.heard) };
  const { frame } = event;
  if (turn === question) {
    if (frame.kind === "ack") return take(`${question} reply`, 0, fields);
    if (frame.kind === "nak") return again ?? refused(question, fields);
    return state; // a reply that nobody fetched yet belongs to an older command
  }
  // ACK and NAK are single octets that noise may hold as well, and answer no ENQ.
  if (frame.kind !== "reply") return state;
  const told = sanwaFields(question, frame);
  if (!told) return state;
  if (question === "status") {
    const all = [...fields, ...told];
    return isAtRest(frame) ? take("version", 0, all) : { name: "done", fields: all };
  }
  if (frame.job === sanwaJob.running && again) return again;
  return after(question, [...fields, ...told]);
}

function questionOf(turn: SanwaTurn): SanwaQuestion {
  switch (turn) {
    case "status":
    case "status reply":
      return "status";
    case "version":
    case "version reply":
      return "version";
    case "battery":
    case "battery reply":
      return "battery";
  }
}

/** A machine in trouble or at work is not asked for its version. */
function isAtRest({ result, job }: SanwaReply): boolean {
  return result === sanwaResultOk && job === sanwaJob.idle;
}

function after(question: Exclude<SanwaQuestion, "status">, fields: readonly Field[]): SanwaState {
  return question === "version" ? take("battery", 0, fields) : { name: "done", fields };
}

/** Every model knows the status. One that knows no version or no battery is none the worse for it. */
function refused(question: SanwaQuestion, fields: readonly Field[]): SanwaState {
  if (question !== "status") return after(question, fields);
  return { name: "done", fields, failure: { name: "garbled", detail: "every status command was answered NAK" } };
}

function silenceIn(turn: SanwaTurn, heard: Uint8Array): Failure {
  return heard.length === 0
    ? { name: "noAnswer", detail: `no answer to ${turn}` }
    : { name: "garbled", detail: `no whole answer to ${turn}` };
}

function take(turn: SanwaTurn, attempt: number, fields: readonly Field[]): SanwaState {
  const question = questionOf(turn);
  const request = turn === question ? sanwaRequest(question) : sanwaEnquiry();
  return { name: "asking", question: turn, request, attempt, fields };
}
