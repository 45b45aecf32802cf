// SDT / SAM_V frames of second generation ID card readers (GA 467):
// AA AA AA 96 69 | LenHi LenLo | CMD PARA DATA | CHK, Len counting CMD..CHK, CHK the XOR of LenHi..last data octet.
// A reply has SW1 SW2 SW3 in the place of CMD PARA.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
/** The longest reply there is, text + photo + fingerprint (30 10), says 0x090A. */
const longest = 0x0a00;
/** Published captures show a stray 00 inside the preamble; more than a few are no frame any more. */
const straysAllowed = 4;

export type SdtFrame =
  /** `payload`: CMD PARA DATA of a request, SW1 SW2 SW3 DATA of a reply */
  | { readonly kind: "sdt"; readonly payload: Uint8Array; readonly raw: Uint8Array }
  /** One vendor says `AAAAAA9669 0005 050505` when its own SAM did not answer: a length that is never filled. */
  | { readonly kind: "internal-timeout"; readonly raw: Uint8Array };

/** What monitoring may ask. There is no third: 20 xx and 30 xx belong to a citizen's session. */
export type SdtQuestion = "samStatus" | "samId";

/** Frames of one direction of a line to an ID card reader. */
export function sdtFramer(): Framer<SdtFrame> {
  return new StreamFramer(matchSdt);
}

/** The only requests of monitoring: 11 FF (SAM status) and 12 FF (SAM id). */
export function sdtMonitoringRequest(question: SdtQuestion): Uint8Array {
  switch (question) {
    case "samStatus":
      return sealSdt([0x11, 0xff]);
    case "samId":
      return sealSdt([0x12, 0xff]);
  }
}

/** A reply as a reader would send it, for emulators and tests. */
export function encodeSdtReply(status: readonly [number, number, number], data: readonly number[] = []): Uint8Array {
  return sealSdt([...status, ...data]);
}

/**
 * The field that a reply amounts to, if it can be the answer to that question; undefined: it answers something else
 * (SDT replies do not name their request, so their form has to tell).
 */
export function sdtField(question: SdtQuestion, frame: SdtFrame): Field | undefined {
  if (frame.kind !== "sdt" || frame.payload.length < 3) return undefined;
  const [sw1 = 0, sw2 = 0, sw3 = 0] = frame.payload;
  const data = frame.payload.subarray(3);
  const isOk = sw1 === 0 && sw2 === 0 && sw3 === 0x90;
  if (question === "samId" && isOk) {
    return data.length === 16 ? { shape: "value", name: "samId", part: "", raw: data.slice() } : undefined;
  }
  if (data.length > 0) return undefined;
  // SW1 and SW2 are 00 unless a card answered; monitoring asks no card, so anything else is left whole and unknown.
  const raw = sw1 === 0 && sw2 === 0 ? frame.payload.slice(2, 3) : frame.payload.slice(0, 3);
  return { shape: "value", name: "samStatus", part: "", raw };
}

/** A request around CMD PARA DATA. */
export function sealSdt(body: readonly number[]): Uint8Array {
  const length = body.length + 1;
  const counted = [length >> 8, length & 0xff, ...body];
  const check = counted.reduce((xor, byte) => xor ^ byte, 0);
  return Uint8Array.from([...preamble, ...counted, check]);
}

/** Where a frame stands. `body`: first octet of CMD or SW1, `end`: one behind the checksum; `strays`: 00 in the preamble. */
export type SdtExtent =
  | { readonly name: "frame"; readonly body: number; readonly end: number; readonly strays: number }
  | { readonly name: "internal-timeout"; readonly end: number; readonly strays: number }
  | { readonly name: "partial" }
  | { readonly name: "none" };

/** Looks at the octets where they are, so that whoever must keep no copy of a card makes none. */
export function sdtExtent(bytes: Uint8Array, start: number): SdtExtent {
  let at = start;
  let strays = 0;
  for (let i = 0; i < preamble.length; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return { name: "partial" };
    if (byte === preamble[i]) i += 1;
    else if (byte === 0 && i > 0 && strays < straysAllowed) strays += 1;
    else return { name: "none" };
  }
  const high = bytes[at];
  const low = bytes[at + 1];
  if (high === undefined) return { name: "partial" };
  if (high > longest >> 8) return { name: "none" };
  if (low === undefined) return { name: "partial" };
  const length = high * 256 + low;
  if (length < 3 || length > longest) return { name: "none" };
  const body = at + 2;
  if (length === 5 && [0, 1, 2].every((i) => bytes[body + i] === 5)) {
    return { name: "internal-timeout", end: body + 3, strays };
  }
  const end = body + length;
  if (end > bytes.length) return { name: "partial" };
  const xor = bytes.subarray(at, end).reduce((sum, byte) => sum ^ byte, 0);
  return xor === 0 ? { name: "frame", body, end, strays } : { name: "none" };
}

function matchSdt(bytes: Uint8Array, start: number): Match<SdtFrame> {
  const extent = sdtExtent(bytes, start);
  if (extent.name === "partial" || extent.name === "none") return extent;
  const { end, strays } = extent;
  const raw = bytes.slice(start, end);
  const frame: SdtFrame =
    extent.name === "frame"
      ? { kind: "sdt", payload: bytes.slice(extent.body, end - 1), raw }
      : { kind: "internal-timeout", raw };
  return { name: "frame", frame, length: raw.length, strays };
}
