import "./overview.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { MissingYear } from "../../shared/calendar/MissingYear.tsx";
import { formatTimeSeconds } from "../../shared/format/time.ts";
import { KioskCard } from "../../shared/kiosk/KioskCard.tsx";
import { LazyKioskMap } from "../../shared/map/LazyKioskMap.tsx";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { ErrorState } from "../../shared/ui/ErrorState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { DueBoard } from "./components/DueBoard.tsx";
import { Figures } from "./components/Figures.tsx";
import { useOverview, useOverviewMap } from "./queries.ts";

function NoTerminals() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("terminals.empty.none")}
      hint={t("terminals.empty.noneHint")}
      action={
        <Link to="/terminals" search={{ create: "1" }} className="link-button" data-testid="create-first-terminal">
          {t("terminals.create")}
        </Link>
      }
    />
  );
}

function OverviewMap() {
  const { query, fitKey } = useOverviewMap();
  const { sel } = useSearch({ from: "/overview" });
  const navigate = useNavigate({ from: "/overview" });
  const [hovered, setHovered] = useState<string>();
  const select = (id: string | undefined) => {
    void navigate({ search: (old) => ({ ...old, sel: id }), replace: true });
  };
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {({ kiosks }) => {
        if (kiosks.length === 0) return <NoTerminals />;
        const chosen = kiosks.find((k) => k.id === sel);
        return (
          <LazyKioskMap
            rows={kiosks}
            extent={kiosks}
            fitKey={fitKey}
            selectedId={sel}
            hoveredId={hovered}
            onHover={setHovered}
            onSelect={select}
          >
            {chosen === undefined ? null : <KioskCard row={chosen} onClose={() => select(undefined)} />}
          </LazyKioskMap>
        );
      }}
    </QueryView>
  );
}

export function OverviewPage(): ReactElement {
  const { t } = useTranslation();
  const query = useOverview();
  const scope = useContractScope();
  return (
    <div className="page overview-page">
      <header className="page-head">
        <h1>{t("overview.title")}</h1>
        {query.data === undefined ? null : (
          <span className="muted">{t("overview.asOf", { time: formatTimeSeconds(query.data.at) })}</span>
        )}
      </header>
      <MissingYear />
      {scope.query.error !== null && !scope.ready ? (
        <ErrorState
          error={scope.query.error}
          retrying={scope.query.isFetching}
          onRetry={() => void scope.query.refetch()}
        />
      ) : scope.query.data !== undefined && scope.list.length === 0 ? (
        <div className="panel">
          <NoContract />
        </div>
      ) : (
        <>
          <QueryView query={query} skeleton={<div className="figures figures-skeleton" />}>
            {(data) => <Figures data={data} />}
          </QueryView>
          <div className="overview-split">
            <Panel
              title={t("overview.board.title")}
              sub={t("overview.board.sub")}
              extra={<Link to="/work-orders">{t("overview.board.all")}</Link>}
            >
              {query.data === undefined ? (
                query.error === null ? (
                  <Lines rows={8} />
                ) : null
              ) : (
                <DueBoard orders={query.data.nextDue} />
              )}
            </Panel>
            <Panel
              className="overview-map"
              title={t("overview.map.title")}
              extra={<Link to="/terminals">{t("overview.map.all")}</Link>}
            >
              <OverviewMap />
            </Panel>
          </div>
        </>
      )}
    </div>
  );
}
