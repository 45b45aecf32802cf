import { useTranslation } from "react-i18next";
import { zh } from "../../../shared/i18n/zh/resource.ts";

function isKnownValue(value: string): value is keyof typeof zh.words.statusValue {
  return Object.hasOwn(zh.words.statusValue, value);
}

/** The word for a status value; one that the screen does not know yet is shown as it came. */
export function StatusValue({ value }: { value: string }) {
  const { t } = useTranslation();
  return <>{isKnownValue(value) ? t(`words.statusValue.${value}`) : value}</>;
}
