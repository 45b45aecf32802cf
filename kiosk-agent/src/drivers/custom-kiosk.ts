// The monitoring conversation with a Custom kiosk printer: one question, 10 04 14, whose answer tells everything.
import {
  type CustomFrame,
  type CustomQuestion,
  customStatusFields,
  customStatusRequest,
  toHex,
} from "@kiosk/firmware-profiles";
import type { DialogueState, StreamMachine } from "./conversation.ts";

/** @param retries how often the question is asked again */
export function customKioskMachine(retries: number): StreamMachine<CustomQuestion, CustomFrame> {
  return {
    start: ask(0),
    next: (state, event) => {
      if (state.name === "done") return state;
      if (event.name === "frame") return { name: "done", fields: customStatusFields(event.frame) };
      if (state.attempt < retries) return ask(state.attempt + 1);
      const { heard } = event;
      const failure =
        heard.length === 0
          ? ({ name: "noAnswer", detail: "no answer to the full status" } as const)
          : ({ name: "garbled", detail: `heard ${toHex(heard, 32)} instead of the full status` } as const);
      return { name: "done", fields: [], failure };
    },
  };
}

function ask(attempt: number): DialogueState<CustomQuestion> {
  return { name: "asking", question: "fullStatus", request: customStatusRequest, attempt, fields: [] };
}
