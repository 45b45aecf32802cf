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

/** Other terminals with a MAC within three of one of this terminal's. */
export function neighbourMacs(master: KioskMaster, all: Iterable<KioskMaster>): Neighbour[] {
  const own = master.macs.map(macNumber);
  const found: Neighbour[] = [];
  for (const other of all) {
    if (other.id === master.id) continue;
    for (const mac of other.macs) {
      const distance = Math.min(...own.map((n) => Math.abs(n - macNumber(mac))));
      if (distance <= neighbourDistance) found.push({ kioskId: other.id, mac, distance });
    }
  }
  return found.sort((a, b) => a.distance - b.distance || a.kioskId.localeCompare(b.kioskId));
}
