// What somebody typed, read in every way that it may be meant: a number, the end of a MAC, pinyin, words.
import { normaliseMac } from "@kiosk/contract";
import { searchForm } from "../kiosk/search.ts";

export interface Wanted {
  /** as texts are compared: NFKC, lower case, without spaces, dots, quotes and hyphens */
  readonly text: string;
  /** a terminal's number in its contract: `14`, `#14`, `14号`, `No. 14` */
  readonly seq: number | null;
  /** 4 to 12 hex digits in upper case: a MAC or the end of one, in any spelling */
  readonly mac: string | null;
  /** three digits and more: the end of an order's number, or its day */
  readonly digits: string | null;
  /** two letters and more: pinyin or its initials */
  readonly letters: string | null;
}

const longestQuery = 100;

/** undefined where there is nothing to look for. */
export function wantedOf(query: string): Wanted | undefined {
  const plain = query.normalize("NFKC").slice(0, longestQuery).trim();
  const text = searchForm(plain);
  if (text === "") return undefined;
  const seq = /^(?:#|no)?(\d{1,5})号?$/.exec(text)?.[1];
  const whole = normaliseMac(plain)?.replaceAll("-", "");
  const hex = text.replaceAll(":", "").toUpperCase();
  return {
    text,
    seq: seq === undefined ? null : Number(seq),
    mac: whole ?? (/^[0-9A-F]{4,12}$/.test(hex) ? hex : null),
    digits: /^\d{3,}$/.test(text) ? text : null,
    letters: /^[a-z]{2,}$/.test(text) ? text : null,
  };
}
