import type { ReportDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatTimeSeconds } from "../../../shared/format/time.ts";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";

/** What the figures rest on, so that the same report can be made again. */
export function BasisPanel({ report: { basis, templateVersion } }: { report: ReportDetail }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("reports.basis.title")}>
      <dl className="facts small" data-testid="basis">
        <Fact label={t("reports.basis.asOf")}>
          {formatDateTime(basis.asOf).slice(0, 10)} {formatTimeSeconds(basis.asOf)}
        </Fact>
        <Fact label={t("reports.basis.log")}>{t("reports.basis.logText", { n: basis.logSeq })}</Fact>
        <Fact label={t("reports.basis.hash")}>
          <code>{basis.logHash}</code>
        </Fact>
        <Fact label={t("reports.basis.template")}>
          {templateVersion === 0 ? t("reports.basis.product") : t("reports.basis.templateText", { n: templateVersion })}
        </Fact>
        {basis.policies.length === 0 ? null : (
          <Fact label={t("reports.basis.policies")}>
            <ul>
              {basis.policies.map(({ id, version, orders }) => (
                <li key={`${id} ${version}`}>{t("reports.basis.policy", { id, version, n: orders })}</li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <p className="report-note muted small">{t("reports.basis.again")}</p>
    </Panel>
  );
}
