import { reportDues, reportKinds } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { kioskPoints } from "../../../shared/api-client/resources.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { recentMonths } from "../periods.ts";
import type { ReportsSearch } from "../search.ts";

interface ReportFiltersProps {
  contract: string | undefined;
  ready: boolean;
  search: ReportsSearch;
  onGo: (next: ReportsSearch) => void;
}

const states = ["draft", "reviewed", "filed", "acknowledged"] as const;
const monthsBack = 24;

export function ReportFilters({ contract, ready, search, onGo }: ReportFiltersProps) {
  const { t } = useTranslation();
  const clock = useServerClock();
  const points = useQuery({
    ...kioskPoints({ contract, q: undefined, health: undefined, street: undefined, box: undefined }),
    enabled: ready,
  });
  const months = recentMonths(clock.now(), monthsBack).map(({ name }) => name);
  return (
    <search className="report-filter" aria-label={t("reports.filter.label")}>
      <Select
        aria-label={t("reports.filter.kind")}
        allowClear
        placeholder={t("reports.filter.kind")}
        value={search.kind}
        onChange={(kind) => onGo({ kind })}
        options={reportKinds.map((value) => ({ value, label: t(`reports.kinds.${value}`) }))}
      />
      <Select
        aria-label={t("reports.filter.state")}
        allowClear
        placeholder={t("reports.filter.state")}
        value={search.state}
        onChange={(state) => onGo({ state })}
        options={states.map((value) => ({ value, label: t(`reports.states.${value}`) }))}
      />
      <Select
        aria-label={t("reports.filter.due")}
        allowClear
        placeholder={t("reports.filter.due")}
        value={search.due}
        onChange={(due) => onGo({ due })}
        options={reportDues.map((value) => ({ value, label: t(`reports.filter.dues.${value}`) }))}
      />
      <Select
        aria-label={t("reports.filter.month")}
        allowClear
        placeholder={t("reports.filter.month")}
        value={search.month}
        onChange={(month) => onGo({ month })}
        options={months.map((value) => ({ value, label: value }))}
      />
      <Select
        className="report-filter-kiosk"
        aria-label={t("reports.filter.kiosk")}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("reports.filter.kiosk")}
        value={search.kiosk}
        onChange={(kiosk) => onGo({ kiosk })}
        options={(points.data ?? []).map(({ id, seq, name }) => ({ value: id, label: `${seq} ${name}` }))}
      />
      {search.subject === undefined ? null : (
        <Button onClick={() => onGo({ subject: undefined })}>
          {t("reports.filter.subject")} · {t("reports.list.clear")}
        </Button>
      )}
    </search>
  );
}
