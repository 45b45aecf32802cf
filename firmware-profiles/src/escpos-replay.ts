// The fields of an ESC/POS capture, without a driver: an answer is one that came alone and was given twice.
import {
  type EscposQuestion,
  escposField,
  escposFramer,
  escposRequest,
  escposUnanswered,
  isEscposStatus,
  withEscposCause,
} from "./codec/escpos.ts";
import type { Field, ValueField } from "./codec/field.ts";
import { escposPlan } from "./escpos-plan.ts";
import type { Profile } from "./profile.ts";

interface Asked {
  readonly question: EscposQuestion;
  readonly answers: ValueField[];
}

/** `pieces`: what went over the line, in order, cut anywhere. `failed`: the conversation did not reach its end. */
export function replayEscpos(
  profile: Profile,
  pieces: readonly { readonly dir: "tx" | "rx"; readonly bytes: Uint8Array }[],
  failed: boolean,
): readonly Field[] {
  const { form, questions } = escposPlan(profile);
  const framer = escposFramer(form);
  const asked: Asked[] = [];
  for (const { dir, bytes } of pieces) {
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
  return failed ? fields : withEscposCause(fields);
}
