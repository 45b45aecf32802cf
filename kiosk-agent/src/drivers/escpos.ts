// The monitoring conversation with an ESC/POS receipt printer: DLE EOT 1, 2, 3, 4, one at a time. An answer is a single
// octet without checksum and without the name of its question, and printers answer late or one question behind. So an
// octet is believed when it came alone and was said twice in a row; every question left unanswered before makes it once
// more, because its answer may still be on its way.
// Nothing is asked while a job of ours is printing: DLE EOT inside raster data would be data. The agent prints no
// receipts itself and a session does one thing at a time, so there is no such moment here.
import {
  type EscposFrame,
  type EscposQuestion,
  escposField,
  escposRequest,
  escposUnanswered,
  type Field,
  isEscposStatus,
  toHex,
  withEscposCause,
} from "@kiosk/firmware-profiles";
import type { Asking, DialogueEvent, DialogueMemory, DialogueState, StreamMachine } from "./conversation.ts";

export type EscposState = DialogueState<EscposQuestion>;

export interface EscposDialogue {
  /** how often one question is asked anew after silence, doubt or contradiction */
  readonly retries: number;
  /** in the order to ask them; the first is `eot1` */
  readonly questions: readonly EscposQuestion[];
}

/** An octet that comes this soon after another one answers something else. */
const surplusMs = 20;

const offline = 0x08; // DLE EOT 1, bit 3
const stopped = 0x64; // DLE EOT 2, bits 2, 5, 6: cover, paper end, error
const nothing: DialogueMemory = { heard: [], owed: 0, again: false };

export function escposMachine(dialogue: EscposDialogue): StreamMachine<EscposQuestion, EscposFrame> {
  return {
    start: ask("eot1", 0, [], nothing),
    next: (state, event) => nextEscpos(state, event, dialogue),
    surplus: {
      withinMs: surplusMs,
      spoiled: (state) => doubt(state, [], `more than one answer to ${state.question}`, dialogue),
    },
  };
}

function nextEscpos(state: EscposState, event: DialogueEvent<EscposFrame>, dialogue: EscposDialogue): EscposState {
  if (state.name === "done") return state;
  if (event.name === "silence") return afterSilence(state, event.heard, dialogue);
  const { question, attempt, fields } = state;
  const memory = state.memory ?? nothing;
  const field = escposField(question, event.frame);
  if (!field) return state;
  if (!isEscposStatus(question)) return proceed(question, [...fields, field], memory, dialogue);
  const { raw } = field;
  const before = memory.heard.at(-1);
  if (before && before[0] !== raw[0]) {
    return doubt(state, [raw], `${question} answered ${toHex(before)} and then ${toHex(raw)}`, dialogue);
  }
  const heard = [...memory.heard, raw];
  if (heard.length < 2 + memory.owed) return ask(question, attempt, fields, { ...memory, heard });
  const told = [...fields, field];
  // On leaving offline, the first status of some printers still has the old reason: cover open, and yet online.
  if (question === "eot2" && !memory.again && isContradiction(told)) {
    return ask("eot1", 0, [], { ...memory, heard: [], again: true });
  }
  return proceed(question, told, memory, dialogue);
}

function afterSilence(state: Asking<EscposQuestion>, heard: Uint8Array, dialogue: EscposDialogue): EscposState {
  const { question, attempt, fields } = state;
  const memory = { ...(state.memory ?? nothing), heard: [], owed: (state.memory?.owed ?? 0) + 1 };
  if (attempt < dialogue.retries) return ask(question, attempt + 1, fields, memory);
  if (heard.length > 0) {
    const detail = `heard ${toHex(heard, 32)} instead of an answer to ${question}`;
    return { name: "done", fields, failure: { name: "garbled", detail } };
  }
  if (question === "eot1" || question === "eot2" || question === "eot3") {
    return { name: "done", fields, failure: { name: "noAnswer", detail: `no answer to ${question}` } };
  }
  // Some firmware is mute on n = 4, and what waits in the buffer may wait for long: not read, and said so.
  const told = question === "model" ? fields : [...fields, escposUnanswered(question)];
  return proceed(question, told, memory, dialogue);
}

function doubt(
  state: Asking<EscposQuestion>,
  heard: readonly Uint8Array[],
  detail: string,
  dialogue: EscposDialogue,
): EscposState {
  const { question, attempt, fields } = state;
  if (attempt >= dialogue.retries) return { name: "done", fields, failure: { name: "garbled", detail } };
  return ask(question, attempt + 1, fields, { ...(state.memory ?? nothing), heard });
}

function proceed(
  question: EscposQuestion,
  fields: readonly Field[],
  memory: DialogueMemory,
  { questions }: EscposDialogue,
): EscposState {
  const rest = questions.slice(questions.indexOf(question) + 1);
  // A printer that is offline keeps GS commands in its buffer: asked every poll, they would fill it.
  const next = rest.find((one) => isEscposStatus(one) || (octetOf(fields, "eot1") & offline) === 0);
  if (next === undefined) return { name: "done", fields: withEscposCause(fields), memory };
  return ask(next, 0, fields, { ...memory, heard: [] });
}

function isContradiction(fields: readonly Field[]): boolean {
  return (octetOf(fields, "eot1") & offline) === 0 && (octetOf(fields, "eot2") & stopped) !== 0;
}

function octetOf(fields: readonly Field[], name: EscposQuestion): number {
  const field = fields.find((one) => one.name === name);
  return field?.shape === "value" ? (field.raw[0] ?? 0) : 0;
}

function ask(question: EscposQuestion, attempt: number, fields: readonly Field[], memory: DialogueMemory): EscposState {
  return { name: "asking", question, request: escposRequest(question), attempt, fields, memory };
}
