// The fields of an ESC/POS capture, without a driver: an answer is one that came alone and was given twice.
import {
  type EscposQuestion,
  escposField,
  escposFramer,
  escposRequest,
  escposUnanswered,
  isEscposStatus,
  withEscposCause,
} from "../codec/escpos.ts";
import { escposPlan } from "../codec/escpos-plan.ts";
import type { Field, ValueField } from "../codec/field.ts";
import { pieces, type Replayed } from "./replayed.ts";

interface Asked {
  readonly question: EscposQuestion;
  readonly answers: ValueField[];
}

export function replayEscpos(replayed: Replayed): Field[] {
  const { form, questions } = escposPlan(replayed.profile);
  const failed = replayed.failure !== undefined; // the conversation did not reach its end
  const framer = escposFramer(form);
  const asked: Asked[] = [];
  for (const { dir, bytes } of pieces(replayed)) {
    const question = dir === "tx" ? questions.find((one) => escposRequest(one).toString() === bytes.toString()) : null;
    if (question) asked.push({ question, answers: [] });
    if (dir === "tx") framer.reset();
    const last = asked.at(-1);
    if (dir === "rx" && last) {
      last.answers.push(...framer.push(bytes).flatMap((frame) => escposField(last.question, frame) ?? []));
    }
  }
  const fields = questions.flatMap((question) => {
    const turns = asked.filter((one) => one.question === question);
    const alone = turns.flatMap(({ answers }) => (answers.length === 1 ? answers : []));
    const answer = alone.at(-1);
    const before = isEscposStatus(question) ? alone.at(-2) : answer;
    if (answer && before?.raw.toString() === answer.raw.toString()) return [answer];
    return turns.length > 0 && !failed && question !== "model" ? [escposUnanswered(question)] : [];
  });
  return failed ? fields : [...withEscposCause(fields)];
}
