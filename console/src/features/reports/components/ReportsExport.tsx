import type { ReportHead } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { everyPage } from "../../../shared/export/every-page.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { type ReportListFilter, readReports } from "../queries.ts";

interface ReportsExportProps {
  contract: string | undefined;
  filter: ReportListFilter;
  total: number | undefined;
}

/** The list as a file: all pages of its filter. */
export function ReportsExport({ contract, filter, total }: ReportsExportProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const columns: ExportColumn<ReportHead>[] = [
    { header: t("reports.list.number"), kind: "text", value: (row) => row.number },
    { header: t("reports.filter.kind"), kind: "text", value: (row) => t(`reports.kinds.${row.kind}`) },
    {
      header: t("reports.list.report"),
      kind: "text",
      value: ({ titleZh, titleEn }) => pick(lang, { zh: titleZh, en: titleEn }),
    },
    { header: t("reports.list.period"), kind: "text", value: (row) => row.period },
    { header: t("reports.list.state"), kind: "text", value: (row) => t(`reports.states.${row.state}`) },
    { header: t("reports.list.version"), kind: "number", value: (row) => row.version },
    { header: t("reports.list.dueAt"), kind: "time", value: (row) => row.dueAt },
    { header: t("reports.list.filedAt"), kind: "time", value: (row) => row.filedAt },
    { header: t("reports.list.late"), kind: "duration", value: (row) => (row.lateMs === 0 ? null : row.lateMs) },
    { header: t("reports.list.drafter"), kind: "text", value: (row) => row.drafter },
    { header: t("reports.list.reviewer"), kind: "text", value: (row) => row.reviewer },
    { header: t("reports.list.acknowledger"), kind: "text", value: (row) => row.acknowledger },
  ];
  const { kind, state, due, month } = filter;
  const words = [
    kind === undefined ? "" : t(`reports.kinds.${kind}`),
    state === undefined ? "" : t(`reports.states.${state}`),
    due === undefined ? "" : t(`reports.filter.dues.${due}`),
    month ?? "",
  ];
  return (
    <ExportButton
      name={t("reports.title")}
      filter={words.filter((word) => word !== "")}
      columns={columns}
      total={total}
      rows={(options) =>
        everyPage(async (after, signal) => {
          const page = await readReports(contract, filter, { after, limit: "200" }, signal);
          return { rows: page.reports, asOf: page.at, next: page.next, total: page.total };
        }, options)
      }
    />
  );
}
