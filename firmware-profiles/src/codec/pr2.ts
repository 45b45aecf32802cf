// The Olivetti PR2 dialogue of passbook printers: escape sequences both ways, no checksum, no length.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const esc = 0x1b;

export interface Pr2Frame {
  readonly kind: "identity" | "status" | "configuration" | "document";
  /** the value octets without the sequence around them */
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
}

export type Pr2Question = "identity" | "status" | "document";

/** Primary identification 1B 5A, status 1B 6A, document status 1B 20 42. Only the first is safe in every emulation. */
export function pr2Request(question: Pr2Question): Uint8Array {
  switch (question) {
    case "identity":
      return Uint8Array.of(esc, 0x5a);
    case "status":
      return Uint8Array.of(esc, 0x6a);
    case "document":
      return Uint8Array.of(esc, 0x20, 0x42);
  }
}

/** Eject, 1B 4F: hands the booklet back; with none inside it does nothing and is no error. */
export const pr2Eject: Uint8Array = Uint8Array.of(esc, 0x4f);

/** `1B 2F 37`: the answer of a printer that is in Olivetti emulation. */
export const pr2IdentityValue = 0x37;

export function pr2Framer(): Framer<Pr2Frame> {
  return new StreamFramer(matchPr2);
}

/** The field a reply amounts to; the identity has none, it only opens the dialogue. */
export function pr2Field(frame: Pr2Frame): Field | undefined {
  if (frame.kind !== "status" && frame.kind !== "document") return undefined;
  return { shape: "value", name: frame.kind, part: "", raw: frame.value };
}

const forms: readonly { kind: Pr2Frame["kind"]; head: readonly number[]; values: number; tail: readonly number[] }[] = [
  { kind: "identity", head: [esc, 0x2f], values: 1, tail: [] },
  { kind: "status", head: [esc, 0x72], values: 1, tail: [] },
  { kind: "configuration", head: [esc, 0x70], values: 4, tail: [] },
  { kind: "document", head: [esc, 0x42, 0x35], values: 1, tail: [esc, 0x5a] },
];

function matchPr2(bytes: Uint8Array, start: number): Match<Pr2Frame> {
  for (const form of forms) {
    const length = form.head.length + form.values + form.tail.length;
    const have = bytes.subarray(start, start + length);
    const fits = have.every((byte, i) => {
      const fromTail = i - form.head.length - form.values;
      const wanted = form.head[i] ?? form.tail[fromTail];
      // An ESC in the place of a value is the beginning of the next reply, after one that was cut off.
      return wanted === undefined ? byte !== esc : byte === wanted;
    });
    if (!fits) continue;
    if (have.length < length) return { name: "partial" };
    const value = have.slice(form.head.length, form.head.length + form.values);
    return { name: "frame", frame: { kind: form.kind, value, raw: have.slice() }, length, strays: 0 };
  }
  return { name: "none" };
}
