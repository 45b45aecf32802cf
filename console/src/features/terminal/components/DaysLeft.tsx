import type { SupplyForecast } from "@kiosk/contract";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatDay } from "../../../shared/format/due.ts";
import { formatDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { daysLeft, perDayText } from "../days-left.ts";

/** How long a supply lasts, with its band and what that rests on; or that nobody can say, and why. */
export function DaysLeft({ forecast }: { forecast: SupplyForecast | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const c = "terminal.consumables.days" as const;
  // what is used up has no days, and its level says so already
  if (forecast === undefined || (typeof forecast.value === "number" && forecast.value <= 0)) return null;
  const { emptyAt, unknownWhy, perDay, basisDays, method, unit } = forecast;
  if (emptyAt === null) {
    return (
      <Tooltip title={unknownWhy === null ? "" : t(`supplies.why.${unknownWhy}`)}>
        <span className="muted days-left" data-testid="days-left" data-known="false">
          {t(`${c}.none`)}
        </span>
      </Tooltip>
    );
  }
  const days = daysLeft(emptyAt.mid, now);
  const on = formatDay(formatDate(emptyAt.mid), now, lang);
  const early = Math.max(0, daysLeft(emptyAt.early, now));
  const how = t(`supplies.method.${method}`, {
    days: Math.round(basisDays),
    perDay: perDayText(perDay ?? 0),
    unit: t(`words.unit.${unit}`),
  });
  return (
    <Tooltip title={how}>
      <span className={early <= 7 ? "days-left tone-fault" : "days-left"} data-testid="days-left" data-known="true">
        {days < 0 ? t(`${c}.past`, { on }) : days < 1 ? t(`${c}.today`) : t(`${c}.left`, { days, on })}
        <span className="muted">
          {t("supplies.band.range", { early, late: Math.max(0, daysLeft(emptyAt.late, now)) })}
        </span>
      </span>
    </Tooltip>
  );
}
