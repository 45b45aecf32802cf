// What a service is found by on the citizen's screen. The pages have no dictionary of readings; they get the spelling from here.
import type { AppManifest } from "@kiosk/contract";
import { pinyin } from "pinyin-pro";

/**
 * Name and keywords, each as syllables in lower case with one space between: "就医记录册" -> "jiu yi ji lu ce". Latin words and
 * numbers stand as they are; ü is v. No text twice, none empty.
 */
export function searchWords({ name, keywords }: Pick<AppManifest, "name" | "keywords">): string[] {
  const spelled = [name.zh, ...keywords].map(spell);
  const english = name.en.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [...new Set([...spelled, english.join(" ")])].filter((text) => text !== "").map((text) => text.slice(0, 200));
}

function spell(text: string): string {
  const syllables = pinyin(text.normalize("NFKC"), { toneType: "none", type: "array", nonZh: "consecutive", v: true });
  return syllables
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]+/g, ""))
    .filter((syllable) => syllable !== "")
    .join(" ");
}
