import type { ReportTemplate } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";

export function VersionName({ template: { version, at } }: { template: ReportTemplate }) {
  const { t } = useTranslation();
  if (version === 0) return t("reports.template.product");
  return (
    <>
      {t("reports.template.version", { n: version })}{" "}
      <span className="muted small">{t("reports.template.changed", { at: formatDateTime(at) })}</span>
    </>
  );
}
