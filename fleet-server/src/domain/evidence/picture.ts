/** What a whole picture says of itself. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** where it ends; what stands behind is no part of it */
  readonly end: number;
}

export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

export function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2);
}

/** Latin-1 of a piece: for words of a file's format, which are ASCII. */
export function ascii(bytes: Uint8Array, from: number, to: number): string {
  return Array.from(bytes.subarray(from, to), (byte) => String.fromCharCode(byte)).join("");
}
