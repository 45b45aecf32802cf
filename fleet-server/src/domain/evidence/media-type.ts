// What an uploaded file is, by its content: names and headers of a browser prove nothing. Enough structure is read to
// refuse a file that was cut short on its way, so that no order rests on half a photo.
import type { EvidenceView } from "@kiosk/contract";

export type EvidenceMediaType = EvidenceView["mediaType"];

/** 20 MB: a scanned delivery note or a phone's photo, with room. */
export const evidenceLimitBytes = 20 * 1024 * 1024;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** PDF readers look for `%%EOF` in this many last bytes (ISO 32000-1, annex on implementation limits of readers). */
const pdfTailBytes = 1024;

/** @returns undefined for anything but a whole JPEG, PNG or PDF */
export function mediaTypeOf(bytes: Uint8Array): EvidenceMediaType | undefined {
  if (isWholeJpeg(bytes)) return "image/jpeg";
  if (isWholePng(bytes)) return "image/png";
  if (isWholePdf(bytes)) return "application/pdf";
  return undefined;
}

/**
 * ITU-T T.81 annex B: SOI, marker segments with their lengths, a frame header, a scan, EOI. Segments are stepped over, so
 * the thumbnail inside a photo's metadata is not taken for its end; phones may write more (a video) behind EOI.
 */
function isWholeJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  let frame = false;
  while (bytes[at] === 0xff) {
    // any number of fill bytes may stand before a marker (B.1.1.2)
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1] ?? 0;
    const length = uint16(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return false;
    if (isFrameHeader(marker)) frame = true;
    at += 2 + length;
    if (marker === 0xda) return frame && hasEndOfImage(bytes, at);
  }
  return false;
}

/** SOF0 to SOF15; DHT, JPG and DAC share their row of the table (B.1.1.3). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Within a scan an 0xff of the data is followed by 0: an 0xff 0xd9 is the marker. */
function hasEndOfImage(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/** PNG third edition, chapter 5: signature, IHDR of 13 bytes first, at least one IDAT, and every chunk whole up to IEND. */
function isWholePng(bytes: Uint8Array): boolean {
  if (!pngSignature.every((value, n) => bytes[n] === value)) return false;
  if (chunkName(bytes, 8) !== "IHDR" || uint32(bytes, 8) !== 13) return false;
  let at = 8;
  let data = false;
  while (at + 12 <= bytes.length) {
    const length = uint32(bytes, at);
    const name = chunkName(bytes, at);
    at += 12 + length;
    if (at > bytes.length) return false;
    if (name === "IDAT") data = true;
    if (name === "IEND") return data;
  }
  return false;
}

/** ISO 32000-1, 7.5.2 and 7.5.5: `%PDF-1.x` (or 2.x) at the very start, `%%EOF` at the end. */
function isWholePdf(bytes: Uint8Array): boolean {
  const head = ascii(bytes, 0, 8);
  const tail = ascii(bytes, Math.max(8, bytes.length - pdfTailBytes), bytes.length);
  return /^%PDF-[12]\.\d$/.test(head) && tail.includes("%%EOF");
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2);
}

function chunkName(bytes: Uint8Array, at: number): string {
  return ascii(bytes, at + 4, at + 8);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return Array.from(bytes.subarray(from, to), (byte) => String.fromCharCode(byte)).join("");
}
