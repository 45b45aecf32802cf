import type { ReportHead } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDue, formatMoment } from "../../../shared/format/due.ts";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";

type Due = Pick<ReportHead, "dueAt" | "dueStatus"> & Partial<Pick<ReportHead, "filedAt" | "lateMs">>;

const soonMs = 3 * 86_400_000;

/** By when a report has to be filed and how that stands, or when it was filed and how late: the first filing counts. */
export function DueWords({ due: { dueAt, dueStatus, filedAt = null, lateMs = null } }: { due: Due }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (filedAt !== null) {
    return (
      <span className="due-words">
        {t("reports.due.filed", { at: formatMoment(filedAt, now, lang) })}{" "}
        {lateMs === null ? null : lateMs > 0 ? (
          <span className="chip chip-bad">{t("reports.due.late", { span: formatDuration(lateMs, lang) })}</span>
        ) : (
          <span className="chip chip-ok">{t("reports.due.onTime")}</span>
        )}
      </span>
    );
  }
  if (dueAt === null) return <span className="muted">{t("reports.due.unknown")}</span>;
  const left = dueAt - now;
  const tone = left < 0 ? "chip chip-bad" : left < soonMs ? "chip chip-warn" : "chip";
  return (
    <span className="due-words">
      <span className={tone}>
        {t(left < 0 ? "reports.due.overdue" : "reports.due.left", { span: formatDuration(left, lang) })}
      </span>{" "}
      {t("reports.due.by", { at: formatDue({ dueAt, dayClock: true }, now, lang) })}
      {dueStatus === "provisional" ? <span className="muted">{t("reports.due.provisional")}</span> : null}
    </span>
  );
}
