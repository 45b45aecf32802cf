import type { InspectionHead } from "@kiosk/contract";
import { inspectionKinds, inspectionStates } from "@kiosk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { ReportChip } from "../../../shared/inspections/ReportChip.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { inspectionList } from "../queries.ts";
import type { InspectionsSearch } from "../search.ts";

interface RecordsTabProps {
  contract: string | undefined;
  ready: boolean;
  search: InspectionsSearch;
  onGo: (next: InspectionsSearch) => void;
}

const chips = { open: "chip chip-warn", completed: "chip chip-ok", void: "chip chip-dashed" } as const;

export function RecordsTab({ contract, ready, search, onGo }: RecordsTabProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...inspectionList(contract, search), enabled: ready });
  const isFiltered = [search.kind, search.state, search.report, search.kiosk].some((value) => value !== undefined);
  return (
    <>
      <div className="inspection-filter">
        <Select
          aria-label={t("inspections.kind")}
          allowClear
          placeholder={t("inspections.kind")}
          value={search.kind}
          onChange={(kind) => onGo({ kind })}
          options={inspectionKinds.map((value) => ({ value, label: t(`inspections.kinds.${value}`) }))}
        />
        <Select
          aria-label={t("inspections.state")}
          allowClear
          placeholder={t("inspections.state")}
          value={search.state}
          onChange={(state) => onGo({ state })}
          options={inspectionStates.map((value) => ({ value, label: t(`inspections.states.${value}`) }))}
        />
        <Select
          aria-label={t("inspections.report")}
          allowClear
          placeholder={t("inspections.report")}
          value={search.report}
          onChange={(report) => onGo({ report })}
          options={(["open", "overdue"] as const).map((value) => ({
            value,
            label: t(`inspections.reportFilter.${value}`),
          }))}
        />
        {search.kiosk === undefined ? null : (
          <Button onClick={() => onGo({ kiosk: undefined })}>
            {t("inspections.allTerminals", { id: search.kiosk })}
          </Button>
        )}
      </div>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {({ pages }) => {
            const list = pages.flatMap((page) => page.inspections);
            return list.length === 0 ? (
              <EmptyState
                title={t(isFiltered ? "inspections.noneFiltered" : "inspections.none")}
                action={
                  isFiltered ? (
                    <Button
                      onClick={() => onGo({ kind: undefined, state: undefined, report: undefined, kiosk: undefined })}
                    >
                      {t("inspections.clearFilter")}
                    </Button>
                  ) : undefined
                }
              />
            ) : (
              <>
                <Records list={list} />
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
      </div>
    </>
  );
}

function Records({ list }: { list: readonly InspectionHead[] }) {
  const { t } = useTranslation();
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t("inspections.terminal")}</th>
          <th scope="col">{t("inspections.kind")}</th>
          <th scope="col">{t("inspections.state")}</th>
          <th scope="col">{t("inspections.at")}</th>
          <th scope="col">{t("inspections.by")}</th>
          <th scope="col">{t("inspections.result")}</th>
          <th scope="col">{t("inspections.report")}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.id}>
            <td data-label={t("inspections.terminal")}>
              <Link to="/inspections/$id" params={{ id: one.id }}>
                {one.kioskSeq} <Verbatim>{one.kioskName}</Verbatim>
              </Link>
            </td>
            <td data-label={t("inspections.kind")}>{t(`inspections.kinds.${one.kind}`)}</td>
            <td data-label={t("inspections.state")}>
              <span className={chips[one.state]}>{t(`inspections.states.${one.state}`)}</span>
            </td>
            <td data-label={t("inspections.at")}>{formatDateTime(one.completedAt ?? one.startedAt)}</td>
            <td data-label={t("inspections.by")}>
              <Verbatim>{one.by}</Verbatim>
            </td>
            <td data-label={t("inspections.result")}>
              {t("inspections.counts", one.counts)}
              {one.counts.fail > 0 ? (
                <span className="chip chip-bad">{t("inspections.fails", { n: one.counts.fail })}</span>
              ) : null}
            </td>
            <td data-label={t("inspections.report")}>
              <ReportChip inspection={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
