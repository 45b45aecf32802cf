// A capture of IPP: a message is longer than a chunk may be, so it stands in several.
import type { Field } from "../codec/field.ts";
import { parseIpp } from "../codec/ipp.ts";
import { ippFields } from "../codec/ipp-fields.ts";
import { pieces, type Replayed } from "./replayed.ts";

interface Turn {
  readonly asked: number[];
  readonly heard: number[];
}

/** The fields of the last answer that is whole and belongs to its question. */
export function replayIpp(replayed: Replayed): Field[] {
  const understood = turns(replayed).flatMap(({ asked, heard }) => {
    const request = parseIpp(Uint8Array.from(asked));
    const answer = parseIpp(Uint8Array.from(heard));
    if (!answer?.isWhole) return [];
    // Without a question, as an author may type it in, any answer is one.
    return request === undefined || request.requestId === answer.requestId ? [ippFields(answer)] : [];
  });
  return understood.at(-1) ?? [];
}

function turns(replayed: Replayed): Turn[] {
  const found: Turn[] = [{ asked: [], heard: [] }];
  for (const { dir, bytes } of pieces(replayed)) {
    const last = found.at(-1);
    if (!last) continue;
    const isNew = dir === "tx" && (last.heard.length > 0 || parseIpp(Uint8Array.from(last.asked))?.isWhole === true);
    const turn = isNew ? { asked: [], heard: [] } : last;
    if (isNew) found.push(turn);
    (dir === "tx" ? turn.asked : turn.heard).push(...bytes);
  }
  return found;
}
