// The monitoring conversation with a GM65-class module: its line speed, then its software version. Zones are only read.
import {
  type Field,
  type Gm65Frame,
  type Gm65Question,
  gm65Field,
  gm65MonitoringRequest,
} from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";
import { scannerSilence } from "./scanner-silence.ts";

export type Gm65State = DialogueState<Gm65Question>;

export interface Gm65Plan {
  /** how often a question is asked again */
  readonly retries: number;
  /** false: this model has no version to read */
  readonly askVersion: boolean;
}

export function gm65Machine(plan: Gm65Plan): StreamMachine<Gm65Question, Gm65Frame> {
  return { start: ask("lineSpeed", 0, []), next: (state, event) => nextGm65(state, event, plan) };
}

function nextGm65(state: Gm65State, event: DialogueEvent<Gm65Frame>, plan: Gm65Plan): Gm65State {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  if (event.name === "silence") {
    if (attempt < plan.retries) return ask(question, attempt + 1, fields);
    return { name: "done", fields, failure: scannerSilence("gm65", question, event.heard) };
  }
  const field = gm65Field(question, event.frame);
  if (!field) return state;
  const told = [...fields, field];
  return field.name === "lineSpeed" && plan.askVersion ? ask("version", 0, told) : { name: "done", fields: told };
}

function ask(question: Gm65Question, attempt: number, fields: readonly Field[]): Gm65State {
  return { name: "asking", question, request: gm65MonitoringRequest(question), attempt, fields };
}
