// The band of a forecast: from the early to the late end, with a mark at its middle, over the next ninety days.
import type { EmptyBand } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDay } from "../../../shared/format/due.ts";
import { formatDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";

const dayMs = 86_400_000;
const shownDays = 90;

export function Band({ emptyAt }: { emptyAt: EmptyBand }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const days = (at: number) => Math.max(0, Math.floor((at - now) / dayMs));
  const at = (instant: number) => Math.max(0, Math.min(100, ((instant - now) / (shownDays * dayMs)) * 100));
  const { early, mid, late } = emptyAt;
  const isOver = mid <= now;
  return (
    <span className="supply-band" data-testid="band">
      <span className="band-line" aria-hidden="true">
        <span className="band-span" style={{ left: `${at(early)}%`, width: `${Math.max(1, at(late) - at(early))}%` }} />
        <span className="band-mid" style={{ left: `${at(mid)}%` }} />
      </span>
      <span className="band-text">
        <b className={days(early) <= 7 ? "tone-fault" : ""}>
          {isOver
            ? t("supplies.band.over")
            : t("supplies.band.days", { days: days(mid), on: formatDay(formatDate(mid), now, lang) })}
        </b>{" "}
        {early === late ? null : (
          <span className="muted">{t("supplies.band.range", { early: days(early), late: days(late) })}</span>
        )}
      </span>
    </span>
  );
}
