import { useTranslation } from "react-i18next";
import type { Lang } from "../format/lang.ts";

/** The chosen language as the key of two-language data. */
export function useLang(): Lang {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh";
}
