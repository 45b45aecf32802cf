// The code on a terminal: which one it names, and whether that is where somebody says they are. The signature itself is
// checked by whoever holds the key.
import { KioskId, kioskTagPattern, type Mac } from "@kiosk/contract";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { indexMacs, neighbourMacs } from "../kiosk/search.ts";
import { distanceM, type Position } from "../kiosk-import/crs.ts";

export interface Tag {
  readonly kioskId: KioskId;
  /** of the MAC the terminal had when it was printed; null: it had none */
  readonly macLast4: string | null;
  /** what is signed */
  readonly payload: string;
  /** r and s, base64url */
  readonly signature: string;
}

const noMac = "----";
/** Nearer than this two terminals are taken for each other. */
const nearM = 300;

/** Last four hexadecimal digits of the first MAC, as printed on the machine; null where none is known. */
export function macLast4(macs: readonly Mac[]): string | null {
  const [first] = macs;
  return first === undefined ? null : first.replaceAll("-", "").slice(-4);
}

/** What is signed for a terminal: `K1.<id>.<last four>`. */
export function tagPayload(kioskId: KioskId, macs: readonly Mac[]): string {
  return `K1.${kioskId}.${macLast4(macs) ?? noMac}`;
}

/** undefined for anything else than a code of ours; spaces around it are a scanner's. */
export function parseTag(text: string): Tag | undefined {
  const [whole = "", id = "", last4 = "", signature = ""] = kioskTagPattern.exec(text.trim()) ?? [];
  const kioskId = KioskId.safeParse(id);
  if (whole === "" || !kioskId.success) return undefined;
  const payload = whole.slice(0, whole.lastIndexOf("."));
  return { kioskId: kioskId.data, macLast4: last4 === noMac ? null : last4, payload, signature };
}

/** What is needed of a terminal to tell it from others. */
export type TaggedKiosk = Pick<KioskMaster, "id" | "seq" | "name" | "macs" | "lon" | "lat">;

/** Degrees that are more than 300 m anywhere in China: the neighbours of a cell are the eight around it. */
const cellDeg = { lat: 0.003, lon: 0.006 } as const;

/**
 * Finds the terminals that are easily taken for one of these: a MAC that differs by three at most, or within 300 m; by number.
 * @param kiosks of one contract
 */
export function neighbourFinder<K extends TaggedKiosk>(kiosks: readonly K[]): (kiosk: K) => K[] {
  const byId = new Map(kiosks.map((kiosk) => [kiosk.id, kiosk]));
  const macs = indexMacs(kiosks);
  const cells = Map.groupBy(kiosks, (kiosk) => cellOf(kiosk, 0, 0));
  return (kiosk) => {
    const found = new Set(neighbourMacs(kiosk, macs).flatMap(({ kioskId }) => byId.get(kioskId) ?? []));
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) {
        const there = cells.get(cellOf(kiosk, dx, dy)) ?? [];
        for (const other of there) if (other.id !== kiosk.id && distanceM(kiosk, other) <= nearM) found.add(other);
      }
    }
    return [...found].sort((a, b) => a.seq - b.seq);
  };
}

function cellOf({ lon, lat }: Position, dx: number, dy: number): string {
  return `${Math.floor(lon / cellDeg.lon) + dx} ${Math.floor(lat / cellDeg.lat) + dy}`;
}
