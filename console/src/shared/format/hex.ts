export interface HexLine {
  /** offset of the first byte, four hex digits */
  offset: string;
  /** the bytes of one line as `1B 5A …` */
  hex: string;
  /** the same bytes as ASCII, everything else a dot */
  text: string;
}

function bytesOf(hex: string): string[] {
  return hex.match(/[0-9a-f]{2}/gi) ?? [];
}

/** `1b5a` → `1B 5A` */
export function spaceHex(hex: string): string {
  return bytesOf(hex).join(" ").toUpperCase();
}

/** Printable ASCII as it is, everything else a middle dot. */
export function asciiOf(hex: string): string {
  return bytesOf(hex)
    .map((b) => {
      const code = Number.parseInt(b, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "·";
    })
    .join("");
}

export function hexDump(hex: string, perLine = 16): HexLine[] {
  const bytes = bytesOf(hex);
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const part = bytes.slice(at, at + perLine).join("");
    lines.push({ offset: at.toString(16).padStart(4, "0").toUpperCase(), hex: spaceHex(part), text: asciiOf(part) });
  }
  return lines;
}
