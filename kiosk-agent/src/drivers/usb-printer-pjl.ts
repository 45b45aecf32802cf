// The PJL part of the dialogue with a USB printer: its status, then the variables of its profile. An answer does not say
// which of two equal questions it is to, and one to the poll before may still be on its way: the status is asked twice,
// and the second answer is the one that counts.
import {
  answersPjl,
  type Field,
  type PjlFrame,
  pjlFields,
  pjlRequest,
  type UsbPrinterPlan,
} from "@kiosk/firmware-profiles";
import type { Asking, DialogueEvent, DialogueMemory, DialogueState, StreamMachine } from "./conversation.ts";

type PjlState = DialogueState<string>;

const first: DialogueMemory = { heard: [], owed: 0, again: false };
const second: DialogueMemory = { ...first, again: true };

/** @param retries how often a question is asked again that nobody answered */
export function pjlMachine(plan: UsbPrinterPlan, retries: number): StreamMachine<string, PjlFrame> {
  const start = ask("status", 0, [], first);
  return { start, next: (state, event) => nextPjl(state, event, plan, retries) };
}

function nextPjl(state: PjlState, event: DialogueEvent<PjlFrame>, plan: UsbPrinterPlan, retries: number): PjlState {
  if (state.name === "done") return state;
  const { question, attempt, fields, memory } = state;
  if (event.name === "frame") {
    if (!answersPjl(question, event.frame)) return state; // what the printer says unasked, or said to somebody else
    if (question === "status" && memory?.again !== true) return ask(question, 0, fields, second);
    return proceed(state, [...fields, ...pjlFields(event.frame, plan.isKnown)], plan);
  }
  if (attempt < retries) return ask(question, attempt + 1, fields, memory ?? second);
  // A variable that one printer of a model does not answer is only not shown.
  if (question !== "status") return proceed(state, fields, plan);
  return { name: "done", fields, failure: { name: "garbled", detail: "no answer to PJL INFO STATUS" } };
}

function proceed({ question }: Asking<string>, fields: readonly Field[], { variables }: UsbPrinterPlan): PjlState {
  const next = variables[variables.indexOf(question) + 1];
  return next === undefined ? { name: "done", fields } : ask(next, 0, fields, second);
}

function ask(question: string, attempt: number, fields: readonly Field[], memory: DialogueMemory): PjlState {
  return { name: "asking", question, request: pjlRequest(question), attempt, fields, memory };
}
