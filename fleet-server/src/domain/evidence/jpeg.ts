// ITU-T T.81 annex B: SOI, marker segments with their lengths, a frame header, scans, EOI. Segments are stepped over, so
// the thumbnail inside a photo's metadata is not taken for its end.
import { type Picture, uint16 } from "./picture.ts";

/** Each scan of a progressive picture is decoded over all of it: a small file of thousands keeps a decoder busy for hours. */
const maxScans = 64;

/** @returns undefined unless it is there from SOI to EOI */
export function readJpeg(bytes: Uint8Array): Picture | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let at = 2;
  let size: { width: number; height: number } | undefined;
  let scans = 0;
  while (bytes[at] === 0xff) {
    // any number of fill bytes may stand before a marker (B.1.1.2)
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return size === undefined || scans === 0 ? undefined : { ...size, end: at + 2 };
    const length = uint16(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return undefined;
    if (isFrameHeader(marker)) {
      // B.2.2: precision, lines, samples a line; no lines would mean that they follow in a DNL, which no camera writes
      size ??= { height: uint16(bytes, at + 5), width: uint16(bytes, at + 7) };
      if (length < 8 || size.width === 0 || size.height === 0) return undefined;
    }
    at += 2 + length;
    if (marker === 0xda) {
      scans += 1;
      if (size === undefined || scans > maxScans) return undefined;
      at = endOfScan(bytes, at);
    }
  }
  return undefined;
}

/** SOF0 to SOF15; DHT, JPG and DAC share their row of the table (B.1.1.3). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Within a scan an 0xff of the data is followed by 0, and restart markers belong to it: any other marker ends it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length;
}
