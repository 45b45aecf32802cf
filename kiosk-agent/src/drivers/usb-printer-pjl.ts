// The PJL part of the dialogue with a USB printer: its status, then the variables of its profile, each until answered.
import {
  answersPjl,
  type Field,
  type PjlFrame,
  pjlFields,
  pjlRequest,
  type UsbPrinterPlan,
} from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

type PjlState = DialogueState<string>;

/** @param retries how often a question is asked again */
export function pjlMachine(plan: UsbPrinterPlan, retries: number): StreamMachine<string, PjlFrame> {
  return { start: ask("status", 0, []), next: (state, event) => nextPjl(state, event, plan, retries) };
}

function nextPjl(state: PjlState, event: DialogueEvent<PjlFrame>, plan: UsbPrinterPlan, retries: number): PjlState {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  if (event.name === "frame") {
    if (!answersPjl(question, event.frame)) return state; // what the printer says unasked, or said to somebody else
    return proceed(question, [...fields, ...pjlFields(event.frame, plan.isKnown)], plan);
  }
  if (attempt < retries) return ask(question, attempt + 1, fields);
  // A variable that one printer of a model does not answer is only not shown.
  if (question !== "status") return proceed(question, fields, plan);
  return { name: "done", fields, failure: { name: "garbled", detail: "no answer to PJL INFO STATUS" } };
}

function proceed(question: string, fields: readonly Field[], { variables }: UsbPrinterPlan): PjlState {
  const next = variables[variables.indexOf(question) + 1];
  return next === undefined ? { name: "done", fields } : ask(next, 0, fields);
}

function ask(question: string, attempt: number, fields: readonly Field[]): PjlState {
  return { name: "asking", question, request: pjlRequest(question), attempt, fields };
}
