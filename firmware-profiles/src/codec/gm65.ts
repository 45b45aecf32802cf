// Zone reads of GM65-class scan modules:
// 7E 00 | 07 | count | address, high octet first | octets wanted | CRC  ->  02 00 | 00 | count | data | CRC,
// CRC-16/XMODEM of what stands behind the two octets of the head, high octet first.
// A scanned code stands between the replies as bare text and is a citizen's: no frame of this codec ever holds it.
import { crc16Xmodem } from "./crc.ts";
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

export interface Gm65Frame {
  /** 00 success; no other value is published */
  readonly type: number;
  readonly data: Uint8Array;
  readonly raw: Uint8Array;
}

/**
 * What monitoring may read: zone 002A (line speed, two octets) and 00E2 (software version, one octet). Replies do not name
 * their request, so the two differ in length. Writing zone 0002 would begin a scan and belongs to a citizen's session.
 */
export type Gm65Question = "lineSpeed" | "version";

const zones: Record<Gm65Question, { readonly address: number; readonly octets: number }> = {
  lineSpeed: { address: 0x002a, octets: 2 },
  version: { address: 0x00e2, octets: 1 },
};
const replyHead = [0x02, 0x00] as const;

export function gm65Framer(): Framer<Gm65Frame> {
  return new StreamFramer(matchGm65);
}

export function gm65MonitoringRequest(question: Gm65Question): Uint8Array {
  const { address, octets } = zones[question];
  const counted = Uint8Array.of(0x07, 0x01, address >> 8, address & 0xff, octets);
  const check = crc16Xmodem(counted);
  return Uint8Array.of(0x7e, 0x00, ...counted, check >> 8, check & 0xff);
}

/** The field that a frame amounts to, if it can be the answer to that question. */
export function gm65Field(question: Gm65Question, frame: Gm65Frame): Field | undefined {
  if (frame.type !== 0) return { shape: "value", name: "refusal", part: "", raw: Uint8Array.of(frame.type) };
  if (frame.data.length !== zones[question].octets) return undefined;
  return { shape: "value", name: question, part: "", raw: frame.data };
}

function matchGm65(bytes: Uint8Array, start: number): Match<Gm65Frame> {
  if (!replyHead.every((byte, i) => start + i >= bytes.length || bytes[start + i] === byte)) return { name: "none" };
  const type = bytes[start + 2];
  const count = bytes[start + 3];
  if (type === undefined || count === undefined) return { name: "partial" };
  if (count === 0) return { name: "none" };
  const end = start + 4 + count + 2;
  if (end > bytes.length) return { name: "partial" };
  const check = (bytes[end - 2] ?? 0) * 256 + (bytes[end - 1] ?? 0);
  if (crc16Xmodem(bytes.subarray(start + 2, end - 2)) !== check) return { name: "none" };
  const raw = bytes.slice(start, end);
  return { name: "frame", frame: { type, data: bytes.slice(start + 4, end - 2), raw }, length: raw.length, strays: 0 };
}
