import { FileTextOutlined, PlusOutlined } from "@ant-design/icons";
import type { ReportHead } from "@kiosk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type ReportListFilter, reportList } from "../queries.ts";
import type { ReportsSearch } from "../search.ts";
import { DraftDialog } from "./DraftDialog.tsx";
import { DueWords } from "./DueWords.tsx";
import { OwedPanel } from "./OwedPanel.tsx";
import { ReportFilters } from "./ReportFilters.tsx";
import { ReportsExport } from "./ReportsExport.tsx";
import { ReportTitle } from "./ReportTitle.tsx";
import { StateChip } from "./StateChip.tsx";

interface ListTabProps {
  contract: string | undefined;
  ready: boolean;
  search: ReportsSearch;
  onGo: (next: ReportsSearch) => void;
}

const noFilter: ReportsSearch = {
  kind: undefined,
  state: undefined,
  due: undefined,
  kiosk: undefined,
  subject: undefined,
  month: undefined,
};

/** What is owed first, then every report there is. */
export function ListTab({ contract, ready, search, onGo }: ListTabProps) {
  const { t } = useTranslation();
  const { kind, state, due, kiosk, subject, month } = search;
  const filter: ReportListFilter = { kind, state, due, kiosk, subject, month };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const query = useInfiniteQuery({ ...reportList(contract, filter), enabled: ready });
  const mayDraft = useCan("report.draft", contract) && contract !== undefined;
  const total = query.data?.pages[0]?.total;
  return (
    <>
      <OwedPanel contract={contract} ready={ready} />
      <Panel
        title={t("reports.list.title")}
        sub={total === undefined ? undefined : String(total)}
        extra={
          <span className="report-acts">
            <ReportsExport contract={contract} filter={filter} total={total} />
            {mayDraft ? (
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden="true" />}
                data-testid="draft-report"
                onClick={() => onGo({ draft: "1" })}
              >
                {t("reports.draft.open")}
              </Button>
            ) : null}
          </span>
        }
      >
        <ReportFilters contract={contract} ready={ready} search={search} onGo={onGo} />
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {({ pages }) => {
            const list = pages.flatMap((page) => page.reports);
            if (list.length === 0) {
              return (
                <EmptyState
                  icon={<FileTextOutlined aria-hidden="true" />}
                  title={t(isFiltered ? "reports.list.noneFiltered" : "reports.list.none")}
                  hint={isFiltered ? undefined : t("reports.list.noneHint")}
                  action={
                    isFiltered ? <Button onClick={() => onGo(noFilter)}>{t("reports.list.clear")}</Button> : undefined
                  }
                />
              );
            }
            return (
              <>
                <Reports list={list} />
                {query.hasNextPage ? (
                  <MorePages
                    shown={list.length}
                    total={pages[0]?.total ?? list.length}
                    reading={query.isFetchingNextPage}
                    onMore={() => void query.fetchNextPage()}
                  />
                ) : null}
              </>
            );
          }}
        </QueryView>
      </Panel>
      {search.draft === "1" && mayDraft ? (
        <DraftDialog contract={contract} onClose={() => onGo({ draft: undefined })} />
      ) : null}
    </>
  );
}

function Reports({ list }: { list: readonly ReportHead[] }) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="report-list">
      <thead>
        <tr>
          <th scope="col">{t("reports.list.report")}</th>
          <th scope="col">{t("reports.list.number")}</th>
          <th scope="col">{t("reports.list.period")}</th>
          <th scope="col">{t("reports.list.state")}</th>
          <th scope="col">{t("reports.list.due")}</th>
          <th scope="col">{t("reports.list.people")}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.id}>
            <td data-label={t("reports.list.report")}>
              <Link to="/reports/$id" params={{ id: one.id }}>
                <ReportTitle of={one} />
              </Link>
            </td>
            <td data-label={t("reports.list.number")} className="report-number">
              {one.number}
            </td>
            <td data-label={t("reports.list.period")}>{one.period}</td>
            <td data-label={t("reports.list.state")}>
              <StateChip state={one.state} />
            </td>
            <td data-label={t("reports.list.due")}>
              <DueWords due={one} />
            </td>
            <td data-label={t("reports.list.people")}>
              <Verbatim>
                {[one.drafter, one.reviewer, one.acknowledger].map((name) => name ?? "–").join(" / ")}
              </Verbatim>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
