// A capture of a UPS without its driver: the report descriptor came first, then each request (its report id alone) was
// answered by that feature report, or by nothing where the device refused it.
import type { Field } from "../codec/field.ts";
import { parseHidDescriptor } from "../codec/hid-descriptor.ts";
import { answersPowerQuestion, describesPower, powerFields, powerQuestions } from "../codec/hid-power.ts";
import { pieces, type Replayed } from "./replayed.ts";

export function replayHidPower(replayed: Replayed): Field[] {
  const heard: { readonly asked: number | undefined; readonly octets: number[] }[] = [{ asked: undefined, octets: [] }];
  for (const { dir, bytes } of pieces(replayed)) {
    if (dir === "tx") heard.push({ asked: bytes[0], octets: [] });
    else heard.at(-1)?.octets.push(...bytes);
  }
  const [first, ...answers] = heard;
  const descriptor = parseHidDescriptor(Uint8Array.from(first?.octets ?? []));
  if (descriptor === undefined || !describesPower(descriptor)) return [];
  const questions = new Map(powerQuestions(descriptor).map((question) => [question.reportId, question]));
  const reports = new Map<number, Uint8Array>();
  for (const { asked, octets } of answers) {
    const question = asked === undefined ? undefined : questions.get(asked);
    const report = Uint8Array.from(octets);
    if (question && answersPowerQuestion(question, report)) reports.set(question.reportId, report);
  }
  return powerFields(descriptor, reports, replayed.profile.quirks);
}
