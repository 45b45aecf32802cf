// The answers of a vendor helper as its driver would have them: only to the request that was asked last, by its id.
import type { Field } from "../codec/field.ts";
import {
  type HelperFrame,
  helperFramer,
  helperHelloFields,
  helperRequestId,
  helperStatusFields,
  helperTrouble,
  isForeignStatus,
} from "../codec/helper.ts";
import type { HelperProtocol } from "../codec/helper-fields.ts";
import { pieces, type Replayed } from "./replayed.ts";

export function replayHelper(protocol: HelperProtocol, replayed: Replayed): Field[] {
  const framer = helperFramer();
  const fields: Field[] = [];
  let asked: number | undefined;
  // An author who looks at answers alone has no requests to go by.
  const isAnswersAlone = replayed.chunks.every(({ dir }) => dir === "rx");
  for (const { dir, bytes } of pieces(replayed)) {
    if (dir === "tx") {
      framer.reset();
      asked = helperRequestId(bytes);
      continue;
    }
    for (const frame of framer.push(bytes)) {
      if (frame.id !== asked && !isAnswersAlone) continue;
      fields.push(...fieldsOf(protocol, frame));
      asked = undefined; // of two answers to one request the first one counts
    }
  }
  return fields;
}

function fieldsOf(protocol: HelperProtocol, frame: HelperFrame): Field[] {
  if (frame.kind === "hello") return helperTrouble(protocol, frame) === undefined ? helperHelloFields(frame) : [];
  if (frame.kind !== "status" || isForeignStatus(protocol, frame)) return [];
  return helperStatusFields(protocol, frame);
}
