import "./alarms.css";
import {
  CheckCircleOutlined,
  CheckOutlined,
  DisconnectOutlined,
  FilterOutlined,
  StopOutlined,
} from "@ant-design/icons";
import { FaultList, type FaultRow } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { useSelection } from "../../shared/bulk/selection.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { formatMoment } from "../../shared/format/due.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { InScope } from "../../shared/scope/InScope.tsx";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useUndo } from "../../shared/undo/use-undo.tsx";
import { FaultTable, faultId } from "./components/FaultTable.tsx";
import { FilterBar, noFilters } from "./components/FilterBar.tsx";
import { AcknowledgeDialog, SuppressDialog } from "./components/NoteDialogs.tsx";
import { SuppressionTable } from "./components/SuppressionTable.tsx";
import { exportColumns } from "./export-columns.ts";
import { causesOf } from "./group-rows.ts";
import { faultPages, undoAcknowledgements, useFaults } from "./queries.ts";
import { type AlarmsSearch, isFiltered } from "./search.ts";

function NoFaults({ list, search, onClear }: { list: FaultList; search: AlarmsSearch; onClear: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<FilterOutlined aria-hidden="true" />}
        title={t("faults.empty.filtered")}
        action={<Button onClick={onClear}>{t("faults.filter.clear")}</Button>}
      />
    );
  }
  const { lastCleared: last } = list;
  const title = search.view === undefined || search.view === "suppressed" ? "unacknowledged" : search.view;
  return (
    <EmptyState
      icon={<CheckCircleOutlined aria-hidden="true" />}
      title={t(`faults.empty.${title}`)}
      hint={
        last === null ? (
          t("faults.empty.never")
        ) : (
          <span lang="zh-CN" data-testid="last-cleared">
            {t("faults.empty.last", {
              what: pick(lang, last),
              where: `${t("common.seqPrefix", { seq: last.kioskSeq })} ${last.kioskName}`,
              time: formatMoment(last.clearedAt ?? last.firstAt, now, lang),
            })}
          </span>
        )
      }
    />
  );
}

/** Every row of the filter, page by page. */
async function readAll(
  search: AlarmsSearch,
  contract: string | undefined,
  options: { signal: AbortSignal; onProgress: (got: number) => void },
) {
  const rows: FaultRow[] = [];
  let after: string | undefined;
  for (;;) {
    const query = { ...search, contract, after };
    const page: FaultList = await request(FaultList, "/faults", { query, signal: options.signal });
    rows.push(...page.groups.flatMap((g) => g.rows));
    options.onProgress(rows.length);
    if (page.next === null) return { rows, asOf: page.at, left: 0 };
    after = page.next;
  }
}

export function AlarmsPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const search = useSearch({ from: "/alarms" });
  const navigate = useNavigate({ from: "/alarms" });
  const client = useQueryClient();
  const offerUndo = useUndo();
  const { scope, query } = useFaults(search);
  const selection = useSelection(faultId);
  const [act, setAct] = useState<"acknowledge" | "suppress">();
  const mayAcknowledge = useCan("fault.acknowledge", scope.contract);
  const maySuppress = useCan("fault.suppress", scope.contract);
  const view = search.view ?? "unacknowledged";
  const set = (change: Partial<AlarmsSearch>) => {
    if (change.view !== undefined || "view" in change) selection.clear();
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true });
  };
  const [head] = query.data?.pages ?? [];
  const groups = (query.data?.pages ?? []).flatMap((page) => page.groups);
  const readAgain = async () => {
    const fresh = await client.fetchInfiniteQuery({
      ...faultPages({ ...search, contract: scope.contract }),
      staleTime: 0,
      pages: Math.max(1, query.data?.pages.length ?? 1),
    });
    return new Map(fresh.pages.flatMap((p) => p.groups).flatMap((g) => g.rows.map((row) => [row.id, row] as const)));
  };
  const finish = (n: number) => {
    setAct(undefined);
    if (n > 0) selection.clear();
    void client.invalidateQueries({ queryKey: keys.faults });
    void client.invalidateQueries({ queryKey: keys.overviews });
  };
  const acknowledged = (done: readonly { id: string; at: number }[]) => {
    finish(done.length);
    if (done.length === 0) return;
    offerUndo({
      done: t("faults.acknowledge.done", { n: done.length }),
      inverse: async () => {
        const { skipped } = await undoAcknowledgements(done);
        await client.invalidateQueries({ queryKey: keys.faults });
        const [first] = skipped;
        if (first !== undefined) throw new Error(t(`faults.skip.${first.reason}`, { name: first.name ?? "" }));
      },
    });
  };
  const acts = view === "unacknowledged" || view === "acknowledged";
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("faults.title")}</h1>
        <output className="visually-hidden" aria-live="polite">
          {head === undefined ? "" : t("faults.said", { n: head.counts.unacknowledged })}
        </output>
        {head === undefined || head.silent === 0 ? null : (
          <span className="chip chip-warn" data-testid="silent">
            <DisconnectOutlined aria-hidden="true" />
            {t("faults.silent", { n: head.silent })}{" "}
            <Link to="/terminals" search={{ health: "offline" }}>
              {t("faults.silentLink")}
            </Link>
          </span>
        )}
        <span className="page-head-gap" />
        {view === "suppressed" ? null : (
          <ExportButton
            name={t("faults.exporting.name")}
            filter={[t(`faults.view.${view}`), search.street ?? ""].filter((word) => word !== "")}
            columns={exportColumns(t, lang)}
            rows={(options) => readAll(search, scope.contract, options)}
          />
        )}
      </header>
      <FilterBar search={search} list={head} set={set} />
      <InScope scope={scope}>
        {scope.query.data !== undefined && scope.list.length === 0 ? (
          <div className="panel">
            <NoContract />
          </div>
        ) : view === "suppressed" ? (
          <div className="panel">
            <SuppressionTable />
          </div>
        ) : (
          <div className="panel">
            <QueryView query={query} skeleton={<Lines rows={10} />}>
              {() =>
                groups.length === 0 && head !== undefined ? (
                  <NoFaults list={head} search={search} onClear={() => set(noFilters)} />
                ) : (
                  <FaultTable
                    groups={groups}
                    view={view}
                    selection={acts && (mayAcknowledge || maySuppress) ? selection : undefined}
                    dim={query.isPlaceholderData}
                  />
                )
              }
            </QueryView>
            {query.hasNextPage ? (
              <div className="table-foot">
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t("faults.more")}
                </Button>
              </div>
            ) : null}
          </div>
        )}
      </InScope>
      {acts ? (
        <BulkBar selection={selection} all={groups.flatMap(causesOf)}>
          {view === "unacknowledged" ? (
            <Button
              type="primary"
              icon={<CheckOutlined aria-hidden="true" />}
              data-testid="acknowledge"
              disabled={!mayAcknowledge}
              title={mayAcknowledge ? "" : t("faults.denied")}
              onClick={() => setAct("acknowledge")}
            >
              {t("faults.acknowledge.title")}
            </Button>
          ) : null}
          <Button
            icon={<StopOutlined aria-hidden="true" />}
            data-testid="suppress"
            disabled={!maySuppress}
            title={maySuppress ? "" : t("faults.denied")}
            onClick={() => setAct("suppress")}
          >
            {t("faults.suppress.title")}
          </Button>
        </BulkBar>
      ) : null}
      {act === "acknowledge" ? (
        <AcknowledgeDialog items={selection.items} readAgain={readAgain} onClose={acknowledged} />
      ) : null}
      {act === "suppress" ? (
        <SuppressDialog items={selection.items} readAgain={readAgain} onClose={(n) => finish(n)} />
      ) : null}
    </div>
  );
}
