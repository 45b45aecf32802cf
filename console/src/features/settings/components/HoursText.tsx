import type { OpeningHours } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatMinutes, groupDays } from "../../../shared/format/opening-hours.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";

/** A week in one line: days with the same hours together. */
export function useHoursWords(): (hours: OpeningHours) => string {
  const { t } = useTranslation();
  return (hours) =>
    groupDays(hours)
      .map(({ first, last, fromMin, toMin }) => {
        const days = first === last ? t(weekdayKey(first)) : `${t(weekdayKey(first))}–${t(weekdayKey(last))}`;
        return `${days} ${formatMinutes(fromMin)}–${formatMinutes(toMin)}`;
      })
      .join(t("common.semicolon"));
}

export function HoursText({ hours }: { hours: OpeningHours | null }) {
  const { t } = useTranslation();
  const wordsOf = useHoursWords();
  if (hours === null) return <span className="muted">{t("settings.hours.unset")}</span>;
  return <span>{wordsOf(hours)}</span>;
}
