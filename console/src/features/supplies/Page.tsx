import "./supplies.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { ForecastsTab } from "./components/ForecastsTab.tsx";
import { StockTab } from "./components/StockTab.tsx";
import { SwapsTab } from "./components/SwapsTab.tsx";
import { TasksTab } from "./components/TasksTab.tsx";
import { type SuppliesSearch, supplyViews } from "./search.ts";

export function SuppliesPage(): ReactElement {
  const { t } = useTranslation();
  const { view = "forecasts", within, tasks = "open" } = useSearch({ from: "/supplies" });
  const navigate = useNavigate({ from: "/supplies" });
  const scope = useContractScope();
  const go = (next: SuppliesSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  return (
    <div className="page" data-testid="supplies-page">
      <header className="page-head">
        <h1>{t("supplies.title")}</h1>
      </header>
      <Segmented<(typeof supplyViews)[number]>
        className="supply-tabs"
        aria-label={t("supplies.views")}
        value={view}
        onChange={(value) => go({ view: value === "forecasts" ? undefined : value })}
        options={supplyViews.map((value) => ({ value, label: t(`supplies.view.${value}`) }))}
      />
      <InScope scope={scope}>
        {view === "forecasts" ? (
          <ForecastsTab scope={scope} within={within} onWithin={(days) => go({ within: days })} />
        ) : null}
        {view === "tasks" ? (
          <TasksTab
            scope={scope}
            state={tasks}
            onState={(state) => go({ tasks: state === "open" ? undefined : state })}
          />
        ) : null}
        {view === "swaps" ? <SwapsTab scope={scope} /> : null}
        {view === "stock" && scope.contract !== undefined ? <StockTab contract={scope.contract} /> : null}
        {view === "stock" && scope.contract === undefined ? (
          <p className="panel supply-note">{t("supplies.stock.oneContract")}</p>
        ) : null}
      </InScope>
    </div>
  );
}
