// The monitoring conversation with an SSI engine: its revision, and nothing else. Decoded codes that arrive meanwhile
// are not acknowledged: the engine keeps them for whoever they are meant for.
import { type Field, type SsiFrame, ssiFields, ssiMonitoringRequest } from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";
import { scannerSilence } from "./scanner-silence.ts";

export type SsiState = DialogueState<"revision">;

/** NAK cause 01: the engine got our request damaged. Noise on the line; asked again before it is told. */
const resend = 0x01;

/** @param retries how often the question is asked again */
export function ssiMachine(retries: number): StreamMachine<"revision", SsiFrame> {
  return { start: ask(0), next: (state, event) => nextSsi(state, event, retries) };
}

function nextSsi(state: SsiState, event: DialogueEvent<SsiFrame>, retries: number): SsiState {
  if (state.name === "done") return state;
  const isLast = state.attempt >= retries;
  if (event.name === "silence") {
    return isLast
      ? { name: "done", fields: [], failure: scannerSilence("ssi", "revision", event.heard) }
      : ask(state.attempt + 1);
  }
  const fields = ssiFields(event.frame);
  if (fields.length === 0) return state;
  return isResend(fields) && !isLast ? ask(state.attempt + 1) : { name: "done", fields };
}

function isResend(fields: readonly Field[]): boolean {
  return fields.some((field) => field.name === "refusal" && field.shape === "value" && field.raw[0] === resend);
}

function ask(attempt: number): SsiState {
  return { name: "asking", question: "revision", request: ssiMonitoringRequest(), attempt, fields: [] };
}
