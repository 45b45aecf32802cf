import "./inspections.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { PlanTab } from "./components/PlanTab.tsx";
import { RecordsTab } from "./components/RecordsTab.tsx";
import { type InspectionsSearch, inspectionViews } from "./search.ts";

export function InspectionsPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inspections" });
  const navigate = useNavigate({ from: "/inspections" });
  const scope = useContractScope();
  const { view = "plan" } = search;
  const go = (next: InspectionsSearch) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <div className="page" data-testid="inspections-page">
      <header className="page-head">
        <h1>{t("inspections.title")}</h1>
      </header>
      <Segmented<(typeof inspectionViews)[number]>
        className="inspection-tabs"
        aria-label={t("inspections.views")}
        value={view}
        onChange={(value) => go({ view: value === "plan" ? undefined : value })}
        options={inspectionViews.map((value) => ({ value, label: t(`inspections.view.${value}`) }))}
      />
      <InScope scope={scope}>
        {view === "records" ? (
          <RecordsTab contract={scope.contract} ready={scope.ready} search={search} onGo={go} />
        ) : scope.contract === undefined ? (
          <EmptyState title={t("inspections.oneContract")} />
        ) : (
          <PlanTab contract={scope.contract} search={search} onGo={go} />
        )}
      </InScope>
    </div>
  );
}
