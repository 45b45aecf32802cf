import type { Usage } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";

type Row = Usage["rows"][number];

interface UsageExportProps {
  rows: readonly Row[];
  /** of when they are, server clock */
  at: number;
  from: string;
  to: string;
  appName: (id: string) => string;
  kioskName: (id: string) => string;
}

/** Every app on every terminal as a file: what the tables of the page sum up. */
export function UsageExport({ rows, at, from, to, appName, kioskName }: UsageExportProps) {
  const { t } = useTranslation();
  const c = "apps.usage" as const;
  const columns: ExportColumn<Row>[] = [
    { header: t("apps.terminal"), kind: "text", value: (row) => kioskName(row.kioskId) },
    {
      header: t("apps.form.app"),
      kind: "text",
      value: (row) => (row.appId === null ? t(`${c}.noApp`) : appName(row.appId)),
    },
    { header: t(`${c}.uses`), kind: "number", value: (row) => row.uses },
    { header: t(`${c}.done`), kind: "number", value: (row) => row.done },
    { header: t(`${c}.timedOut`), kind: "number", value: (row) => row.timedOut },
    { header: t(`${c}.jobs`), kind: "number", value: (row) => row.jobs },
    { header: t(`${c}.failed`), kind: "number", value: (row) => row.failedJobs },
    { header: t(`${c}.mean`), kind: "number", value: (row) => row.meanSeconds },
    { header: t(`${c}.elder`), kind: "number", value: (row) => row.elder },
    { header: t(`${c}.ratings`), kind: "number", value: (row) => row.ratings },
    { header: t(`${c}.stars`), kind: "number", value: (row) => row.meanStars },
  ];
  return (
    <ExportButton
      name={t("apps.view.usage")}
      filter={[t(`${c}.span`, { from, to })]}
      columns={columns}
      rows={() => Promise.resolve({ rows, asOf: at, left: 0 })}
    />
  );
}
