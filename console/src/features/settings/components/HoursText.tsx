import type { OpeningHours } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatMinutes, groupDays } from "../../../shared/format/opening-hours.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";

/** A week in one line: days with the same hours together. */
export function HoursText({ hours }: { hours: OpeningHours | null }) {
  const { t } = useTranslation();
  if (hours === null) return <span className="muted">{t("settings.hours.unset")}</span>;
  const parts = groupDays(hours).map(({ first, last, fromMin, toMin }) => {
    const days = first === last ? t(weekdayKey(first)) : `${t(weekdayKey(first))}–${t(weekdayKey(last))}`;
    return `${days} ${formatMinutes(fromMin)}–${formatMinutes(toMin)}`;
  });
  return <span>{parts.join(t("common.semicolon"))}</span>;
}
