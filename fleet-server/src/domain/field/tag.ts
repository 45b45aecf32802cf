// The code on a terminal: which one it names, and whether that is where somebody says they are. The signature itself is
// checked by whoever holds the key.
import { KioskId, kioskTagPattern, type Mac } from "@kiosk/contract";
import { neighbourDistance } from "../kiosk/search.ts";
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
export interface TaggedKiosk extends Position {
  readonly id: KioskId;
  readonly seq: number;
  readonly name: string;
  readonly macs: readonly Mac[];
}

/**
 * Terminals easily taken for this one: a MAC that differs by three at most, or within 300 m. By number.
 * @param others of one contract; this one among them is left out
 */
export function neighboursOf<K extends TaggedKiosk>(kiosk: TaggedKiosk, others: Iterable<K>): K[] {
  const own = kiosk.macs.map(macNumber);
  const found: K[] = [];
  for (const other of others) {
    if (other.id === kiosk.id) continue;
    // a degree of latitude is 111 km: most are far away at once
    const isNear = Math.abs(other.lat - kiosk.lat) < 0.003 && distanceM(kiosk, other) <= nearM;
    const isAlike = other.macs.some((mac) => own.some((n) => Math.abs(n - macNumber(mac)) <= neighbourDistance));
    if (isNear || isAlike) found.push(other);
  }
  return found.sort((a, b) => a.seq - b.seq);
}

function macNumber(mac: Mac): number {
  return Number.parseInt(mac.replaceAll("-", ""), 16);
}
