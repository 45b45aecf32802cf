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

/** True when `query` names this terminal. An empty query names all. */
export function matchesKiosk(master: KioskMaster, query: string): boolean {
  const wanted = searchForm(query);
  if (wanted === "") return true;
  // a bare number up to three digits is the contract's number; four hex digits are also the end of a MAC
  if (/^\d{1,3}$/.test(wanted) && Number(wanted) === master.seq) return true;
  if (/^[0-9a-f]{4,12}$/.test(wanted) && master.macs.some((mac) => searchForm(mac).endsWith(wanted))) return true;
  if (/^\d{1,3}$/.test(wanted)) return searchForm(master.address).includes(wanted) && wanted.length === 3;
  const texts = [master.id, master.name, master.street, master.address];
  if (texts.some((text) => searchForm(text).includes(wanted))) return true;
  return /^[a-z]{2,}$/.test(wanted) && master.pinyin.split(" ").some((word) => word.startsWith(wanted));
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
