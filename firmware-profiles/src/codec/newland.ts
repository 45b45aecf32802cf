// Serial programming commands of Newland scanners, text both ways:
// $$$$ -> @@@@ (programming mode), %%%% -> ^^^^ (left again; also unasked after five idle seconds),
// #99900301; -> !99900301;&{text|CRC} with CRC-32 of text in eight hex digits, or ?99900301; where it is refused.
// A scanned code stands between them as bare text and is a citizen's: no frame of this codec ever holds it.
import { crc32 } from "./crc.ts";
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

export type NewlandFrame =
  | { readonly kind: "entered" | "left" | "refused"; readonly raw: Uint8Array }
  /** `text`: what stands between the brace and the bar, its CRC checked */
  | { readonly kind: "version"; readonly text: Uint8Array; readonly raw: Uint8Array };

export type NewlandRequest = "enter" | "version" | "leave";

const versionCommand = "99900301";
const words = { entered: "@@@@", left: "^^^^", refused: `?${versionCommand};` } as const;
const versionHead = ascii(`!${versionCommand};&{`);
const bar = 0x7c;
const brace = 0x7d;
/** The published answer has 38 octets of text; no scanner tells a novel. */
const longestText = 256;

export function newlandFramer(): Framer<NewlandFrame> {
  return new StreamFramer(matchNewland);
}

/** All that monitoring sends. None of them begins or ends a scan; programming mode pauses reading until it is left. */
export function newlandRequest(request: NewlandRequest): Uint8Array {
  switch (request) {
    case "enter":
      return ascii("$$$$");
    case "version":
      return ascii(`#${versionCommand};`);
    case "leave":
      return ascii("%%%%");
  }
}

/** The field that a frame amounts to; that programming mode was left is none. */
export function newlandField(frame: NewlandFrame): Field | undefined {
  switch (frame.kind) {
    case "entered":
      return { shape: "value", name: "handshake", part: "", raw: frame.raw };
    case "version":
      return { shape: "value", name: "version", part: "", raw: frame.text };
    case "refused":
      return { shape: "value", name: "refusal", part: "", raw: frame.raw.slice(0, 1) };
    case "left":
      return undefined;
  }
}

function matchNewland(bytes: Uint8Array, start: number): Match<NewlandFrame> {
  for (const kind of ["entered", "left", "refused"] as const) {
    const word = ascii(words[kind]);
    const have = bytes.slice(start, start + word.length);
    if (!have.every((byte, i) => byte === word[i])) continue;
    if (have.length < word.length) return { name: "partial" };
    return { name: "frame", frame: { kind, raw: have }, length: word.length, strays: 0 };
  }
  return matchVersion(bytes, start);
}

function matchVersion(bytes: Uint8Array, start: number): Match<NewlandFrame> {
  const body = start + versionHead.length;
  if (!bytes.subarray(start, body).every((byte, i) => byte === versionHead[i])) return { name: "none" };
  let end = body;
  for (; end < bytes.length && bytes[end] !== bar; end += 1) {
    const byte = bytes[end] ?? 0;
    if (byte < 0x20 || byte > 0x7e || end - body >= longestText) return { name: "none" };
  }
  const length = end + 10 - start;
  if (bytes.length < start + length) return { name: "partial" };
  const told = new TextDecoder("latin1").decode(bytes.subarray(end + 1, end + 9));
  if (!/^[0-9a-fA-F]{8}$/.test(told) || bytes[end + 9] !== brace) return { name: "none" };
  const text = bytes.slice(body, end);
  if (Number.parseInt(told, 16) !== crc32(text)) return { name: "none" };
  const raw = bytes.slice(start, start + length);
  return { name: "frame", frame: { kind: "version", text, raw }, length, strays: 0 };
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
