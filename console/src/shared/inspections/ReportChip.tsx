import type { InspectionHead } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../format/time.ts";
import { useNow } from "../time/ClockProvider.tsx";

/** Where the report of an inspection is, and by when it has to be filed (clause C3). */
export function ReportChip({
  inspection: { state, reportDueAt, reportDueStatus, reportState, reportFiledAt },
}: {
  inspection: Pick<InspectionHead, "state" | "reportDueAt" | "reportDueStatus" | "reportState" | "reportFiledAt">;
}) {
  const { t } = useTranslation();
  const now = useNow();
  if (state !== "completed") return <span className="muted">{t("inspections.reportNone")}</span>;
  const isFiled = reportState === "filed" || reportState === "acknowledged";
  const isLate = reportDueAt !== null && (reportFiledAt ?? now) > reportDueAt;
  return (
    <>
      <span className={isLate ? "chip chip-bad" : isFiled ? "chip chip-ok" : "chip"}>
        {t(`inspections.reportStates.${reportState}`)}
        {isLate ? ` · ${t(isFiled ? "inspections.filedLate" : "inspections.overdue")}` : ""}
      </span>{" "}
      <span className="muted small">
        {reportDueAt === null
          ? t("inspections.dueUnknown")
          : t("inspections.dueAt", { at: formatDateTime(reportDueAt) }) +
            (reportDueStatus === "provisional" ? t("inspections.provisional") : "")}
      </span>
    </>
  );
}
