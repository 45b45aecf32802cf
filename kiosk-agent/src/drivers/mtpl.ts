// The monitoring conversation with a Tally or Dascom printer in MTPL. BREAK is never sent: it clears what is being printed.
import { type MtplFrame, type MtplQuestion, mtplFramer, mtplRequest } from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

export type MtplState = DialogueState<MtplQuestion>;

export interface MtplPlan {
  /** how often the paper is asked for again; the other two are extras that not every model answers */
  readonly retries: number;
  /** in this order; `special` is among them */
  readonly questions: readonly MtplQuestion[];
}

export function mtplMachine(plan: MtplPlan): StreamMachine<MtplQuestion, MtplFrame> {
  return { start: from(plan, 0, []), next: (state, event) => nextMtpl(state, event, plan) };
}

function nextMtpl(state: MtplState, event: DialogueEvent<MtplFrame>, plan: MtplPlan): MtplState {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  const after = plan.questions.indexOf(question) + 1;
  if (event.name === "frame") {
    const { frame } = event;
    if (!answers(frame, question)) return state;
    const heard = { shape: "value", name: question, part: "", raw: frame.value } as const;
    return from(plan, after, [...fields, heard]);
  }
  if (question !== "special") return from(plan, after, fields);
  if (attempt < plan.retries) return { ...state, attempt: attempt + 1 };
  const isOther = event.heard.length > 0 && mtplFramer().push(event.heard).length === 0;
  const name = isOther ? "garbled" : "noAnswer";
  return { name: "done", fields, failure: { name, detail: `no answer to ${question}` } };
}

function from(plan: MtplPlan, index: number, fields: MtplState["fields"]): MtplState {
  const question = plan.questions[index];
  if (question === undefined) return { name: "done", fields };
  return { name: "asking", question, request: mtplRequest(question), attempt: 0, fields };
}

/** A request for the current status is answered by one message or the other; the manuals do not agree by which. */
function answers({ kind }: MtplFrame, question: MtplQuestion): boolean {
  return question === "current" ? kind === "global" || kind === "special" : kind === question;
}
