// What an uploaded file is, by its content: names and headers of a browser prove nothing. Enough structure is read to
// refuse a file that was cut short on its way, so that no order rests on half a photo.
import type { EvidenceView } from "@kiosk/contract";
import { readJpeg } from "./jpeg.ts";
import { isPdf, isWholePdf } from "./pdf.ts";
import type { Picture } from "./picture.ts";
import { isPng, readPng } from "./png.ts";

export type EvidenceMediaType = EvidenceView["mediaType"];

/** 20 MB: a scanned delivery note or a phone's photo, with room. */
export const evidenceLimitBytes = 20 * 1024 * 1024;

/** @returns undefined for anything but a whole JPEG, PNG or PDF */
export function mediaTypeOf(bytes: Uint8Array): EvidenceMediaType | undefined {
  const type = claimedType(bytes);
  if (type === "application/pdf") return isWholePdf(bytes) ? type : undefined;
  return type !== undefined && pictureOf(bytes) !== undefined ? type : undefined;
}

/** By the first bytes alone. */
export function claimedType(bytes: Uint8Array): EvidenceMediaType | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (isPng(bytes)) return "image/png";
  return isPdf(bytes) ? "application/pdf" : undefined;
}

/** undefined for what is no whole picture */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  return readJpeg(bytes) ?? readPng(bytes);
}
