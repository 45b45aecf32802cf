// Printer Job Language: what a printer says of itself in its data stream (HP PJL Technical Reference Manual, chapter 7
// and appendix D). Questions stand between two universal exits, so that they reach PJL whatever was printed before.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";
import { decodeText } from "./text.ts";

export interface PjlFrame {
  readonly kind: "status" | "variable" | "other";
  /** the variable's name, upper case */
  readonly name: string;
  /** what stands behind the first line */
  readonly body: Uint8Array;
  readonly raw: Uint8Array;
}

const uel = "\u001b%-12345X";
const formFeed = 0x0c;
const prefix = ascii("@PJL ");
/** A whole answer; the display text of two lines is the longest thing in it. */
const longest = 1024;

/** `status`, or the name of a variable in upper case. */
export type PjlQuestion = string;
const status: PjlQuestion = "status";

/** INFO STATUS, or DINQUIRE: the setting of that name as the printer keeps it. Both ask, and change nothing. */
export function pjlRequest(question: PjlQuestion): Uint8Array {
  return ascii(`${uel}@PJL ${question === status ? "INFO STATUS" : `DINQUIRE ${question}`}\r\n${uel}`);
}

/** The question that these octets ask; undefined: none of ours. */
export function pjlQuestionOf(request: Uint8Array): PjlQuestion | undefined {
  const [, question, variable] = /@PJL (?:(INFO STATUS)|DINQUIRE (\w+))\r\n/.exec(latin(request)) ?? [];
  return question === undefined ? variable : status;
}

export function answersPjl(question: PjlQuestion, { kind, name }: PjlFrame): boolean {
  return question === status ? kind === "status" : kind === "variable" && name === question;
}

/** What an answer says; `isKnown`: the profile has a meaning for this very status code. */
export function pjlFields(frame: PjlFrame, isKnown: (code: number) => boolean): Field[] {
  return frame.kind === "status" ? statusFields(frame, isKnown) : [variableField(frame)];
}

/** Answers begin with `@PJL` and end with a form feed. */
export function pjlFramer(): Framer<PjlFrame> {
  return new StreamFramer(pjlGrammar);
}

function pjlGrammar(bytes: Uint8Array, at: number): Match<PjlFrame> {
  const isBegun = prefix.every((octet, i) => at + i >= bytes.length || bytes[at + i] === octet);
  if (!isBegun) return { name: "none" };
  const rest = bytes.subarray(at, at + longest);
  const end = rest.indexOf(formFeed);
  // An answer that was broken off is followed by the next one, which is whole.
  const next = beginOf(rest, 1);
  if (next !== -1 && (end === -1 || next < end)) return { name: "none" };
  if (end === -1) return { name: rest.length < longest ? "partial" : "none" };
  if (end < prefix.length) return { name: "none" };
  const raw = rest.slice(0, end + 1);
  return { name: "frame", frame: frameOf(raw), length: raw.length, strays: 0 };
}

function beginOf(bytes: Uint8Array, from: number): number {
  for (let at = from; at + prefix.length <= bytes.length; at += 1) {
    if (prefix.every((octet, i) => bytes[at + i] === octet)) return at;
  }
  return -1;
}

function frameOf(raw: Uint8Array): PjlFrame {
  const lineEnd = raw.indexOf(0x0a);
  const head = latin(lineEnd === -1 ? raw : raw.subarray(0, lineEnd));
  const body = lineEnd === -1 ? new Uint8Array() : raw.subarray(lineEnd + 1, -1);
  const [, verb = "", name = ""] = head.trim().toUpperCase().split(/\s+/);
  const isStatus = verb === "INFO" && name === "STATUS" && (isRefusal(body) || linesOf(body).has("CODE"));
  if (isStatus) return { kind: "status", name, body, raw };
  return { kind: verb === "DINQUIRE" ? "variable" : "other", name, body, raw };
}

/** The answer of a printer that knows PJL and not this question. */
function isRefusal(body: Uint8Array): boolean {
  return latin(unquoted(trimmed(body))) === "?";
}

function statusFields(frame: PjlFrame, isKnown: (code: number) => boolean): Field[] {
  const lines = linesOf(frame.body);
  const code = lines.get("CODE");
  const display = lines.get("DISPLAY");
  const online = lines.get("ONLINE");
  if (code === undefined) return [value("pjlRefused", trimmed(frame.body))]; // see frameOf
  const number = /^\d{1,6}$/.test(latin(code)) ? Number(latin(code)) : undefined;
  const shown = display && unquoted(display);
  const isAsleep = shown !== undefined && sleeps(decodeText(shown, "utf-8-or-gbk"));
  const isForeign = number !== undefined && !isKnown(number);
  return [
    { ...value("pjlCode", code), ...(number === undefined ? {} : { number }) },
    ...(isForeign ? [{ ...value("pjlFamily", code), number: familyOf(number) }] : []),
    ...(shown === undefined ? [] : [value("pjlDisplay", shown)]),
    ...(isAsleep ? [{ ...value("pjlSleep", shown), number: 1 }] : []),
    ...(online === undefined ? [] : [value("pjlOnline", ascii(latin(online).toUpperCase()))]),
  ];
}

/** The value of a variable that was asked for; `?` where the printer does not know it. */
function variableField(frame: PjlFrame): Field {
  return { ...value("pjlVariable", trimmed(frame.body)), part: frame.name.slice(0, 40) };
}

/** Appendix D: the first two digits; of output bins (15xxy) the last digit says what is the matter. */
function familyOf(code: number): number {
  const family = Math.floor(code / 1000);
  return family === 15 ? 150 + (code % 10) : family;
}

/** Displays of sleeping printers, in the words of HP, Brother, Pantum and Lenovo panels. */
function sleeps(display: string): boolean {
  return /sleep|power ?-?save|energy ?-?sav|休眠|睡眠|节能|省电/i.test(display);
}

function linesOf(body: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const lines = new Map<string, Uint8Array>();
  let from = 0;
  while (from < body.length) {
    const end = body.indexOf(0x0a, from);
    const line = trimmed(body.subarray(from, end === -1 ? body.length : end));
    const equals = line.indexOf(0x3d);
    const key = latin(line.subarray(0, Math.max(equals, 0)))
      .trim()
      .toUpperCase();
    if (equals > 0 && !lines.has(key)) lines.set(key, trimmed(line.subarray(equals + 1)));
    from = end === -1 ? body.length : end + 1;
  }
  return lines;
}

const quote = 0x22;

function unquoted(octets: Uint8Array): Uint8Array {
  const from = octets[0] === quote ? 1 : 0;
  const to = octets.length > from && octets.at(-1) === quote ? -1 : octets.length;
  return trimmed(octets.subarray(from, to));
}

function trimmed(octets: Uint8Array): Uint8Array {
  let from = 0;
  let to = octets.length;
  while (to > from && (octets[to - 1] ?? 0) <= 0x20) to -= 1;
  while (from < to && (octets[from] ?? 0) <= 0x20) from += 1;
  return octets.subarray(from, to);
}

function value(name: string, raw: Uint8Array): Extract<Field, { shape: "value" }> {
  return { shape: "value", name, part: "", raw };
}

function latin(octets: Uint8Array): string {
  return new TextDecoder("latin1").decode(octets);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
