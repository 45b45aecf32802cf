import "./inspections.css";
import type { InspectionView } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { formatDateTime } from "../../shared/format/time.ts";
import { ReportChip } from "../../shared/inspections/ReportChip.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { CheckTable } from "./components/CheckTable.tsx";
import { InspectionActs } from "./components/InspectionActs.tsx";
import { PhotoLink } from "./components/PhotoLink.tsx";
import { inspection } from "./queries.ts";

export function InspectionPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inspections/$id" });
  const query = useQuery(inspection(id));
  return (
    <div className="page" data-testid="inspection-page">
      <QueryView
        query={query}
        skeleton={<Lines rows={12} />}
        onError={(error) =>
          isProblem(error, "resource.not-found") ? <EmptyState title={t("inspections.notFound")} /> : undefined
        }
      >
        {(view) => <Loaded view={view} />}
      </QueryView>
    </div>
  );
}

function Loaded({ view }: { view: InspectionView }) {
  const { t } = useTranslation();
  const mayPerform = useCan("inspection.perform", view.contractId) && view.state === "open";
  return (
    <>
      <header className="page-head">
        <h1>
          {t(`inspections.kinds.${view.kind}`)} · {view.kioskSeq} <Verbatim>{view.kioskName}</Verbatim>
        </h1>
        <span className="chip">{t(`inspections.states.${view.state}`)}</span>
        <span className="page-head-gap" />
        {mayPerform ? <InspectionActs view={view} /> : null}
      </header>
      <Panel title={t("inspections.facts")}>
        <dl className="inspection-facts">
          <Fact label={t("inspections.terminal")}>
            <Link to="/terminals/$id" params={{ id: view.kioskId }}>
              <Verbatim>{view.kioskAddress}</Verbatim>
            </Link>
          </Fact>
          <Fact label={t("inspections.by")}>
            <Verbatim>{view.by}</Verbatim>
          </Fact>
          <Fact label={t("inspections.started")}>{formatDateTime(view.startedAt)}</Fact>
          <Fact label={t("inspections.completed")}>
            {view.completedAt === null ? t("inspections.notYet") : formatDateTime(view.completedAt)}
            {view.recordedAt !== null && view.completedAt !== null && view.recordedAt - view.completedAt > 60_000 ? (
              <span className="muted small"> {t("inspections.recorded", { at: formatDateTime(view.recordedAt) })}</span>
            ) : null}
          </Fact>
          {view.arrivedAt === null && view.leftAt === null ? null : (
            <Fact label={t("inspections.onSite")}>
              {view.arrivedAt === null ? "–" : formatDateTime(view.arrivedAt)} →{" "}
              {view.leftAt === null ? "–" : formatDateTime(view.leftAt)}
            </Fact>
          )}
          <Fact label={t("inspections.result")}>{t("inspections.counts", view.counts)}</Fact>
          <Fact label={t("inspections.report")}>
            <ReportChip inspection={view} />
            {view.reportDueBefore === null ? null : (
              <span className="muted small">
                {" "}
                {t("inspections.dueMoved", { at: formatDateTime(view.reportDueBefore) })}
              </span>
            )}
          </Fact>
          {view.host === null ? null : (
            <Fact label={t("inspections.host")}>
              <Verbatim>{view.host.name}</Verbatim> <PhotoLink photo={view.host.signature} n={1} />
            </Fact>
          )}
          {view.conclusion === "" ? null : (
            <Fact label={t("inspections.conclusion")}>
              <Verbatim>{view.conclusion}</Verbatim>
            </Fact>
          )}
          {view.advice === "" ? null : (
            <Fact label={t("inspections.advice")}>
              <Verbatim>{view.advice}</Verbatim>
            </Fact>
          )}
          {view.voidedWhy === null ? null : (
            <Fact label={t("inspections.voidedWhy")}>
              <Verbatim>{view.voidedWhy}</Verbatim>
            </Fact>
          )}
        </dl>
        {view.outdated.length === 0 ? null : <p className="inspection-note muted">{t("inspections.outdated")}</p>}
      </Panel>
      <CheckTable view={view} mayPerform={mayPerform} />
      {view.superseded.length === 0 ? null : (
        <p className="muted">{t("inspections.superseded", { n: view.superseded.length })}</p>
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
