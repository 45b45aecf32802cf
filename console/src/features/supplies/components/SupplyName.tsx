import type { SupplyForecast } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { zh } from "../../../shared/i18n/zh/resource.ts";

function isKnownPart(part: string): part is keyof typeof zh.words.part {
  return Object.hasOwn(zh.words.part, part);
}

interface SupplyNameProps {
  consumable: SupplyForecast["consumable"];
  part: string;
}

export function SupplyName({ consumable, part }: SupplyNameProps) {
  const { t } = useTranslation();
  return (
    <span>
      {isKnownPart(part) ? t(`words.part.${part}`) : part} {t(`words.consumable.${consumable}`)}
    </span>
  );
}
