// A password somebody reads from a slip of paper once and then changes: four groups, no letters that are misread.
import type { Random } from "../ports.ts";

/** One alphabet a place: every kind of character is in it whatever the bytes are. */
const small = "abcdefghijkmnpqrstuvwxyz";
const capital = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";

/** `abcD2-efgH3-ijkL4-mnoP5`: about 90 random bits */
export function newFirstPassword(random: Random): string {
  const bytes = random.bytes(20);
  const sign = (alphabet: string, n: number) => alphabet[(bytes[n] ?? 0) % alphabet.length] ?? "";
  return [0, 5, 10, 15]
    .map((n) => [small, small, small, capital, digits].map((alphabet, k) => sign(alphabet, n + k)).join(""))
    .join("-");
}
