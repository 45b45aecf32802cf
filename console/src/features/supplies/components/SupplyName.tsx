import type { SupplyForecast } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { zh } from "../../../shared/i18n/zh/resource.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

function isKnownPart(part: string): part is keyof typeof zh.words.part {
  return Object.hasOwn(zh.words.part, part);
}

interface SupplyNameProps {
  item: string;
  consumable: SupplyForecast["consumable"];
  part: string;
}

/** What the device calls it, and the item that is put in where that has another name. */
export function SupplyName({ item, consumable, part }: SupplyNameProps) {
  const { t } = useTranslation();
  const colour = isKnownPart(part) ? t(`words.part.${part}`) : part;
  const kind = t(`words.consumable.${consumable}`);
  return (
    <span className="supply-what">
      <span>{`${colour} ${kind}`.trim()}</span>
      {item === `${colour}${kind}` ? null : <Verbatim className="muted">{item}</Verbatim>}
    </span>
  );
}
