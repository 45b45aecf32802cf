/** The two languages of the screen. zh-CN is the source, en the second. */
export type Lang = "zh" | "en";

/** The side of a two-language value that the reader asked for. */
export function pick(lang: Lang, value: { zh: string; en: string }): string {
  return lang === "zh" ? value.zh : value.en;
}
