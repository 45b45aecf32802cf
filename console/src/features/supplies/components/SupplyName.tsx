import type { SupplyForecast } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { usePartName } from "../use-fit-words.ts";

interface SupplyNameProps {
  item: string;
  consumable: SupplyForecast["consumable"];
  part: string;
}

/** What the device calls it, and the item that is put in where that has another name. */
export function SupplyName({ item, consumable, part }: SupplyNameProps) {
  const { t } = useTranslation();
  const partName = usePartName();
  const colour = part === "" ? "" : partName(part);
  const kind = t(`words.consumable.${consumable}`);
  return (
    <span className="supply-what">
      <span>{`${colour} ${kind}`.trim()}</span>
      {[`${colour}${kind}`, `${kind} ${colour}`].includes(item) ? null : <Verbatim className="muted">{item}</Verbatim>}
    </span>
  );
}
