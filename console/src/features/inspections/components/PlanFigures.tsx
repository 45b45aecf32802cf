import type { InspectionPlan } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "../../../shared/ui/Panel.tsx";
import type { InspectionsSearch } from "../search.ts";

/** Coverage of the term and of what is open now, for each kind; reports that are not filed. */
export function PlanFigures({ plan, onGo }: { plan: InspectionPlan; onGo: (next: InspectionsSearch) => void }) {
  const { t } = useTranslation();
  const { rules, reports } = plan;
  return (
    <Panel
      className="inspection-figures"
      title={t("inspections.coverage")}
      sub={rules === null ? undefined : t("inspections.term", { from: rules.term.from, to: rules.term.to })}
    >
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{t("inspections.kind")}</th>
            <th scope="col">{t("inspections.now")}</th>
            <th scope="col">{t("inspections.planned")}</th>
            <th scope="col">{t("inspections.ofTerm")}</th>
            <th scope="col">{t("inspections.window.missed")}</th>
            <th scope="col">{t("inspections.window.waived")}</th>
          </tr>
        </thead>
        <tbody>
          {plan.kinds.map((one) => (
            <tr key={one.kind}>
              <td data-label={t("inspections.kind")}>{t(`inspections.kinds.${one.kind}`)}</td>
              <td data-label={t("inspections.now")}>
                {t("inspections.doneOf", { done: one.current.done, owed: one.current.due })}{" "}
                <progress
                  max={Math.max(one.current.due, 1)}
                  value={one.current.done}
                  aria-label={t(`inspections.kinds.${one.kind}`)}
                />
              </td>
              <td data-label={t("inspections.planned")}>{one.current.planned}</td>
              <td data-label={t("inspections.ofTerm")}>
                {t("inspections.doneOf", { done: one.done, owed: one.owed })}
              </td>
              <td data-label={t("inspections.window.missed")}>
                {one.missed === 0 ? 0 : <span className="chip chip-bad">{one.missed}</span>}
              </td>
              <td data-label={t("inspections.window.waived")}>{one.waived}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="inspection-reports">
        {t("inspections.reportsDue", { n: reports.due })}{" "}
        {reports.overdue === 0 ? null : (
          <Button danger size="small" onClick={() => onGo({ view: "records", report: "overdue" })}>
            {t("inspections.reportsOverdue", { n: reports.overdue })}
          </Button>
        )}
      </p>
    </Panel>
  );
}
