import "./terminals.css";
import { PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { KioskCard } from "../../shared/kiosk/KioskCard.tsx";
import { type Box, formatBox, parseBox } from "../../shared/map/geo.ts";
import { LazyKioskMap } from "../../shared/map/LazyKioskMap.tsx";
import { InScope } from "../../shared/scope/InScope.tsx";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { phoneQuery, useMedia } from "../../shared/ui/use-media.ts";
import { useStable } from "../../shared/ui/use-stable.ts";
import { EmptyList } from "./components/EmptyList.tsx";
import { FilterBar } from "./components/FilterBar.tsx";
import { NewTerminalForm } from "./components/NewTerminalForm.tsx";
import { TerminalList } from "./components/TerminalList.tsx";
import { TerminalsExport } from "./components/TerminalsExport.tsx";
import { useChosen, useTerminals } from "./queries.ts";
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
  const { scope, list, all, shown, fitKey } = useTerminals(filter);

  const places = all.data ?? none;
  const rows = list.data?.rows ?? none;
  const first = list.data?.first;

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
  const me = useMe();
  // contracts in which the person may enter terminals
  const manageable = scope.list.filter((contract) => can(me, "kiosk.manage", contract.id));
  const noContract = scope.query.data !== undefined && scope.list.length === 0;
  const loaded = rows.find((k) => k.id === search.sel);
  const read = useChosen(loaded === undefined ? search.sel : undefined);
  const chosen = loaded ?? read;
  // what was chosen on the map may stand pages further down: it is shown before the others
  const listed = loaded === undefined && chosen !== undefined ? [chosen, ...rows] : rows;
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
            {first === undefined ? null : t("terminals.count", { shown: first.matched, total: first.total })}
          </span>
          <span className="page-head-gap" />
          <TerminalsExport search={search} />
          {manageable.length === 0 ? null : (
            <Button
              size="small"
              type="primary"
              icon={<PlusOutlined aria-hidden="true" />}
              data-testid="create-terminal"
              onClick={create}
            >
              {t("terminals.create")}
            </Button>
          )}
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
        <FilterBar filters={filters} list={first} searching={list.isPlaceholderData && list.isFetching} />
        <InScope scope={scope}>
          {showList ? (
            <QueryView query={list} skeleton={<Lines rows={14} />}>
              {() =>
                first === undefined ? null : first.matched === 0 ? (
                  <EmptyList
                    list={first}
                    filters={filters}
                    {...(manageable.length === 0 ? {} : { onCreate: create })}
                  />
                ) : (
                  <TerminalList
                    rows={listed}
                    known={places}
                    total={first.matched}
                    more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
                    reading={list.isFetchingNextPage}
                    selectedId={search.sel}
                    hoveredId={hovered}
                    reveal={fromMap ?? search.sel}
                    dim={list.isPlaceholderData}
                    onHover={setHovered}
                    onSelect={selectFromList}
                  />
                )
              }
            </QueryView>
          ) : null}
        </InScope>
      </section>
      {showMap ? (
        <div className="terminals-map">
          <LazyKioskMap
            rows={shown.data ?? none}
            extent={places}
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
      {search.create === undefined || manageable.length === 0 ? null : (
        <NewTerminalForm contracts={manageable} chosen={scope.contract} onClose={() => set({ create: undefined })} />
      )}
    </div>
  );
}
