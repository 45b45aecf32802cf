import type { SupplyForecast } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button, Segmented, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/format/level.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Age } from "../../../shared/ui/When.tsx";
import { useForecasts } from "../queries.ts";
import { Band } from "./Band.tsx";
import { DaysPanel } from "./DaysPanel.tsx";
import { ForecastExport } from "./SupplyExports.tsx";
import { SupplyName } from "./SupplyName.tsx";
import { SwapForm } from "./SwapForm.tsx";
import { TaskForm } from "./TaskForm.tsx";

function Level({ row }: { row: SupplyForecast }) {
  const { t } = useTranslation();
  const tone = row.level === "critical" || row.level === "out" ? "tone-fault" : "";
  const amount =
    row.percent !== null
      ? formatPercent(row.percent)
      : typeof row.value === "number"
        ? t("supplies.amount", { value: row.value, unit: t(`words.unit.${row.unit}`) })
        : t("supplies.noAmount");
  return (
    <span className="supply-level">
      <b className={tone}>{amount}</b>
      {row.counted ? (
        <Tooltip title={t("words.qualityHint.counted")}>
          <span className="chip chip-dashed">{t("words.quality.counted")}</span>
        </Tooltip>
      ) : null}
      {row.current ? null : (
        <span className="chip chip-warn">
          {t("supplies.stale")} <Age at={row.observedAt} />
        </span>
      )}
    </span>
  );
}

function Left({ row }: { row: SupplyForecast }) {
  const { t } = useTranslation();
  if (row.emptyAt !== null) return <Band emptyAt={row.emptyAt} />;
  return (
    <span className="muted" data-testid="forecast-unknown">
      {t("supplies.unknown")}
      {row.unknownWhy === null ? null : t(`supplies.why.${row.unknownWhy}`)}
    </span>
  );
}

interface RowProps {
  row: SupplyForecast;
  onDays: () => void;
  onSwap: () => void;
  onTask: () => void;
}

function Row({ row, onDays, onSwap, onTask }: RowProps) {
  const { t } = useTranslation();
  const mayReplace = useCan("kiosk.replace", row.contractId);
  return (
    <tr data-testid={`forecast-${row.kioskId}-${row.deviceId}-${row.consumable}-${row.part}`}>
      <td className="card-title">
        <Link to="/terminals/$id" params={{ id: row.kioskId }}>
          <Verbatim>{`#${row.kioskSeq} ${row.kioskName}`}</Verbatim>
        </Link>
      </td>
      <td data-label={t("supplies.supply")}>
        <SupplyName item={row.item} consumable={row.consumable} part={row.part} />
      </td>
      <td data-label={t("supplies.level")}>
        <Level row={row} />
      </td>
      <td data-label={t("supplies.left")}>
        <Left row={row} />
      </td>
      <td data-label={t("supplies.basis")} className="muted">
        {row.perDay === null
          ? t("supplies.basisDays", { days: Math.round(row.basisDays) })
          : t(`supplies.method.${row.method}`, {
              days: Math.round(row.basisDays),
              perDay: Number(row.perDay.toPrecision(2)),
              unit: row.unit === "percent" ? "%" : t(`words.unit.${row.unit}`),
            })}
      </td>
      <td className="supply-acts">
        {row.taskId === null ? null : <span className="chip chip-warn">{t("supplies.hasTask")}</span>}
        <Button size="small" onClick={onDays}>
          {t("supplies.days.open")}
        </Button>
        {mayReplace ? (
          <Button size="small" onClick={onSwap} data-testid="swap-open">
            {t("supplies.swap.open")}
          </Button>
        ) : null}
        {mayReplace && row.taskId === null ? (
          <Button size="small" onClick={onTask} data-testid="task-open">
            {t("supplies.task.open")}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

interface ForecastsTabProps {
  scope: { contract: string | undefined; ready: boolean };
  within: number | undefined;
  onWithin: (days: number | undefined) => void;
}

const keyOf = (row: SupplyForecast) => `${row.kioskId}/${row.deviceId}/${row.consumable}/${row.part}`;

export function ForecastsTab({ scope, within, onWithin }: ForecastsTabProps) {
  const { t } = useTranslation();
  const query = useForecasts(scope, within);
  const [shown, setShown] = useState<{ what: "days" | "swap" | "task"; row: SupplyForecast } | undefined>();
  return (
    <>
      <div className="supply-bar">
        <Segmented<number>
          aria-label={t("supplies.within.label")}
          value={within ?? 0}
          onChange={(value) => onWithin(value === 0 ? undefined : value)}
          options={[0, 7, 14, 30].map((value) => ({
            value,
            label: value === 0 ? t("supplies.within.all") : t("supplies.within.days", { days: value }),
          }))}
        />
        <ForecastExport contract={scope.contract} within={within} />
      </div>
      <QueryView query={query} skeleton={<Lines rows={10} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.supplies);
          const total = pages[0]?.total ?? 0;
          return (
            <Panel title={t("supplies.forecasts")} sub={t("supplies.forecastsSub")}>
              {rows.length === 0 ? (
                <EmptyState title={t("supplies.none")} hint={t("supplies.noneHint")} />
              ) : (
                <table className="table cards" data-testid="forecasts">
                  <thead>
                    <tr>
                      <th scope="col">{t("supplies.terminal")}</th>
                      <th scope="col">{t("supplies.supply")}</th>
                      <th scope="col">{t("supplies.level")}</th>
                      <th scope="col">{t("supplies.left")}</th>
                      <th scope="col">{t("supplies.basis")}</th>
                      <th scope="col">{t("supplies.acts")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <Row
                        key={keyOf(row)}
                        row={row}
                        onDays={() => setShown({ what: "days", row })}
                        onSwap={() => setShown({ what: "swap", row })}
                        onTask={() => setShown({ what: "task", row })}
                      />
                    ))}
                  </tbody>
                </table>
              )}
              {query.hasNextPage ? (
                <MorePages
                  shown={rows.length}
                  total={total}
                  reading={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                />
              ) : null}
            </Panel>
          );
        }}
      </QueryView>
      {shown?.what === "days" ? <DaysPanel row={shown.row} onClose={() => setShown(undefined)} /> : null}
      {shown?.what === "swap" ? <SwapForm row={shown.row} onClose={() => setShown(undefined)} /> : null}
      {shown?.what === "task" ? <TaskForm row={shown.row} onClose={() => setShown(undefined)} /> : null}
    </>
  );
}
