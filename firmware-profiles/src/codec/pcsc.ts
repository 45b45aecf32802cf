// What the PC/SC service tells of its readers. There is no wire of ours: a call returns a code and words, which are
// written down here as octets, so that captures, logs and support see what was told. All numbers are big-endian:
//   status | count | count x ( state | length of the name | name in UTF-8 )
// status and state are four octets, count and length one; a status other than 0 ends the answer.
// State bits: MS-RDPESC 2.2.1.5, whose upper sixteen count the movements of cards since the service began.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

/** One reader as the service tells it. */
export interface PcscReaderState {
  readonly name: string;
  readonly state: number;
}

export type PcscAnswer =
  | { readonly name: "readers"; readonly readers: readonly PcscReaderState[] }
  /** `status`: the service's own code, SCARD_E_* and the like */
  | { readonly name: "refused"; readonly status: number };

/** No service watches more readers than this for one client (PCSCLITE_MAX_READERS_CONTEXTS). */
const mostReaders = 16;
/** SCARD_STATE_EMPTY, _PRESENT, _MUTE */
const empty = 0x10;
const present = 0x20;
const mute = 0x200;

export function pcscFramer(): Framer<PcscAnswer> {
  return new StreamFramer(matchAnswer);
}

/** The octets of an answer, as this codec writes them. Names are cut at 255 octets. */
export function pcscOctets(answer: PcscAnswer): Uint8Array {
  if (answer.name === "refused") return Uint8Array.from([...word(answer.status), 0]);
  const readers = answer.readers.slice(0, mostReaders);
  const entries = readers.flatMap(({ name, state }) => {
    const octets = new TextEncoder().encode(name).subarray(0, 255);
    return [...word(state), octets.length, ...octets];
  });
  return Uint8Array.from([...word(0), readers.length, ...entries]);
}

/** What an answer about the one reader in question tells; nothing where it speaks of none or of several. */
export function pcscFields(answer: PcscAnswer): Field[] {
  if (answer.name === "refused") return [value("service", Uint8Array.from(word(answer.status)))];
  const reader = onlyReader(answer);
  if (reader === undefined) return [];
  return [
    value("readerState", Uint8Array.from(word(reader.state))),
    value("readerName", new TextEncoder().encode(reader.name)),
  ];
}

/** How cards fared in a reader, poll by poll. */
export interface PcscCards {
  /** different cards in a row that did not answer */
  readonly unreadable: number;
  /** what the poll before found; undefined where there was none */
  readonly last?: { readonly slot: "empty" | "good" | "mute"; readonly movements: number };
}

/**
 * The fold over polls. A card that stays is one card however often it is looked at; another one is known by the slot
 * having been empty, or by the count of movements having gone up. Nothing is counted where that cannot be told.
 */
export function nextPcscCards(cards: PcscCards, answer: PcscAnswer): PcscCards {
  const reader = onlyReader(answer);
  const slot = reader && slotOf(reader.state);
  if (reader === undefined || slot === undefined) return cards;
  const last = { slot, movements: reader.state >>> 16 };
  if (slot === "good") return { unreadable: 0, last };
  if (slot === "empty") return { unreadable: cards.unreadable, last };
  return { unreadable: cards.unreadable + (isAnotherCard(cards, last.movements) ? 1 : 0), last };
}

/** Stands for "too many cards in a row did not answer"; none below the profile's limit, or where it has none. */
export function pcscUnreadable({ unreadable }: PcscCards, limit: number | undefined): Field[] {
  if (limit === undefined || unreadable < limit) return [];
  return [{ ...value("unreadable", Uint8Array.of(Math.min(unreadable, 0xff))), number: 1 }];
}

/** The reader's name without the numbers that the service gives it by port and slot: the same after it was plugged elsewhere. */
export function pcscReaderStem(name: string): string {
  return name.replace(/(?: [0-9A-F]{2}){2}$| \d+$/, "");
}

function onlyReader(answer: PcscAnswer): PcscReaderState | undefined {
  return answer.name === "readers" && answer.readers.length === 1 ? answer.readers[0] : undefined;
}

function slotOf(state: number): "empty" | "good" | "mute" | undefined {
  const bits = state & (empty | present | mute);
  if (bits === empty) return "empty";
  if (bits === present) return "good";
  return bits === (present | mute) ? "mute" : undefined;
}

function isAnotherCard({ unreadable, last }: PcscCards, movements: number): boolean {
  // The first look: a card that is already counted as unreadable may be this one.
  if (last === undefined) return unreadable === 0;
  // A count that went back is a service that began anew.
  return last.slot !== "mute" || movements > last.movements;
}

function value(name: string, raw: Uint8Array) {
  return { shape: "value", name, part: "", raw } as const;
}

function word(number: number): number[] {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + 4).reduce((sum, octet) => sum * 256 + octet, 0);
}

function matchAnswer(bytes: Uint8Array, start: number): Match<PcscAnswer> {
  // Severity, customer and facility of every PC/SC code are 8010 (MS-ERREF 2.1); success is 0.
  const head = [...bytes.subarray(start, start + 2)];
  const beginsAs = (octets: readonly number[]) => head.every((octet, i) => octet === octets[i]);
  if (!beginsAs([0x80, 0x10]) && !beginsAs([0, 0])) return { name: "none" };
  if (bytes.length < start + 5) return { name: "partial" };
  const status = wordAt(bytes, start);
  const count = bytes[start + 4] ?? 0;
  if (status !== 0) {
    if (count !== 0 || head[0] === 0) return { name: "none" };
    return { name: "frame", frame: { name: "refused", status }, length: 5, strays: 0 };
  }
  if (count > mostReaders) return { name: "none" };
  return matchReaders(bytes, start, count);
}

function matchReaders(bytes: Uint8Array, start: number, count: number): Match<PcscAnswer> {
  const readers: PcscReaderState[] = [];
  let at = start + 5;
  for (let n = 0; n < count; n += 1) {
    const length = bytes[at + 4];
    if (length === undefined || bytes.length < at + 5 + length) return { name: "partial" };
    // A reader without a name is none.
    if (length === 0) return { name: "none" };
    readers.push({ name: utf8(bytes.subarray(at + 5, at + 5 + length)), state: wordAt(bytes, at) });
    at += 5 + length;
  }
  return { name: "frame", frame: { name: "readers", readers }, length: at - start, strays: 0 };
}

function utf8(octets: Uint8Array): string {
  return new TextDecoder("utf-8").decode(octets);
}
