// The code by which a citizen follows up what they said: read from paper, typed at home, said on the telephone.

/** 31 characters, none of which looks like another (no 0 O 1 I L); a prime number, so that the check below is a full one. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Octets of chance that a code takes. */
export const receiptOctets = 5;

/** `CN014-7F3K-92`: the terminal, five of chance, and a character that tells a slip of one place or two that are swapped. */
export function receiptCode(kioskId: string, octets: Uint8Array): string {
  const terminal = kioskId.toUpperCase().replaceAll("-", "").slice(0, 20);
  const chance = Array.from(
    { length: receiptOctets },
    (_, i) => alphabet[(octets[i] ?? 0) % alphabet.length] ?? "",
  ).join("");
  const body = `${terminal}${chance}`;
  return `${terminal}-${chance.slice(0, 4)}-${chance.slice(4)}${checkOf(body)}`;
}

/** Whether the last character is the one that belongs to the rest. */
export function isReceiptCode(code: string): boolean {
  const bare = code.replaceAll("-", "");
  return bare.length > receiptOctets && checkOf(bare.slice(0, -1)) === bare.at(-1);
}

/** Weighted from the right modulo a prime: any one wrong character and any two neighbours swapped change it. */
function checkOf(body: string): string {
  let sum = 0;
  for (const [place, character] of [...body].reverse().entries()) sum += (place + 2) * weightOf(character);
  return alphabet[sum % alphabet.length] ?? "";
}

/** The terminal's own name may hold characters that the alphabet leaves out. */
function weightOf(character: string): number {
  const index = alphabet.indexOf(character);
  return index >= 0 ? index : character.charCodeAt(0) % alphabet.length;
}
