import { type Profile, textEncoder } from "@kiosk/firmware-profiles";

/** for a profile that says nothing of text */
const plain = { encoding: "ascii", lineEnd: "0a" } as const;

/** Lines in a printer's character set, each with its end. What the set lacks becomes `?`. */
export function textLines(profile: Profile, lines: readonly string[]): Uint8Array[] {
  const { encoding, lineEnd } = profile.printing ?? plain;
  const encode = textEncoder(encoding);
  const end = (lineEnd.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return lines.map((text) => Uint8Array.of(...encode(text), ...end));
}
