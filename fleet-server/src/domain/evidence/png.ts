// PNG third edition, chapter 5: signature, IHDR of 13 bytes first, at least one IDAT, and every chunk whole, with its
// checksum, up to IEND.
import { ascii, type Picture, uint32 } from "./picture.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** 11.2.1: the bit depths that each colour type may have */
const depths: { readonly [colourType: number]: readonly number[] } = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** @returns undefined unless it is there from its signature to IEND */
export function readPng(bytes: Uint8Array): Picture | undefined {
  if (!isPng(bytes) || chunkName(bytes, 8) !== "IHDR" || uint32(bytes, 8) !== 13) return undefined;
  const size = { width: uint32(bytes, 16), height: uint32(bytes, 20) };
  const depth = bytes[24] ?? 0;
  if (size.width === 0 || size.height === 0 || !depths[bytes[25] ?? -1]?.includes(depth)) return undefined;
  let at = 8;
  let data = false;
  while (at + 12 <= bytes.length) {
    const length = uint32(bytes, at);
    const name = chunkName(bytes, at);
    const next = at + 12 + length;
    if (next > bytes.length || checksum(bytes, at + 4, next - 4) !== uint32(bytes, next - 4)) return undefined;
    at = next;
    if (name === "IDAT") data = true;
    if (name === "IEND") return data ? { ...size, end: at } : undefined;
  }
  return undefined;
}

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((value, n) => bytes[n] === value);
}

function chunkName(bytes: Uint8Array, at: number): string {
  return ascii(bytes, at + 4, at + 8);
}

/** Annex D: CRC-32 of ISO 3309. */
const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function checksum(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let at = from; at < to; at++) crc = (crcTable[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
