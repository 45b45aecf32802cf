// Reports: what is owed and what there is, ledgers of any span, and the forms that reports are written in.
import "./reports.css";
import "./paper.css";
import "./templates.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { LedgersTab } from "./components/LedgersTab.tsx";
import { ListTab } from "./components/ListTab.tsx";
import { TemplatesTab } from "./components/TemplatesTab.tsx";
import { type ReportsSearch, reportViews } from "./search.ts";

export function ReportsPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/reports" });
  const navigate = useNavigate({ from: "/reports" });
  const scope = useContractScope();
  const { view = "list" } = search;
  const { contract, ready } = scope;
  const go = (next: ReportsSearch) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <div className="page reports-page" data-testid="reports">
      <header className="page-head">
        <h1>{t("reports.title")}</h1>
        <Segmented<(typeof reportViews)[number]>
          aria-label={t("reports.views")}
          value={view}
          onChange={(value) => go({ view: value === "list" ? undefined : value })}
          options={reportViews.map((value) => ({ value, label: t(`reports.view.${value}`) }))}
        />
      </header>
      <InScope scope={scope}>
        {view === "list" ? <ListTab contract={contract} ready={ready} search={search} onGo={go} /> : null}
        {view === "ledgers" ? <LedgersTab contract={contract} search={search} onGo={go} /> : null}
        {view === "templates" ? (
          contract === undefined ? (
            <EmptyState title={t("reports.ledger.oneContract")} />
          ) : (
            <TemplatesTab key={contract} contract={contract} search={search} onGo={go} />
          )
        ) : null}
      </InScope>
    </div>
  );
}
