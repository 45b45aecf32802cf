import "./overview.css";
import type { Overview } from "@kiosk/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { MissingYear } from "../../shared/calendar/MissingYear.tsx";
import { formatAge } from "../../shared/format/duration.ts";
import { formatShort, formatTimeSeconds } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { KioskCard } from "../../shared/kiosk/KioskCard.tsx";
import { LazyKioskMap } from "../../shared/map/LazyKioskMap.tsx";
import { InScope } from "../../shared/scope/InScope.tsx";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { useNow } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { DueBoard } from "./components/DueBoard.tsx";
import { Figures } from "./components/Figures.tsx";
import { useChosen, useOverview, useOverviewMap } from "./queries.ts";

function NoTerminals() {
  const { t } = useTranslation();
  const mayCreate = useCan("kiosk.manage");
  return (
    <EmptyState
      title={t("terminals.empty.none")}
      hint={t("terminals.empty.noneHint")}
      action={
        mayCreate ? (
          <Link to="/terminals" search={{ create: "1" }} className="link-button" data-testid="create-first-terminal">
            {t("terminals.create")}
          </Link>
        ) : undefined
      }
    />
  );
}

function OverviewMap() {
  const { query, fitKey } = useOverviewMap();
  const { sel } = useSearch({ from: "/overview" });
  const navigate = useNavigate({ from: "/overview" });
  const [hovered, setHovered] = useState<string>();
  const chosen = useChosen(sel);
  const select = (id: string | undefined) => {
    void navigate({ search: (old) => ({ ...old, sel: id }), replace: true });
  };
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {(kiosks) => {
        if (kiosks.length === 0) return <NoTerminals />;
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

/** The last figures of this machine with their age, or grey: never numbers that could be taken for present ones. */
function Before({ data }: { data: Overview | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (data === undefined) return <div className="figures figures-skeleton" />;
  return (
    <div className="figures-before" data-testid="last-snapshot">
      <p className="figures-age">
        {t("overview.snapshot", { time: formatShort(data.at, now), age: formatAge(now - data.at, lang) })}
      </p>
      <Figures data={data} />
    </div>
  );
}

export function OverviewPage(): ReactElement {
  const { t } = useTranslation();
  const { query, before } = useOverview();
  const scope = useContractScope();
  const mayIssueWall = useCan("wall.issue", scope.contract);
  return (
    <div className="page overview-page">
      <header className="page-head">
        <h1>{t("overview.title")}</h1>
        {query.data === undefined ? null : (
          <span className="muted">{t("overview.asOf", { time: formatTimeSeconds(query.data.at) })}</span>
        )}
        <span className="page-head-gap" />
        {mayIssueWall ? <Link to="/wall-screens">{t("overview.wall")}</Link> : null}
      </header>
      <MissingYear />
      <InScope scope={scope}>
        {scope.query.data !== undefined && scope.list.length === 0 ? (
          <div className="panel">
            <NoContract />
          </div>
        ) : (
          <>
            <QueryView query={query} skeleton={<Before data={before} />}>
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
      </InScope>
    </div>
  );
}
