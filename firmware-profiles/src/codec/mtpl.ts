// MTPL of Tally and Dascom flat-bed printers: control sequences both ways, no checksum. The printer tells every change of
// its status by itself, between answers and in the middle of one.
import type { ValueField } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const esc = 0x1b;
const bracket = 0x5b;
const final = 0x7a;

/** `global`: CSI n ! z, whether it prints. `special`: CSI n;m " z, its paper and keys. `unit`: CSI n1;...;n8 # z, its build. */
const kinds = { 33: "global", 34: "special", 35: "unit" } as const;
export type MtplKind = (typeof kinds)[keyof typeof kinds];

export interface MtplFrame {
  readonly kind: MtplKind;
  /** what stands between bracket and kind: digits and semicolons, as octets */
  readonly value: Uint8Array;
  /** global statuses that came in the middle of this answer, oldest first */
  readonly within: readonly Uint8Array[];
  readonly raw: Uint8Array;
}

/** Current status 1B 5B 2A 7A, special messages 1B 5B 22 7A, parameters of the unit 1B 5B 23 7A. */
export type MtplQuestion = "current" | "special" | "unit";

export function mtplRequest(question: MtplQuestion): Uint8Array {
  const kind = { current: 0x2a, special: 0x22, unit: 0x23 }[question];
  return Uint8Array.of(esc, bracket, kind, final);
}

/** FF: ends the form, and a flat-bed printer hands the sheet out. */
export const mtplFormFeed: Uint8Array = Uint8Array.of(0x0c);

/** A message as a printer sends it, for emulators and tests. */
export function encodeMtplMessage(kind: MtplKind, values: readonly number[]): Uint8Array {
  const sign = { global: "!", special: '"', unit: "#" }[kind];
  return new TextEncoder().encode(`\u001b[${values.join(";")}${sign}z`);
}

export function mtplFramer(): Framer<MtplFrame> {
  return new StreamFramer((bytes, at) => matchMtpl(bytes, at, longest));
}

/** Longest message without what comes in its middle: nine numbers of four digits and their signs. */
const longest = 64;
/** So many statuses fit into a printer's own memory (T5023 guide); more in the middle of one answer are none. */
const mostWithin = 30;

/** What printer and its messages amount to. */
export interface MtplTold {
  /** the last global status since the line was opened; undefined: it told none */
  readonly status: Uint8Array | undefined;
  /** the last word about paper; undefined: nothing was told, or told only about keys */
  readonly special: Uint8Array | undefined;
}

/** Keeps of everything that a printer says what holds now. */
export function foldMtpl(before: MtplTold, frame: MtplFrame): MtplTold {
  const within = frame.within.at(-1);
  const then = within === undefined ? before : { ...before, status: within };
  if (frame.kind === "global") return { ...then, status: frame.value };
  // A key that was pressed says nothing about the paper and must not stand in its place.
  if (frame.kind === "special" && !isKey(frame)) return { ...then, special: frame.value };
  return then;
}

export const mtplNothingTold: MtplTold = { status: undefined, special: undefined };

/** The fields of one poll. @param unit the answer about the printer's build, where it gave one */
export function mtplFields({ status, special }: MtplTold, unit: Uint8Array | undefined): ValueField[] {
  return [
    status === undefined ? { ...field("untold", new Uint8Array(0)), number: 1 } : field("status", status),
    ...(special === undefined ? [] : [field("special", special)]),
    ...(unit === undefined ? [] : [field("unit", unit)]),
  ];
}

/** n = 20: USER 1 (m = 1) or USER 2 (m = 2) was pressed. */
function isKey({ value }: MtplFrame): boolean {
  return value[0] === 0x32 && value[1] === 0x30 && (value[2] === undefined || value[2] === 0x3b);
}

function field(name: string, raw: Uint8Array): ValueField {
  return { shape: "value", name, part: "", raw };
}

/** @param limit octets that the message itself may have; 0 digits more than that are no message */
function matchMtpl(bytes: Uint8Array, start: number, limit: number): Match<MtplFrame> {
  const own: number[] = [];
  const within: Uint8Array[] = [];
  for (let at = start; ; ) {
    const byte = bytes[at];
    if (byte === undefined) return own.length === 0 ? { name: "none" } : { name: "partial" };
    if (byte === esc && own.length > 0) {
      const inner = limit === longest && within.length < mostWithin ? matchMtpl(bytes, at, 8) : undefined;
      if (inner?.name === "partial") return inner;
      if (inner?.name !== "frame" || inner.frame.kind !== "global") return { name: "none" };
      within.push(inner.frame.value);
      at += inner.length;
      continue;
    }
    own.push(byte);
    at += 1;
    const state = shapeOf(own);
    if (state === "none" || own.length > limit) return { name: "none" };
    if (state === "more") continue;
    const value = Uint8Array.from(own.slice(2, -2));
    const raw = bytes.slice(start, at);
    return { name: "frame", frame: { kind: state, value, within, raw }, length: at - start, strays: 0 };
  }
}

/** What the octets so far are: a message, the beginning of one, or none. */
function shapeOf(own: readonly number[]): MtplKind | "more" | "none" {
  const last = own.at(-1);
  if (own.length === 1) return last === esc ? "more" : "none";
  if (own.length === 2) return last === bracket ? "more" : "none";
  const before = kindOf(own.at(-2));
  if (before !== undefined) return last === final && isValue(own.slice(2, -2), before) ? before : "none";
  const isDigit = last !== undefined && last >= 0x30 && last <= 0x39;
  return isDigit || last === 0x3b || kindOf(last) !== undefined ? "more" : "none";
}

function isValue(value: readonly number[], kind: MtplKind): boolean {
  const isOneNumber = !value.includes(0x3b);
  return value.length > 0 && (kind !== "global" || isOneNumber);
}

function kindOf(byte: number | undefined): MtplKind | undefined {
  return byte === 0x21 || byte === 0x22 || byte === 0x23 ? kinds[byte] : undefined;
}
