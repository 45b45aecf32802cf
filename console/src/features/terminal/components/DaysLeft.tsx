import type { ConsumableRate } from "@kiosk/contract";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatDay } from "../../../shared/format/due.ts";
import { formatDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { daysLeft, perDayText } from "../days-left.ts";

/** How long a supply lasts at its average use, with how that was counted; or that nobody can say. */
export function DaysLeft({ rate }: { rate: ConsumableRate["rate"] | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const c = "terminal.consumables.days" as const;
  // what is used up has no days, and its level says so already
  if (rate === undefined || (rate.known && rate.toValue <= 0)) return null;
  if (!rate.known) {
    return (
      <Tooltip title={t(`${c}.why.${rate.reason}`)}>
        <span className="muted days-left" data-testid="days-left" data-known="false">
          {t(`${c}.none`)}
        </span>
      </Tooltip>
    );
  }
  const days = daysLeft(rate.emptyAt, now);
  const on = formatDay(formatDate(rate.emptyAt), now, lang);
  const how = t(`${c}.method.${rate.method}`, {
    from: formatDay(formatDate(rate.fromAt), now, lang),
    perDay: perDayText(rate.perDay),
    unit: t(`words.unit.${rate.unit}`),
  });
  return (
    <Tooltip title={how}>
      <span className={days <= 7 ? "days-left tone-fault" : "days-left"} data-testid="days-left" data-known="true">
        {days < 0 ? t(`${c}.past`, { on }) : days < 1 ? t(`${c}.today`) : t(`${c}.left`, { days, on })}
        <span className="muted">{t(`${c}.methodShort.${rate.method}`)}</span>
      </span>
    </Tooltip>
  );
}
