import "./audit.css";
import { FileSearchOutlined, ReloadOutlined } from "@ant-design/icons";
import type { AuditEntry } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AuditFilter } from "../../shared/api-client/keys.ts";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { filterOf } from "./audit-filter.ts";
import { AuditFilters } from "./components/AuditFilters.tsx";
import { AuditTable } from "./components/AuditTable.tsx";
import { ChainPanel } from "./components/ChainPanel.tsx";
import { LineDrawer } from "./components/LineDrawer.tsx";
import { readAudit, useAudit } from "./queries.ts";
import type { AuditSearch } from "./search.ts";

/** The server gives no more at once. */
const exportPage = 500;

async function readAll(filter: AuditFilter, signal: AbortSignal, onProgress: (got: number) => void) {
  const rows: AuditEntry[] = [];
  let asOf = 0;
  let before: number | undefined;
  do {
    const page = await readAudit(filter, before, exportPage, signal);
    rows.push(...page.entries);
    asOf = asOf === 0 ? page.at : asOf;
    onProgress(rows.length);
    before = page.next ?? undefined;
  } while (before !== undefined);
  return { rows, asOf, left: 0 };
}

function useColumns(): ExportColumn<AuditEntry>[] {
  const { t } = useTranslation();
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  return [
    { header: t("audit.seq"), kind: "number", value: (e) => e.seq },
    { header: t("audit.at"), kind: "time", value: (e) => e.at },
    { header: t("audit.who"), kind: "text", value: (e) => e.name },
    { header: t("audit.by"), kind: "text", value: (e) => e.by },
    { header: t("audit.from"), kind: "text", value: (e) => e.from },
    { header: t("audit.what"), kind: "text", value: (e) => e.action },
    { header: t("audit.target"), kind: "text", value: (e) => e.target },
    { header: t("audit.contract"), kind: "text", value: (e) => e.contractId },
    { header: t("audit.result"), kind: "text", value: (e) => e.result },
    { header: t("audit.before"), kind: "text", value: (e) => json(e.before) },
    { header: t("audit.after"), kind: "text", value: (e) => json(e.after) },
    { header: t("audit.hash"), kind: "text", value: (e) => e.hash },
  ];
}

/** The log as its administrator reads it. Nothing here changes anything. */
export function AuditPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const { by, action, target, result, from, to } = search;
  const filter = useMemo(
    () => filterOf({ by, action, target, result, from, to }),
    [by, action, target, result, from, to],
  );
  const line = search.line === undefined ? undefined : Number(search.line);
  const query = useAudit(filter);
  const columns = useColumns();
  const set = (change: Partial<AuditSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const words = [by, action, target, result, from, to].filter((word) => word !== undefined);
  return (
    <div className="page audit-page">
      <header className="page-head">
        <h1>{t("audit.title")}</h1>
        <span className="muted">{t("audit.hint")}</span>
        <span className="page-head-gap" />
        <Button
          size="small"
          icon={<ReloadOutlined aria-hidden="true" />}
          loading={query.isRefetching}
          data-testid="audit-reload"
          onClick={() => void query.refetch()}
        >
          {t("audit.reload")}
        </Button>
        <ExportButton
          size="small"
          name={t("audit.title")}
          filter={words}
          columns={columns}
          rows={({ signal, onProgress }) => readAll(filter, signal, onProgress)}
        />
      </header>
      <div className="panel audit-tools">
        <AuditFilters search={search} set={set} />
      </div>
      <QueryView
        query={query}
        skeleton={
          <div className="panel">
            <Lines rows={12} />
          </div>
        }
      >
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          const [newest] = pages;
          return (
            <>
              {newest === undefined ? null : <ChainPanel head={newest.head} />}
              <div className="panel">
                {entries.length === 0 ? (
                  <EmptyState
                    icon={<FileSearchOutlined aria-hidden="true" />}
                    title={t(words.length === 0 ? "audit.empty" : "audit.emptyFiltered")}
                  />
                ) : (
                  <AuditTable entries={entries} chosen={line} onOpen={(seq) => set({ line: String(seq) })} />
                )}
                <div className="panel-pad">
                  {query.hasNextPage ? (
                    <Button
                      data-testid="audit-more"
                      loading={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      {t("audit.more")}
                    </Button>
                  ) : entries.length === 0 ? null : (
                    <span className="muted">{t("audit.end")}</span>
                  )}
                </div>
              </div>
              {line === undefined ? null : (
                <LineDrawer
                  seq={line}
                  entry={entries.find((entry) => entry.seq === line)}
                  onFilter={(change) => set({ ...change, line: undefined })}
                  onClose={() => set({ line: undefined })}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}
