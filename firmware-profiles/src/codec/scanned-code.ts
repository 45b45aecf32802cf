// What a scanner says when somebody shows it a code. It is a citizen's: whoever holds it hands it on and lets go of it.
import type { Protocol } from "../protocol.ts";

export type ScannerTongue = Extract<Protocol, "newland" | "ssi" | "gm65">;

export function isScannerTongue(protocol: Protocol): protocol is ScannerTongue {
  return protocol === "newland" || protocol === "ssi" || protocol === "gm65";
}

/** SSI: ACK to whatever the engine said, or it says it again (CMD_ACK). */
export const ssiAcknowledge: Uint8Array = Uint8Array.of(0x04, 0xd0, 0x04, 0x00, 0xff, 0x28);

/** QR codes hold more; a session takes this much. */
export const longestCode = 2000;
const decodeData = 0xf3;
const inboxOctets = 4096;

/** Collects octets until they are a code. */
export class CodeInbox {
  readonly #tongue: ScannerTongue;
  readonly #octets = new Uint8Array(inboxOctets);
  #length = 0;

  constructor(tongue: ScannerTongue) {
    this.#tongue = tongue;
  }

  /** The code that is whole now. `chunk` is left empty (zero). */
  push(chunk: Uint8Array): string | undefined {
    const taken = chunk.subarray(0, inboxOctets - this.#length);
    this.#octets.set(taken, this.#length);
    this.#length += taken.length;
    chunk.fill(0);
    return this.#tongue === "ssi" ? this.#packet() : this.#line();
  }

  /** Nothing more came: what there is, is the code, where a scanner ends it with nothing. */
  rest(): string | undefined {
    if (this.#tongue === "ssi") return undefined;
    return textOf(this.#octets.subarray(0, this.#length));
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  clear(): void {
    this.#octets.fill(0);
    this.#length = 0;
  }

  #line(): string | undefined {
    const bytes = this.#octets.subarray(0, this.#length);
    const end = bytes.findIndex((octet, i) => i > 0 && (octet === 0x0d || octet === 0x0a));
    return end < 0 ? undefined : textOf(bytes.subarray(0, end));
  }

  /** length | F3 | source | status | symbology | data | checksum */
  #packet(): string | undefined {
    const bytes = this.#octets.subarray(0, this.#length);
    for (let at = 0; at + 7 <= bytes.length; at += 1) {
      const length = bytes[at] ?? 0;
      if (bytes[at + 1] !== decodeData || length < 6 || at + length + 2 > bytes.length) continue;
      const packet = bytes.subarray(at, at + length + 2);
      const sum = packet.subarray(0, length).reduce((total, octet) => total + octet, 0);
      const check = (packet[length] ?? 0) * 256 + (packet[length + 1] ?? 0);
      if (((sum + check) & 0xffff) === 0) return textOf(packet.subarray(5, length));
    }
    return undefined;
  }
}

/** UTF-8, or GBK where it is none. */
function textOf(octets: Uint8Array): string | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch {
    text = new TextDecoder("gbk").decode(octets);
  }
  const code = text.replace(/\p{Cc}/gu, "").trim();
  return code === "" || code.length > longestCode ? undefined : code;
}
