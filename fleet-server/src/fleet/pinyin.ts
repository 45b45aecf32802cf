import { pinyin } from "pinyin-pro";

/** Initials and full spelling of each text, space-separated: "长宁图书馆" -> "cntsg changningtushuguan". */
export function pinyinOf(...texts: readonly string[]): string {
  const words = new Set<string>();
  for (const text of texts) {
    const syllables = pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive" }).map((s) =>
      s.toLowerCase().replace(/[^a-z0-9]/g, ""),
    );
    words.add(syllables.map((s) => s.slice(0, 1)).join(""));
    words.add(syllables.join(""));
  }
  return [...words].filter((word) => word !== "").join(" ");
}
