// Finding a terminal the way people name it: number, name, pinyin initials, street, the last four of its MAC.
import type { KioskId, Mac } from "@kiosk/contract";
import type { KioskMaster } from "./kiosk.ts";

/** What a search compares: full-width forms, case, spaces and the middle dots of names folded away. Display never is. */
export function searchForm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s・·･.,，。“”"'‘’_()（）-]/g, "");
}

/** What a search compares of one terminal, folded once: with ten thousand terminals the folding is all the work. */
export interface SearchForms {
  readonly seq: number;
  readonly macs: readonly string[];
  readonly address: string;
  readonly texts: readonly string[];
  /** pinyin initials and spellings */
  readonly words: readonly string[];
}

export function searchFormsOf(master: KioskMaster): SearchForms {
  const address = searchForm(master.address);
  return {
    seq: master.seq,
    macs: master.macs.map(searchForm),
    address,
    texts: [searchForm(master.id), searchForm(master.name), searchForm(master.street), address],
    words: master.pinyin.split(" "),
  };
}

/** Whether `query` names a terminal. An empty query names all. */
export function kioskMatcher(query: string): (forms: SearchForms) => boolean {
  const wanted = searchForm(query);
  if (wanted === "") return () => true;
  const isNumber = /^\d{1,3}$/.test(wanted);
  const isMacEnd = /^[0-9a-f]{4,12}$/.test(wanted);
  const isPinyin = /^[a-z]{2,}$/.test(wanted);
  return ({ seq, macs, address, texts, words }) => {
    // a bare number up to three digits is the contract's number; four hex digits are also the end of a MAC
    if (isNumber && Number(wanted) === seq) return true;
    if (isMacEnd && macs.some((mac) => mac.endsWith(wanted))) return true;
    if (isNumber) return address.includes(wanted) && wanted.length === 3;
    return texts.some((text) => text.includes(wanted)) || (isPinyin && words.some((word) => word.startsWith(wanted)));
  };
}

function macNumber(mac: Mac): number {
  return Number.parseInt(mac.replaceAll("-", ""), 16);
}

/** At most this far apart two MACs are of one batch and easily confused (ux.md: #25/#26 differ by 1). */
export const neighbourDistance = 3;

export interface Neighbour {
  readonly kioskId: KioskId;
  readonly mac: Mac;
  readonly distance: number;
}

/** MAC number -> who has it; built once per listing, so that a neighbour is a look-up and not a comparison of all pairs. */
export type MacIndex = ReadonlyMap<number, readonly { kioskId: KioskId; mac: Mac }[]>;

export function indexMacs(masters: Iterable<Pick<KioskMaster, "id" | "macs">>): MacIndex {
  const index = new Map<number, { kioskId: KioskId; mac: Mac }[]>();
  for (const master of masters) {
    for (const mac of master.macs) {
      const number = macNumber(mac);
      index.set(number, [...(index.get(number) ?? []), { kioskId: master.id, mac }]);
    }
  }
  return index;
}

/** Other terminals with a MAC within three of one of this terminal's, nearest first. */
export function neighbourMacs(master: Pick<KioskMaster, "id" | "macs">, index: MacIndex): Neighbour[] {
  const found: Neighbour[] = [];
  for (const own of master.macs) {
    for (let step = -neighbourDistance; step <= neighbourDistance; step++) {
      for (const { kioskId, mac } of index.get(macNumber(own) + step) ?? []) {
        if (kioskId !== master.id) found.push({ kioskId, mac, distance: Math.abs(step) });
      }
    }
  }
  return found.sort((a, b) => a.distance - b.distance || a.kioskId.localeCompare(b.kioskId));
}
