import { orderEventTypes } from "@kiosk/contract";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

/** `确认诊断` for an event; `acknowledged:human` and `parts_complete` too; words of other versions stay as they are. */
export function eventWord(type: string, t: TFunction): string {
  if (type === "parts_complete") return t("words.partsComplete");
  const [head = ""] = type.split(":");
  const known = orderEventTypes.find((e) => e === head);
  return known === undefined ? type : t(`words.orderEvent.${known}`);
}

export function useEventWord(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => eventWord(type, t);
}
