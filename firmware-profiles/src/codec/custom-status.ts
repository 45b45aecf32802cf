// The full status of Custom kiosk printers: DLE EOT 20 (10 04 14) is answered by 10 0F and four octets: paper, user,
// recoverable errors, unrecoverable errors (Custom KPM150 manual).
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const head = [0x10, 0x0f] as const;
const parts = ["paper", "user", "recoverable", "unrecoverable"] as const;

export interface CustomFrame {
  readonly kind: "full-status";
  /** the four octets */
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
}

export type CustomQuestion = "fullStatus";

export const customStatusRequest: Uint8Array = Uint8Array.of(0x10, 0x04, 0x14);

/** Framer of the answers. Its frames are the only thing such a printer is asked for, so a late one is still true. */
export function customStatusFramer(): Framer<CustomFrame> {
  return new StreamFramer(matchCustom);
}

/** One field for each of the four octets. */
export function customStatusFields(frame: CustomFrame): readonly Field[] {
  return parts.map((name, i) => ({ shape: "value", name, part: "", raw: frame.value.slice(i, i + 1) }));
}

function matchCustom(bytes: Uint8Array, start: number): Match<CustomFrame> {
  const have = bytes.slice(start, start + head.length + parts.length);
  // Bit 4 is in none of the four tables: a 10 in the place of a value begins the next answer, after one cut off.
  const fits = have.every((octet, i) => (i < head.length ? octet === head[i] : octet !== head[0]));
  if (!fits) return { name: "none" };
  if (have.length < head.length + parts.length) return { name: "partial" };
  const frame: CustomFrame = { kind: "full-status", value: have.slice(head.length), raw: have };
  return { name: "frame", frame, length: have.length, strays: 0 };
}
