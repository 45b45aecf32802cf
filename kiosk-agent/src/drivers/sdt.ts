// The monitoring conversation with an ID card reader: 11 FF, then 12 FF, and never anything else. Reading a card belongs
// to a citizen's session.
import { type Field, type SdtFrame, type SdtQuestion, sdtField, sdtMonitoringRequest } from "@kiosk/firmware-profiles";
import type { DialogueEvent, DialogueState, StreamMachine } from "./conversation.ts";

export type SdtState = DialogueState<SdtQuestion>;

/** SW3 10 and 11: the reader got our request damaged. Noise on the line; asked again before it is told. */
const damagedRequest: readonly number[] = [0x10, 0x11];
/** SW3 with which the reader says that asking on makes sense: ok, and SAM not authorised (its id can still be read). */
const worthAskingOn: readonly number[] = [0x90, 0x66];

/** @param retries how often a question is asked again */
export function sdtMachine(retries: number): StreamMachine<SdtQuestion, SdtFrame> {
  return { start: ask("samStatus", 0, []), next: (state, event) => nextSdt(state, event, retries) };
}

function nextSdt(state: SdtState, event: DialogueEvent<SdtFrame>, retries: number): SdtState {
  if (state.name === "done") return state;
  const { question, attempt, fields } = state;
  const isLast = attempt >= retries;
  if (event.name === "silence") {
    if (!isLast) return ask(question, attempt + 1, fields);
    return event.heard.length === 0
      ? { name: "done", fields, failure: { name: "noAnswer", detail: `no answer to ${question}` } }
      : { name: "done", fields, failure: { name: "garbled", detail: `no whole answer to ${question}` } };
  }
  const { frame } = event;
  if (frame.kind === "internal-timeout") {
    if (!isLast) return ask(question, attempt + 1, fields);
    return {
      name: "done",
      fields,
      failure: { name: "noAnswer", detail: "the reader's own SAM did not answer in time" },
    };
  }
  const field = sdtField(question, frame);
  if (!field) return state;
  if (field.name === "samId") return { name: "done", fields: [...fields, field] };
  const status = field.shape === "value" && field.raw.length === 1 ? (field.raw[0] ?? 0) : 0;
  if (damagedRequest.includes(status) && !isLast) return ask(question, attempt + 1, fields);
  const told = [...fields, field];
  return question === "samStatus" && worthAskingOn.includes(status)
    ? ask("samId", 0, told)
    : { name: "done", fields: told };
}

function ask(question: SdtQuestion, attempt: number, fields: readonly Field[]): SdtState {
  return { name: "asking", question, request: sdtMonitoringRequest(question), attempt, fields };
}
