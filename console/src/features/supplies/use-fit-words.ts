import type { ItemFit } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { zh } from "../../shared/i18n/zh/resource.ts";

function isKnownPart(part: string): part is keyof typeof zh.words.part {
  return Object.hasOwn(zh.words.part, part);
}

/** The part of a device as people call it. @param part null: every part; "": the only one there is */
export function usePartName(): (part: string | null) => string {
  const { t } = useTranslation();
  return (part) => {
    if (part === null) return t("supplies.items.everyPart");
    if (part === "") return t("supplies.items.onePart");
    return isKnownPart(part) ? t(`words.part.${part}`) : part;
  };
}

/** What an item is put in, in one line. */
export function useFitWords(): (fit: ItemFit) => string {
  const { t } = useTranslation();
  const partName = usePartName();
  return ({ profileId, consumable, part }) => {
    const kind = t(`words.consumable.${consumable}`);
    const what = part === null || part === "" ? kind : `${kind} (${partName(part)})`;
    return `${profileId ?? t("supplies.items.everyModel")} · ${what}`;
  };
}
