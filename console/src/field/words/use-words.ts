// The language of the phone's screens: chosen on this phone, shared with the console's own choice.
import { createContext, useContext } from "react";
import type { Lang } from "../../shared/format/lang.ts";
import { en } from "./en.ts";
import { type Words, zh } from "./zh.ts";

const storageKey = "kiosk.language";

export function storedLang(storage: Pick<Storage, "getItem">): Lang {
  return storage.getItem(storageKey) === "en" ? "en" : "zh";
}

export function storeLang(storage: Pick<Storage, "setItem">, lang: Lang): void {
  storage.setItem(storageKey, tagOf(lang));
}

export function tagOf(lang: Lang): "zh-CN" | "en" {
  return lang === "en" ? "en" : "zh-CN";
}

/** Each in itself, for who cannot read the other. */
export const languageNames: readonly { readonly value: Lang; readonly label: string; readonly tag: string }[] = [
  { value: "zh", label: "中文", tag: "zh-CN" },
  { value: "en", label: "English", tag: "en" },
];

export interface LanguageChoice {
  readonly lang: Lang;
  readonly choose: (lang: Lang) => void;
}

export const LanguageContext = createContext<LanguageChoice>({ lang: "zh", choose: () => undefined });

export function useLanguageChoice(): LanguageChoice {
  return useContext(LanguageContext);
}

export function useLang(): Lang {
  return useContext(LanguageContext).lang;
}

export function useWords(): Words {
  return useLang() === "en" ? en : zh;
}
