// zh-CN is the source and comes with the page; English is fetched when it is chosen.
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { zh } from "./zh/resource.ts";

export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

const storageKey = "kiosk.language";

export function storedLanguage(storage: Pick<Storage, "getItem">): Language {
  const stored = storage.getItem(storageKey);
  return languages.find((l) => l === stored) ?? "zh-CN";
}

async function ensureLoaded(instance: i18n, language: Language): Promise<void> {
  if (language !== "en" || instance.hasResourceBundle("en", "translation")) return;
  const { en } = await import("./en/resource.ts");
  instance.addResourceBundle("en", "translation", en);
}

/** Switches the page, remembers the choice on this machine. */
export async function changeLanguage(instance: i18n, language: Language): Promise<void> {
  await ensureLoaded(instance, language);
  await instance.changeLanguage(language);
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
}

export async function createI18n(language: Language): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    supportedLngs: [...languages],
    resources: { "zh-CN": { translation: zh } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
  });
  await ensureLoaded(instance, language);
  if (language === "en") await instance.changeLanguage("en");
  document.documentElement.lang = language;
  return instance;
}
