import { CarryOutOutlined } from "@ant-design/icons";
import type { InspectionKind, InspectionPlan } from "@kiosk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Checkbox, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { WindowMark } from "../../../shared/inspections/WindowMark.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";
import { inspectionPlan } from "../queries.ts";
import type { InspectionsSearch } from "../search.ts";
import { PlanFigures } from "./PlanFigures.tsx";

interface PlanTabProps {
  contract: string;
  search: InspectionsSearch;
  onGo: (next: InspectionsSearch) => void;
}

type PlanKiosk = InspectionPlan["kiosks"][number];

export function PlanTab({ contract, search, onGo }: PlanTabProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(inspectionPlan(contract));
  return (
    <QueryView query={query} skeleton={<Lines rows={10} />}>
      {({ pages }) => {
        const [plan] = pages;
        if (plan === undefined || plan.rules === null) {
          return (
            <EmptyState
              icon={<CarryOutOutlined aria-hidden="true" />}
              title={t("inspections.noRules")}
              hint={t("inspections.noRulesHint")}
            />
          );
        }
        const kinds = plan.kinds.map(({ kind }) => kind);
        const kind = search.kind !== undefined && kinds.includes(search.kind) ? search.kind : kinds[0];
        const all = pages.flatMap((page) => page.kiosks);
        const shown = search.due === undefined ? all : all.filter((kiosk) => needsSomebody(kiosk, kind));
        return (
          <>
            <PlanFigures plan={plan} onGo={onGo} />
            {plan.missingYears.length === 0 ? null : (
              <p className="muted">{t("inspections.missingYears", { years: plan.missingYears.join("、") })}</p>
            )}
            <div className="inspection-filter">
              {kind === undefined ? null : (
                <Segmented<InspectionKind>
                  aria-label={t("inspections.kind")}
                  value={kind}
                  onChange={(value) => onGo({ kind: value })}
                  options={kinds.map((value) => ({ value, label: t(`inspections.kinds.${value}`) }))}
                />
              )}
              <Checkbox
                checked={search.due === "1"}
                onChange={(e) => onGo({ due: e.target.checked ? "1" : undefined })}
              >
                {t("inspections.onlyDue")}
              </Checkbox>
              <Legend />
            </div>
            {kind === undefined ? null : <Grid kiosks={shown} kind={kind} />}
            {shown.length === 0 ? <EmptyState title={t("inspections.nothingDue")} /> : null}
            {query.hasNextPage ? (
              <MorePages
                shown={all.length}
                total={plan.total}
                reading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            ) : null}
          </>
        );
      }}
    </QueryView>
  );
}

function needsSomebody({ windows, gaps }: PlanKiosk, kind: InspectionKind | undefined): boolean {
  return (
    gaps.some((gap) => gap.kind === kind) ||
    windows.some((window) => window.kind === kind && (window.state === "open" || window.state === "missed"))
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <span className="inspection-legend muted small">
      {(["done", "open", "missed", "waived", "future"] as const).map((state) => (
        <span key={state}>
          <span className={`window-mark window-${state}`} aria-hidden="true" /> {t(`inspections.window.${state}`)}
        </span>
      ))}
    </span>
  );
}

function Grid({ kiosks, kind }: { kiosks: readonly PlanKiosk[]; kind: InspectionKind }) {
  const { t } = useTranslation();
  if (kiosks.length === 0) return null;
  return (
    <div className="panel">
      <table className="table cards inspection-grid">
        <thead>
          <tr>
            <th scope="col">{t("inspections.terminal")}</th>
            <th scope="col">{t("inspections.windows")}</th>
            <th scope="col">{t("inspections.latest")}</th>
            <th scope="col">{t("inspections.gap")}</th>
          </tr>
        </thead>
        <tbody>
          {kiosks.map((kiosk) => {
            const last = kiosk.latest.find((one) => one.kind === kind);
            const gap = kiosk.gaps.find((one) => one.kind === kind);
            return (
              <tr key={kiosk.kioskId}>
                <td data-label={t("inspections.terminal")}>
                  <Link to="/terminals/$id" params={{ id: kiosk.kioskId }}>
                    {kiosk.seq} <Verbatim>{kiosk.name}</Verbatim>
                  </Link>
                </td>
                <td data-label={t("inspections.windows")}>
                  <span className="window-row">
                    {kiosk.windows
                      .filter((window) => window.kind === kind)
                      .map((window) => (
                        <WindowMark key={window.key} window={window} />
                      ))}
                  </span>
                </td>
                <td data-label={t("inspections.latest")}>
                  {last === undefined || last.completedAt === null ? (
                    <span className="muted">{t("inspections.never")}</span>
                  ) : (
                    <Link to="/inspections/$id" params={{ id: last.id }}>
                      <When at={last.completedAt} />
                      {last.counts.fail > 0 ? (
                        <span className="chip chip-bad">{t("inspections.fails", { n: last.counts.fail })}</span>
                      ) : null}
                    </Link>
                  )}
                </td>
                <td data-label={t("inspections.gap")}>
                  {gap === undefined ? null : (
                    <span className="chip chip-warn">
                      {t("inspections.gapOver", { days: gap.days, max: gap.maxDays })}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
