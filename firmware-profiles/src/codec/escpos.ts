// ESC/POS status dialogue of receipt printers. Four kinds of answer share one stream and none names its question; only
// fixed bits tell them apart (Epson, "status transmitted by the printer"):
//   XON 11, XOFF 13 | DLE EOT 0xx1xx10 | ASB octet 1 0xx1xx00, octets 2-4 0xx0xxxx | GS I, GS r 0xx0xxxx
//   GS I 65-68: 5F text 00 | GS ( H: 37 id text 00
import type { Field, ValueField } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

export interface EscposFrame {
  readonly kind: "eot" | "asb" | "info" | "text" | "block" | "flow";
  /** the octets without marks around them */
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
}

const statusQuestions = ["eot1", "eot2", "eot3", "eot4"] as const;
export type EscposStatusQuestion = (typeof statusQuestions)[number];
/** `eot1`..`eot4` are real-time; `asb` and `model` wait in the printer's buffer and are never answered while offline. */
export type EscposQuestion = EscposStatusQuestion | "asb" | "model";

/**
 * `standard`: fixed bits as Epson has them. `wide`: answers that use bits 0 and 7 too (Masung TS101); such a printer has
 * no flow control octets and tells no texts.
 */
export type EscposForm = "standard" | "wide";

const dle = 0x10;
const gs = 0x1d;

export function escposRequest(question: EscposQuestion): Uint8Array {
  switch (question) {
    case "eot1":
      return Uint8Array.of(dle, 0x04, 1);
    case "eot2":
      return Uint8Array.of(dle, 0x04, 2);
    case "eot3":
      return Uint8Array.of(dle, 0x04, 3);
    case "eot4":
      return Uint8Array.of(dle, 0x04, 4);
    case "asb":
      // Switching it on sends the status once; switched off again, nothing comes unasked afterwards.
      return Uint8Array.of(gs, 0x61, 0x0f, gs, 0x61, 0x00);
    case "model":
      return Uint8Array.of(gs, 0x49, 67);
  }
}

export function isEscposStatus(question: EscposQuestion): question is EscposStatusQuestion {
  return statusQuestions.some((one) => one === question);
}

export function escposFramer(form: EscposForm): Framer<EscposFrame> {
  return new StreamFramer((bytes, at) => (form === "wide" ? matchWide(bytes, at) : matchStandard(bytes, at)));
}

/** The field that a frame amounts to, if its form is that of an answer to this question; the question it cannot name. */
export function escposField(question: EscposQuestion, frame: EscposFrame): ValueField | undefined {
  const wanted = isEscposStatus(question) ? "eot" : question === "asb" ? "asb" : "text";
  if (frame.kind !== wanted) return undefined;
  const [octet = 0] = frame.value;
  // Bits 0 and 7 are in use in the fourth answer alone.
  if (wanted === "eot" && question !== "eot4" && (octet & 0x93) !== 0x12) return undefined;
  return { shape: "value", name: question, part: "", raw: frame.value };
}

/** A question that an answering printer left unanswered: no octets, which no table takes for health. */
export function escposUnanswered(question: EscposQuestion): ValueField {
  return { shape: "value", name: question, part: "", raw: new Uint8Array(0) };
}

/** All four answers as one word, for what only several together say, e.g. offline and no reason for it. */
export function withEscposCause(fields: readonly Field[]): readonly Field[] {
  const octets = statusQuestions.flatMap((name) =>
    fields.flatMap((field) => (field.shape === "value" && field.name === name ? [...field.raw] : [])),
  );
  if (octets.length < 3) return fields;
  return [...fields, { shape: "value", name: "cause", part: "", raw: Uint8Array.from(octets) }];
}

function matchStandard(bytes: Uint8Array, at: number): Match<EscposFrame> {
  const octet = bytes[at] ?? 0;
  if (octet === 0x11 || octet === 0x13) return one("flow", bytes, at);
  if ((octet & 0x93) === 0x12) return one("eot", bytes, at);
  if ((octet & 0x93) === 0x10) return matchAsb(bytes, at);
  if (octet === 0x5f) return matchText("text", bytes, at, 1);
  if (octet === 0x37) return matchText("block", bytes, at, 2);
  return (octet & 0x90) === 0 ? one("info", bytes, at) : { name: "none" };
}

function matchWide(bytes: Uint8Array, at: number): Match<EscposFrame> {
  return ((bytes[at] ?? 0) & 0x12) === 0x12 ? one("eot", bytes, at) : { name: "none" };
}

function matchAsb(bytes: Uint8Array, at: number): Match<EscposFrame> {
  const have = bytes.slice(at, at + 4);
  if (have.subarray(1).some((octet) => (octet & 0x90) !== 0)) return { name: "none" };
  if (have.length < 4) return { name: "partial" };
  return { name: "frame", frame: { kind: "asb", value: have, raw: have }, length: 4, strays: 0 };
}

/** Epson allows 80 characters. */
const longestText = 80;

function matchText(kind: "text" | "block", bytes: Uint8Array, at: number, head: number): Match<EscposFrame> {
  const limit = at + head + longestText + 1;
  for (let i = at + 1; i < limit; i += 1) {
    const octet = bytes[i];
    if (octet === undefined) return { name: "partial" };
    if (octet === 0 && i >= at + head) {
      const frame: EscposFrame = { kind, value: bytes.slice(at + head, i), raw: bytes.slice(at, i + 1) };
      return { name: "frame", frame, length: frame.raw.length, strays: 0 };
    }
    if (octet < 0x20 || octet > 0x7e) return { name: "none" };
  }
  return { name: "none" };
}

function one(kind: EscposFrame["kind"], bytes: Uint8Array, at: number): Match<EscposFrame> {
  const raw = bytes.slice(at, at + 1);
  return { name: "frame", frame: { kind, value: raw, raw }, length: 1, strays: 0 };
}
