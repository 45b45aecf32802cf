// A capture as it is played again without a driver: what went over the line, divided anywhere.
import type { Framer } from "../codec/framer.ts";
import type { MibVariable } from "../codec/printer-mib.ts";
import type { FailureName, Profile } from "../profile.ts";

/** Octets on the line. `tx`: what the agent sent. */
export interface LineChunk {
  readonly dir: "tx" | "rx";
  readonly bytes: Uint8Array;
}

export interface Replayed {
  readonly profile: Profile;
  readonly chunks: readonly LineChunk[];
  /** SNMP: what the printer has */
  readonly variables: readonly MibVariable[];
  readonly counters: Readonly<Record<string, number>>;
  /** how the conversation ended, where it did not end well */
  readonly failure: FailureName | undefined;
  /** divides what arrives: every split must come to the same */
  readonly cut: (bytes: Uint8Array) => Uint8Array[];
}

/** Requests whole and what arrived in pieces, in order. */
export function pieces({ chunks, cut }: Replayed): LineChunk[] {
  return chunks.flatMap((chunk) =>
    chunk.dir === "tx" ? [chunk] : cut(chunk.bytes).map((bytes) => ({ dir: chunk.dir, bytes })),
  );
}

/** What arrived, whole: for what has no frames. */
export function heardOctets(replayed: Replayed): Uint8Array {
  return Uint8Array.from(pieces(replayed).flatMap(({ dir, bytes }) => (dir === "rx" ? [...bytes] : [])));
}

/** What arrived as frames, for protocols whose replies name their request. */
export function heardFrames<F>(replayed: Replayed, framer: Framer<F>): F[] {
  return pieces(replayed).flatMap(({ dir, bytes }) => (dir === "rx" ? framer.push(bytes) : []));
}

/** What arrived as frames, each with the question before it; `first` where there was none. */
export function answerFrames<F, Q>(
  replayed: Replayed,
  framer: Framer<F>,
  first: Q,
  questionOf: (request: Uint8Array) => Q | undefined,
): { readonly question: Q; readonly frame: F }[] {
  let question = first;
  return pieces(replayed).flatMap(({ dir, bytes }) => {
    if (dir === "rx") return framer.push(bytes).map((frame) => ({ question, frame }));
    question = questionOf(bytes) ?? question;
    return [];
  });
}
