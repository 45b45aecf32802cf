// The conversation with a vendor helper: who are you, then how is the device. Every request has an id of its own, so that
// an answer to an earlier one is never taken for this one's.
import {
  type Field,
  type HelperFrame,
  type HelperProtocol,
  helperHelloFields,
  helperRequest,
  helperStatusFields,
  helperTrouble,
  isForeignStatus,
} from "@kiosk/firmware-profiles";
import type { Asking, DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

export type HelperQuestion = "hello" | "status" | "print";
export type HelperState = DialogueState<HelperQuestion>;

export interface HelperPlan {
  readonly protocol: HelperProtocol;
  /** how often a question is asked again */
  readonly retries: number;
  /** that of the first request; each further one has the next */
  readonly firstId: number;
  /** what comes after the greeting; `print` is never asked again, for it may have been done */
  readonly job: { readonly ask: "status" } | { readonly ask: "print"; readonly lines: readonly string[] };
}

/** Most ids that one conversation uses up. */
export function idsUsed({ retries }: Pick<HelperPlan, "retries">): number {
  return 2 * (retries + 1);
}

export function helperMachine(plan: HelperPlan): StreamMachine<HelperQuestion, HelperFrame> {
  return { start: ask(plan, "hello", 0, [], 0), next: (state, event) => nextHelper(state, event, plan) };
}

function nextHelper(state: HelperState, event: DialogueEvent<HelperFrame>, plan: HelperPlan): HelperState {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  const owed = state.memory?.owed ?? 0;
  if (event.name === "silence") {
    const mayAskAgain = question !== "print" && attempt < plan.retries;
    if (mayAskAgain) return ask(plan, question, attempt + 1, fields, owed + 1);
    const name = event.heard.length === 0 ? "noAnswer" : "garbled";
    const detail = name === "noAnswer" ? `no answer to ${question}` : `no whole answer to ${question}`;
    return { name: "done", fields, failure: { name, detail } };
  }
  const { frame } = event;
  if (frame.id !== idOf(plan, state)) return state;
  if (frame.kind === "error") return { name: "done", fields, failure: { name: frame.code, detail: frame.text } };
  switch (question) {
    case "hello":
      return frame.kind === "hello" ? greeted(plan, frame, owed) : state;
    case "status":
      return frame.kind === "status" ? told(plan, frame, fields) : state;
    case "print":
      return frame.kind === "printed" ? { name: "done", fields } : state;
  }
}

function greeted(plan: HelperPlan, hello: Extract<HelperFrame, { kind: "hello" }>, owed: number): HelperState {
  const trouble = helperTrouble(plan.protocol, hello);
  if (trouble !== undefined) return { name: "done", fields: [], failure: { name: "wrongHelper", detail: trouble } };
  return ask(plan, plan.job.ask, 0, helperHelloFields(hello), owed);
}

function told(
  plan: HelperPlan,
  status: Extract<HelperFrame, { kind: "status" }>,
  fields: readonly Field[],
): HelperState {
  if (!isForeignStatus(plan.protocol, status)) {
    return { name: "done", fields: [...fields, ...helperStatusFields(plan.protocol, status)] };
  }
  const detail = `not one of its fields is one of ${plan.protocol}`;
  return { name: "done", fields, failure: { name: "wrongHelper", detail } };
}

function ask(
  plan: HelperPlan,
  question: HelperQuestion,
  attempt: number,
  fields: readonly Field[],
  owed: number,
): HelperState {
  const id = idAfter(plan, question, owed);
  const lines = question === "print" && plan.job.ask === "print" ? plan.job.lines : undefined;
  const request = helperRequest(id, question, lines);
  return { name: "asking", question, request, attempt, fields, memory: { heard: [], owed, again: false } };
}

function idOf(plan: HelperPlan, state: Asking<HelperQuestion>): number {
  return idAfter(plan, state.question, state.memory?.owed ?? 0);
}

/** The greeting is answered before anything else is asked: what was asked before is that and what went unanswered. */
function idAfter({ firstId }: HelperPlan, question: HelperQuestion, owed: number): number {
  return firstId + owed + (question === "hello" ? 0 : 1);
}
