import "./terminals.css";
import { PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { type ReactElement, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { KioskCard } from "../../shared/kiosk/KioskCard.tsx";
import { type Box, formatBox, parseBox } from "../../shared/map/geo.ts";
import { LazyKioskMap } from "../../shared/map/LazyKioskMap.tsx";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { ErrorState } from "../../shared/ui/ErrorState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { phoneQuery, useMedia } from "../../shared/ui/use-media.ts";
import { useStable } from "../../shared/ui/use-stable.ts";
import { EmptyList } from "./components/EmptyList.tsx";
import { FilterBar } from "./components/FilterBar.tsx";
import { NewTerminalForm } from "./components/NewTerminalForm.tsx";
import { TerminalList } from "./components/TerminalList.tsx";
import { TerminalsExport } from "./components/TerminalsExport.tsx";
import { applyFilter, sortRows } from "./filter.ts";
import { useTerminals } from "./queries.ts";
import { useFilters } from "./use-filters.ts";

const none: never[] = [];

export function TerminalsPage(): ReactElement {
  const { t } = useTranslation();
  const phone = useMedia(phoneQuery);
  const [seen, setSeen] = useState<Box>();
  const [hovered, setHovered] = useState<string>();
  const [fromMap, setFromMap] = useState<string>();
  const filters = useFilters(seen);
  const { search, filter, set } = filters;
  const { scope, all, matched, fitKey } = useTerminals(search.q);

  const allRows = all.data?.kiosks ?? none;
  const matchedRows = matched.data?.kiosks ?? none;
  // The controls answer at once; five hundred rows and points may follow a moment later.
  const health = useDeferredValue(filter.health);
  const street = useDeferredValue(filter.street);
  const view = useDeferredValue(filter.view);
  const mapRows = useMemo(
    () => applyFilter(matchedRows, { health, street, view: undefined }),
    [matchedRows, health, street],
  );
  const rows = useMemo(
    () => sortRows(applyFilter(matchedRows, { health, street, view })),
    [matchedRows, health, street, view],
  );

  const selectFromList = useStable((id: string) => set({ sel: id === search.sel ? undefined : id }));
  const selectFromMap = (id: string) => {
    setFromMap(id);
    set({ sel: id });
  };
  const hoverFromMap = (id: string | undefined) => {
    setHovered(id);
    setFromMap(id ?? search.sel);
  };
  const create = () => set({ create: "1" });
  const noContract = scope.query.data !== undefined && scope.list.length === 0;
  const chosen = allRows.find((k) => k.id === search.sel);
  const showList = !phone || search.tab === undefined;
  const showMap = !phone || search.tab === "map";

  if (noContract) {
    return (
      <div className="page">
        <header className="page-head">
          <h1>{t("terminals.title")}</h1>
        </header>
        <div className="panel">
          <NoContract />
        </div>
      </div>
    );
  }
  return (
    <div className="terminals-page">
      <section className="terminals-side">
        <header className="terminals-head">
          <h1>{t("terminals.title")}</h1>
          <span className="muted" data-testid="terminal-count">
            {matched.data === undefined
              ? null
              : t("terminals.count", { shown: rows.length, total: all.data?.total ?? matched.data.total })}
          </span>
          <span className="page-head-gap" />
          <TerminalsExport search={search} />
          <Button
            size="small"
            type="primary"
            icon={<PlusOutlined aria-hidden="true" />}
            data-testid="create-terminal"
            onClick={create}
          >
            {t("terminals.create")}
          </Button>
          {phone ? (
            <Segmented<"list" | "map">
              size="small"
              data-testid="list-map-tabs"
              options={[
                { value: "list", label: t("terminals.tabs.list") },
                { value: "map", label: t("terminals.tabs.map") },
              ]}
              value={search.tab ?? "list"}
              onChange={(tab) => set({ tab: tab === "map" ? "map" : undefined })}
            />
          ) : null}
        </header>
        <FilterBar
          filters={filters}
          all={allRows}
          matched={matchedRows}
          searching={matched.isPlaceholderData && matched.isFetching}
        />
        {scope.query.error !== null && !scope.ready ? (
          <ErrorState
            error={scope.query.error}
            retrying={scope.query.isFetching}
            onRetry={() => void scope.query.refetch()}
          />
        ) : showList ? (
          <QueryView query={matched} skeleton={<Lines rows={14} />}>
            {() =>
              rows.length === 0 ? (
                <EmptyList all={allRows} matched={matchedRows} filters={filters} onCreate={create} />
              ) : (
                <TerminalList
                  rows={rows}
                  known={allRows}
                  selectedId={search.sel}
                  hoveredId={hovered}
                  reveal={fromMap ?? search.sel}
                  dim={matched.isPlaceholderData}
                  onHover={setHovered}
                  onSelect={selectFromList}
                />
              )
            }
          </QueryView>
        ) : null}
      </section>
      {showMap ? (
        <div className="terminals-map">
          <LazyKioskMap
            rows={mapRows}
            extent={allRows}
            fitKey={fitKey}
            selectedId={search.sel}
            hoveredId={hovered}
            box={parseBox(search.box)}
            onHover={hoverFromMap}
            onSelect={selectFromMap}
            onMove={(box, byUser) => {
              setSeen(box);
              if (byUser) set({ box: formatBox(box) });
            }}
          >
            {phone && chosen !== undefined ? <KioskCard row={chosen} onClose={() => set({ sel: undefined })} /> : null}
          </LazyKioskMap>
        </div>
      ) : null}
      {search.create === undefined || scope.query.data === undefined ? null : (
        <NewTerminalForm contracts={scope.list} chosen={scope.contract} onClose={() => set({ create: undefined })} />
      )}
    </div>
  );
}
