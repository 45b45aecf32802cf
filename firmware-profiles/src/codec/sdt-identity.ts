// Reading a citizen's card with a second generation reader (GA 467): find, select, text. Belongs to a citizen's session and
// to nobody else. The photo that comes with the text is never looked at; octets are kept in one buffer that is filled with
// zero after use.
import { isIdNumber } from "./id-number.ts";
import { sdtExtent, sealSdt } from "./sdt.ts";

/** `presence` reads no record of the holder but whether a later address is noted: it answers as long as the card is there. */
export type SdtCardQuestion = "find" | "select" | "text" | "presence";

export function sdtCardRequest(question: SdtCardQuestion): Uint8Array {
  switch (question) {
    case "find":
      return sealSdt([0x20, 0x01]);
    case "select":
      return sealSdt([0x20, 0x02]);
    case "text":
      return sealSdt([0x30, 0x01]);
    case "presence":
      return sealSdt([0x30, 0x03]);
  }
}

/** SW3 of what happens with cards, apart from faults of the reader. */
export const sdtCardStatus = {
  ok: 0x90,
  found: 0x9f,
  noCard: 0x80,
  selectFailed: 0x81,
  damagedRequest: [0x10, 0x11],
  /** authentication, MAC, wrong type, read, random: the card's doing or the citizen's, never a fault of the reader */
  unreadable: [0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x91],
  /** the card is there and notes no later address */
  noItem: 0x91,
} as const;

export type SdtCardReply =
  /** `data` stands in the inbox and is gone with the next `clear` */
  | { readonly kind: "reply"; readonly status: readonly [number, number, number]; readonly data: Uint8Array }
  | { readonly kind: "internal-timeout" };

/** text, photo and fingerprint (30 10) is the longest reply; twice that, so that noise before it does not push it out */
const inboxOctets = 0x1400;

/** What a reader says, in one place that can be emptied for good. */
export class SdtCardInbox {
  readonly #octets = new Uint8Array(inboxOctets);
  #length = 0;
  /** where the reply that was told last ends */
  #told = 0;

  /** The first whole reply. What is in `chunk` is taken over and `chunk` is left empty (zero). */
  push(chunk: Uint8Array): SdtCardReply | undefined {
    const over = this.#length + chunk.length - inboxOctets;
    if (over > 0) this.#drop(Math.min(over, this.#length));
    const taken = chunk.subarray(Math.max(0, chunk.length - inboxOctets));
    this.#octets.set(taken, this.#length);
    this.#length += taken.length;
    chunk.fill(0);
    return this.#find();
  }

  /** The reply behind the one that was told last. */
  next(): SdtCardReply | undefined {
    this.#drop(this.#told);
    return this.#find();
  }

  /** Whether anything stands in it that is no reply. */
  get isEmpty(): boolean {
    return this.#length === 0;
  }

  clear(): void {
    this.#octets.fill(0);
    this.#length = 0;
    this.#told = 0;
  }

  #find(): SdtCardReply | undefined {
    const bytes = this.#octets.subarray(0, this.#length);
    for (let at = 0; at < bytes.length; at += 1) {
      const extent = sdtExtent(bytes, at);
      // A beginning that never ends must not hide a whole reply behind it.
      if (extent.name === "none" || extent.name === "partial") continue;
      this.#told = extent.end;
      if (extent.name === "internal-timeout") return { kind: "internal-timeout" };
      if (extent.end - extent.body < 4) continue;
      const { body, end } = extent;
      const status = [bytes[body] ?? 0, bytes[body + 1] ?? 0, bytes[body + 2] ?? 0] as const;
      return { kind: "reply", status, data: bytes.subarray(body + 3, end - 1) };
    }
    return undefined;
  }

  #drop(count: number): void {
    this.#octets.copyWithin(0, count, this.#length);
    this.#octets.fill(0, this.#length - count, this.#length);
    this.#length -= count;
    this.#told = 0;
  }
}

/** The text of a card. Dates are yyyymmdd, `validTo` may be 长期. */
export interface SdtCardText {
  readonly kind: "resident" | "foreign-resident" | "hmt-resident";
  readonly name: string;
  readonly idNumber: string;
  readonly sex: "male" | "female" | "unknown";
  readonly birth: string;
  readonly address: string;
  readonly validTo: string;
  /** the check character of the number, or the form of a number that has none, is right */
  readonly numberHolds: boolean;
}

const textOctets = 256;
/** the lengths of text and photo stand before them, high octet first */
const sizes = [0x01, 0x00, 0x04, 0x00] as const;
const fields = {
  resident: { name: [0, 30], sex: [30, 2], birth: [36, 16], address: [52, 70], id: [122, 36], validTo: [204, 16] },
  // 外国人永久居留身份证, 2017
  foreign: { name: [158, 30], english: [0, 120], sex: [120, 2], birth: [220, 16], id: [122, 30], validTo: [204, 16] },
} as const;
const typeFlag = [248, 2] as const;

/** The text of an answer to 30 01; undefined where it has another form. The photo behind it is left alone. */
export function decodeSdtCardText(data: Uint8Array): SdtCardText | undefined {
  if (!sizes.every((octet, i) => data[i] === octet) || data.length < sizes.length + textOctets) return undefined;
  const record = data.subarray(sizes.length, sizes.length + textOctets);
  const read = ([offset, length]: readonly [number, number]) =>
    new TextDecoder("utf-16le")
      .decode(record.subarray(offset, offset + length))
      .replace(/[\p{Cc}\ufffd]/gu, " ")
      .trim();
  const flag = read(typeFlag);
  if (flag === "I") {
    const { foreign } = fields;
    const idNumber = read(foreign.id);
    const holds = /^[A-Z]{3}\d{12}$/.test(idNumber) || isIdNumber(idNumber);
    return {
      kind: "foreign-resident",
      name: read(foreign.name) || read(foreign.english),
      idNumber,
      sex: sexOf(read(foreign.sex)),
      birth: read(foreign.birth),
      address: "",
      validTo: read(foreign.validTo),
      numberHolds: holds,
    };
  }
  const { resident } = fields;
  const idNumber = read(resident.id);
  return {
    kind: flag === "J" ? "hmt-resident" : "resident",
    name: read(resident.name),
    idNumber,
    sex: sexOf(read(resident.sex)),
    birth: read(resident.birth),
    address: read(resident.address),
    validTo: read(resident.validTo),
    numberHolds: isIdNumber(idNumber),
  };
}

/** GB/T 2261.1 */
function sexOf(code: string): SdtCardText["sex"] {
  if (code === "1") return "male";
  return code === "2" ? "female" : "unknown";
}
