// Whether a file may be kept as evidence. Kept is what was sent, byte for byte: a photo's own record of when and where it
// was taken is part of what it proves.
import type { ErrorCode } from "@kiosk/contract";
import { claimedType, type EvidenceMediaType, mediaTypeOf, pictureOf } from "./media-type.ts";
import { activePart, type Inflate } from "./pdf.ts";

/** What the 50-megapixel cameras of phones write (8192 x 6144), and no more: unpacked it is 200 MB. */
export const maxPixels = 51_000_000;
/** The end record of a ZIP archive stands within its last 65,557 bytes (APPNOTE 4.3.16). */
const archiveTailBytes = 65_557;

export type Inspection =
  | { readonly ok: true; readonly mediaType: EvidenceMediaType }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string };

/** @returns `evidence.type`, `evidence.damaged`, `evidence.pixels` or `evidence.active` for what is refused */
export function inspectEvidence(bytes: Uint8Array, inflate: Inflate): Inspection {
  const claimed = claimedType(bytes);
  if (claimed === undefined) return refuse("evidence.type", "");
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) return refuse("evidence.damaged", claimed);
  const picture = pictureOf(bytes);
  if (picture !== undefined && picture.width * picture.height > maxPixels) {
    return refuse("evidence.pixels", `${picture.width} x ${picture.height}`);
  }
  const rider = riderOf(bytes, picture?.end ?? 0);
  if (rider !== undefined) return refuse("evidence.active", rider);
  const active = mediaType === "application/pdf" ? activePart(bytes, inflate) : undefined;
  return active === undefined ? { ok: true, mediaType } : refuse("evidence.active", active);
}

/**
 * What else the file is. Phones write a second picture, a video or notes of their own behind a photo; a page, a document or
 * an archive is put there by somebody.
 */
function riderOf(bytes: Uint8Array, from: number): string | undefined {
  const tail = new TextDecoder("latin1").decode(bytes.subarray(Math.max(from, bytes.length - archiveTailBytes)));
  if (tail.includes("PK\u0005\u0006")) return "ZIP";
  if (from === 0) return undefined;
  const behind = new TextDecoder("latin1").decode(bytes.subarray(from));
  const [word] = /%PDF-|<(?:!doctype|html|head|body|script|svg|iframe)\b|<\?php/i.exec(behind) ?? [];
  return word;
}

function refuse(code: ErrorCode, detail: string): Inspection {
  return { ok: false, code, detail };
}
