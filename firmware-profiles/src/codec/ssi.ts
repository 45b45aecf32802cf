// Simple Serial Interface of scan engines (Zebra, and others that speak like them):
// length | opcode | source (00 engine, 04 host) | status | data | checksum, length counting all before the checksum, the
// checksum being the two's complement of the sum of those octets, high octet first.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

export interface SsiFrame {
  readonly opcode: number;
  readonly data: Uint8Array;
  readonly raw: Uint8Array;
}

const requestRevision = 0xa3;
const replyRevision = 0xa4;
const nak = 0xd1;
const host = 0x04;
const engine = 0x00;

/**
 * What an engine may send: revision, parameters, ACK, NAK, capabilities, decoded code, event. A decoded code (F3) is a
 * citizen's: it is known as a frame so that nothing inside it can be taken for an answer, and is none itself.
 */
const opcodes: readonly number[] = [replyRevision, 0xc6, 0xd0, nak, 0xd4, 0xf3, 0xf6];

export function ssiFramer(): Framer<SsiFrame> {
  return new StreamFramer(matchSsi);
}

/** The only request of monitoring: REQUEST_REVISION. E4 and E5 begin and end a scan and belong to a citizen's session. */
export function ssiMonitoringRequest(): Uint8Array {
  return seal([4, requestRevision, host, 0]);
}

/** The fields that a frame amounts to: a revision and the reply that brought it, a refusal, or none. */
export function ssiFields(frame: SsiFrame): readonly Field[] {
  if (frame.opcode === nak && frame.data.length === 1) {
    return [{ shape: "value", name: "refusal", part: "", raw: frame.data }];
  }
  if (frame.opcode !== replyRevision) return [];
  return [
    { shape: "value", name: "reply", part: "", raw: Uint8Array.of(frame.opcode) },
    { shape: "value", name: "revision", part: "", raw: frame.data },
  ];
}

function seal(counted: readonly number[]): Uint8Array {
  const check = -counted.reduce((sum, byte) => sum + byte, 0) & 0xffff;
  return Uint8Array.of(...counted, check >> 8, check & 0xff);
}

function matchSsi(bytes: Uint8Array, start: number): Match<SsiFrame> {
  const length = bytes[start] ?? 0;
  const [opcode, source] = bytes.subarray(start + 1, start + 3);
  if (length < 4) return { name: "none" };
  if (opcode !== undefined && !opcodes.includes(opcode)) return { name: "none" };
  if (source !== undefined && source !== engine) return { name: "none" };
  const end = start + length + 2;
  if (opcode === undefined || end > bytes.length) return { name: "partial" };
  const sealed = seal([...bytes.subarray(start, end - 2)]);
  if (sealed.at(-2) !== bytes[end - 2] || sealed.at(-1) !== bytes[end - 1]) return { name: "none" };
  const raw = bytes.slice(start, end);
  return {
    name: "frame",
    frame: { opcode, data: bytes.slice(start + 4, end - 2), raw },
    length: raw.length,
    strays: 0,
  };
}
