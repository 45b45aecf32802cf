// JSON lines of a vendor helper, contract kiosk-helper/1: a child process on this machine that reaches a device through
// its vendor's library. The contract for authors stands in kiosk-agent/helper/README.md.
import type { Field, ValueField } from "./field.ts";
import type { Framer } from "./framer.ts";
import { type HelperProtocol, helperFieldType, neededHelperFields } from "./helper-fields.ts";
import { fromHex } from "./hex.ts";

const helperContract = "kiosk-helper/1";

export type HelperAsk = "hello" | "status" | "print";
/** Why a helper could not say how its device is; each is a failure of the conversation by the same name. */
const helperErrors = ["absent", "refused", "busy", "noAnswer", "lost"] as const;
export type HelperErrorCode = (typeof helperErrors)[number];

interface Answer {
  /** that of the request */
  readonly id: number;
  /** the line with its end */
  readonly raw: Uint8Array;
}

export type HelperFrame =
  | (Answer & {
      readonly kind: "hello";
      readonly contract: string;
      readonly helper: string;
      readonly version: string;
      readonly vendorLibrary: string;
      /** the protocol it speaks, where it says so */
      readonly protocol: string | undefined;
    })
  | (Answer & { readonly kind: "status"; readonly fields: readonly (readonly [string, unknown])[] })
  | (Answer & { readonly kind: "printed" })
  | (Answer & { readonly kind: "error"; readonly code: HelperErrorCode; readonly text: string });

/** The line that asks. `lines`: what to print. */
export function helperRequest(id: number, ask: HelperAsk, lines?: readonly string[]): Uint8Array {
  return encodeLine({ id, ask, ...(lines === undefined ? {} : { lines }) });
}

/** The id of a request line; undefined where it is none. */
export function helperRequestId(line: Uint8Array): number | undefined {
  const value = parseLine(line);
  return isRecord(value) ? idOf(value) : undefined;
}

/** Any line, for emulators and tests. */
export function encodeHelperLine(value: Readonly<Record<string, unknown>>): Uint8Array {
  return encodeLine(value);
}

/** Longest line of either side, octets without its end. */
export const maxHelperLine = 64 * 1024;
const lineFeed = 0x0a;

export function helperFramer(): Framer<HelperFrame> {
  return new LineFramer();
}

/** A line is an answer as a whole or it is noise: nothing is looked for inside it. */
class LineFramer implements Framer<HelperFrame> {
  #pending: Uint8Array[] = [];
  #pendingOctets = 0;
  /** within a line that is too long: the rest of it is noise as well */
  #isOverlong = false;
  #dropped = 0;

  get droppedBytes(): number {
    return this.#dropped;
  }

  push(chunk: Uint8Array): HelperFrame[] {
    const frames: HelperFrame[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      const frame = this.#endLine(chunk.subarray(from, end + 1));
      if (frame) frames.push(frame);
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
    return frames;
  }

  /** A line that never ended is half an answer: it counts as none. */
  flush(): HelperFrame[] {
    this.reset();
    return [];
  }

  reset(): void {
    // What is left of a JSON object without its beginning is never an object itself: its last brace closes the beginning.
    this.#forget();
    this.#isOverlong = false;
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    if (this.#isOverlong) {
      this.#dropped += piece.length;
      return;
    }
    this.#pending.push(piece.slice());
    this.#pendingOctets += piece.length;
    if (this.#pendingOctets <= maxHelperLine) return;
    this.#forget();
    this.#isOverlong = true;
  }

  #forget(): void {
    this.#dropped += this.#pendingOctets;
    this.#pending = [];
    this.#pendingOctets = 0;
  }

  #endLine(last: Uint8Array): HelperFrame | undefined {
    const line = joined([...this.#pending, last]);
    const isWhole = !this.#isOverlong && line.length <= maxHelperLine + 1;
    this.#pending = [];
    this.#pendingOctets = 0;
    this.#isOverlong = false;
    const frame = isWhole ? frameOf(line) : undefined;
    if (!frame) this.#dropped += line.length;
    return frame;
  }
}

/** Why this helper is not the one that the profile needs; undefined where it is. */
export function helperTrouble(
  protocol: HelperProtocol,
  hello: Extract<HelperFrame, { kind: "hello" }>,
): string | undefined {
  if (hello.contract !== helperContract) {
    return `${hello.helper} ${hello.version} speaks ${hello.contract || "no contract"} and not ${helperContract}`;
  }
  if (hello.protocol === undefined || hello.protocol === protocol) return undefined;
  return `${hello.helper} ${hello.version} is a helper for ${hello.protocol} and not for ${protocol}`;
}

/** Who answers: the helper's name and version, and the vendor's library beneath it. */
export function helperHelloFields(hello: Extract<HelperFrame, { kind: "hello" }>): Field[] {
  const library = hello.vendorLibrary === "" ? [] : [textField("vendorLibrary", hello.vendorLibrary)];
  return [textField("helper", `${hello.helper} ${hello.version}`), ...library];
}

/**
 * What the helper told about its device. What is no field of the protocol, is made of something else, or is missing
 * becomes a field `strange`, which every profile takes for unknown.
 * @param frame of kind `status`
 */
export function helperStatusFields(
  protocol: HelperProtocol,
  frame: Extract<HelperFrame, { kind: "status" }>,
): ValueField[] {
  const told = frame.fields.map(([name, value]) => statusField(protocol, name, value));
  const missing = neededHelperFields(protocol).filter((name) => !frame.fields.some(([one]) => one === name));
  return [...told, ...missing.map((name) => strange(name, "is missing"))];
}

/** Not one field is one of the protocol: it is another protocol's helper that does not say so. */
export function isForeignStatus(protocol: HelperProtocol, frame: Extract<HelperFrame, { kind: "status" }>): boolean {
  return frame.fields.length > 0 && frame.fields.every(([name]) => helperFieldType(protocol, name) === undefined);
}

function statusField(protocol: HelperProtocol, name: string, value: unknown): ValueField {
  const type = helperFieldType(protocol, name)?.replace("?", "");
  if (type === undefined) return strange(name, `is no field of ${protocol}`);
  if (type === "number" && typeof value === "number" && Number.isFinite(value)) {
    return { shape: "value", name, part: "", raw: ascii(String(value)), number: value };
  }
  if (type === "text" && typeof value === "string") return { shape: "value", name, part: "", raw: utf8(value) };
  if (type === "octets") {
    const octets = octetsOf(value);
    if (octets) return { shape: "value", name, part: "", raw: octets };
  }
  return strange(name, `is no ${type}: ${JSON.stringify(value).slice(0, 60)}`);
}

function strange(name: string, what: string): ValueField {
  return { shape: "value", name: "strange", part: "", raw: utf8(`${name.slice(0, 60)} ${what}`) };
}

function textField(name: string, text: string): ValueField {
  return { shape: "value", name, part: "helper", raw: utf8(text) };
}

function octetsOf(value: unknown): Uint8Array | undefined {
  if (!isRecord(value) || typeof value.hex !== "string" || !/^(?:[0-9a-fA-F]{2})*$/.test(value.hex)) return undefined;
  return fromHex(value.hex);
}

function frameOf(raw: Uint8Array): HelperFrame | undefined {
  const value = parseLine(raw);
  if (!isRecord(value)) return undefined;
  const id = idOf(value);
  if (id === undefined) return undefined;
  if (isRecord(value.error)) {
    const code = helperErrors.find((one) => isRecord(value.error) && one === value.error.code);
    return code && { kind: "error", id, raw, code, text: word(value.error.text, 240) };
  }
  if (isRecord(value.fields)) return { kind: "status", id, raw, fields: Object.entries(value.fields) };
  if (value.printed === true) return { kind: "printed", id, raw };
  if (typeof value.contract !== "string" || typeof value.helper !== "string") return undefined;
  const protocol = typeof value.protocol === "string" ? word(value.protocol, 40) : undefined;
  const who = { contract: word(value.contract, 40), helper: word(value.helper, 80), version: word(value.version, 40) };
  return { kind: "hello", id, raw, ...who, vendorLibrary: word(value.vendorLibrary, 120), protocol };
}

function parseLine(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch {
    return undefined; // not UTF-8 or not JSON: noise, which the framer counts
  }
}

function idOf(value: Readonly<Record<string, unknown>>): number | undefined {
  return typeof value.id === "number" && Number.isSafeInteger(value.id) ? value.id : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function word(value: unknown, limit: number): string {
  return typeof value === "string" ? value.replace(/\p{Cc}+/gu, " ").slice(0, limit) : "";
}

function encodeLine(value: Readonly<Record<string, unknown>>): Uint8Array {
  return utf8(`${JSON.stringify(value)}\n`);
}

function ascii(text: string): Uint8Array {
  return utf8(text);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
