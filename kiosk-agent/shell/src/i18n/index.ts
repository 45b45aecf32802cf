// The citizen's words: Chinese first, English complete (the type of one is the type of the other). Each room has its own file.
import { usePrefs } from "../app/prefs.ts";
import { en } from "./en/index.ts";
import { type Words, zh } from "./zh/index.ts";

export type Language = "zh" | "en";

export function wordsOf(language: Language): Words {
  return language === "zh" ? zh : en;
}

/** All words, in the language of whoever stands in front of it. */
export function useWords(): Words {
  return wordsOf(usePrefs().language);
}

/** What came in both languages (an app's name, a cause). */
export function useSaid(): (said: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePrefs();
  return (said) => said[language];
}

/** Puts values into the `{name}` places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
