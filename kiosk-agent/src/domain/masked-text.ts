// Takes numbers of persons out of what a citizen writes before it is kept: identity, phone, card and account numbers are all
// runs of six digits or more, however they are written.

/** A digit of any script, also in a circle, and the characters by which numbers are read out. */
const digit = String.raw`[\p{Nd}\p{No}〇零○一二三四五六七八九幺]`;
/** What people put between digits: up to three of spaces, hyphens, dots, commas, slashes, brackets, invisible characters. */
const gap = String.raw`[\s\p{Pd}\p{Cf}.,·。．，、/_*()（）+＋]{0,3}`;
/** The last place of an identity number may be an X (GB 11643). */
const longNumber = new RegExp(`${digit}(?:${gap}${digit}){5,}(?:${gap}[xXｘＸ])?`, "gu");

export interface MaskedText {
  readonly text: string;
  /** how many numbers were taken out */
  readonly masked: number;
}

export function maskNumbers(text: string): MaskedText {
  let masked = 0;
  const kept = text.replace(longNumber, () => {
    masked++;
    return "***";
  });
  return { text: kept, masked };
}
