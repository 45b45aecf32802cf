import { useTranslation } from "react-i18next";
import { zh } from "../../../shared/i18n/zh/resource.ts";

function isKnownPart(part: string): part is keyof typeof zh.words.part {
  return Object.hasOwn(zh.words.part, part);
}

/** Colours have words; any other part is shown as the device names it. */
export function PartName({ part }: { part: string }) {
  const { t } = useTranslation();
  return <span className="part-name">{isKnownPart(part) ? t(`words.part.${part}`) : part}</span>;
}
