// The name a stored file is shown and downloaded under. It comes from a person's computer; the file itself is kept under
// its digest.
import type { EvidenceMediaType } from "./media-type.ts";

const maxCharacters = 120;

/** The first is given where the name has none that fits. */
const endings: { readonly [T in EvidenceMediaType]: readonly string[] } = {
  "image/jpeg": [".jpg", ".jpeg", ".jfif"],
  "image/png": [".png"],
  "application/pdf": [".pdf"],
};

/**
 * One name of at most 120 characters without path, control and direction characters, in NFC, with an ending that fits
 * what the file is: a photo cannot be handed out as `photo.exe`. Chinese stays as it is; nothing left gives `evidence`.
 */
export function evidenceFileName(raw: string, mediaType: EvidenceMediaType): string {
  const lastPart = raw.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const name = lastPart
    // Cc: control; Cf: direction overrides and zero-width characters that make a name read as another; Zl, Zp: line ends
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .normalize("NFC")
    // not allowed in names on Windows
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    // `..`, hidden files, and the ends Windows drops
    .replace(/^[. ]+|[. ]+$/g, "");
  const fitting = endings[mediaType];
  const found = fitting.find((ending) => name.toLowerCase().endsWith(ending));
  const ending = found === undefined ? (fitting[0] ?? "") : name.slice(-found.length);
  const stem = found === undefined ? name : name.slice(0, -found.length);
  const kept = [...stem].slice(0, maxCharacters - ending.length).join("");
  return `${kept === "" ? "evidence" : kept}${ending}`;
}
