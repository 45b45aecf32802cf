// Finding one of the 46 terminals by what is known of it at the door: number, name, address, last four of the MAC.
import type { FieldKiosk } from "@kiosk/contract";

type Searched = Pick<FieldKiosk, "id" | "seq" | "name" | "street" | "address" | "macs">;

/** NFKC, without spaces, dots, quotes: names in the contract's table have all of them in several spellings. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, "");
}

/** Those that fit, the best first: the number itself, then names, then the rest; within these by number. */
export function findTerminals<K extends Searched>(kiosks: readonly K[], query: string): K[] {
  const sought = plain(query);
  const rank = (kiosk: K): number => {
    if (sought === "") return 0;
    if (String(kiosk.seq) === sought.replace(/^0+/, "") || plain(kiosk.id) === sought) return 0;
    if (plain(kiosk.name).includes(sought)) return 1;
    if (plain(kiosk.street).includes(sought) || plain(kiosk.address).includes(sought)) return 2;
    if (sought.length >= 2 && kiosk.macs.some((mac) => plain(mac).endsWith(sought) || plain(mac) === sought)) return 3;
    return Number.POSITIVE_INFINITY;
  };
  return kiosks
    .map((kiosk) => ({ kiosk, rank: rank(kiosk) }))
    .filter((found) => Number.isFinite(found.rank))
    .toSorted((a, b) => a.rank - b.rank || a.kiosk.seq - b.kiosk.seq)
    .map(({ kiosk }) => kiosk);
}
