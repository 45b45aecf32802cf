// How well a terminal answers what was typed. Lower is better.
import type { KioskHit, Mac } from "@kiosk/contract";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { searchForm } from "../kiosk/search.ts";
import type { Wanted } from "./wanted.ts";

/** A terminal's texts as they are compared: made once for each master record, which never changes in place. */
export interface KioskWords {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly address: string;
  /** initials and full spelling of the name, then of the street */
  readonly pinyin: readonly string[];
  readonly macs: readonly { readonly mac: Mac; readonly bare: string }[];
}

export function kioskWords(master: KioskMaster): KioskWords {
  return {
    id: searchForm(master.id),
    name: searchForm(master.name),
    street: searchForm(master.street),
    address: searchForm(master.address),
    pinyin: master.pinyin.split(" "),
    macs: master.macs.map((mac) => ({ mac, bare: mac.replaceAll("-", "") })),
  };
}

/** The first words of the pinyin are the name's. */
const ofName = 2;

export interface KioskMatch {
  readonly score: number;
  readonly by: KioskHit["by"];
  readonly mac: Mac | null;
}

const found = (score: number, by: KioskHit["by"], mac: Mac | null = null): KioskMatch => ({ score, by, mac });

/** @returns undefined when it is not meant */
export function matchKiosk(seq: number, words: KioskWords, wanted: Wanted): KioskMatch | undefined {
  const { text, letters } = wanted;
  if (wanted.seq === seq) return found(0, "seq");
  if (words.id === text) return found(0, "id");
  const { mac: hex } = wanted;
  const mac = hex === null ? undefined : words.macs.find(({ bare }) => bare.endsWith(hex));
  if (mac !== undefined) return found(mac.bare === hex ? 1 : 3, "mac", mac.mac);
  // one or two digits are in half of all addresses: as a text they say nothing
  if (/^\d{1,2}$/.test(text)) return undefined;
  if (words.name.startsWith(text)) return found(2, "name");
  if (words.name.includes(text)) return found(4, "name");
  if (letters !== null) {
    const begins = words.pinyin.findIndex((word) => word.startsWith(letters));
    if (begins !== -1) return found(begins < ofName ? 5 : 6, "pinyin");
    if (words.pinyin.some((word) => word.includes(letters))) return found(8, "pinyin");
  }
  if (words.street.includes(text)) return found(6, "street");
  if (words.address.includes(text)) return found(7, "address");
  return words.id.includes(text) ? found(9, "id") : undefined;
}
