import "./guarantees.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { DrillsTab } from "./components/DrillsTab.tsx";
import { PlansTab } from "./components/PlansTab.tsx";
import { ProblemsTab } from "./components/ProblemsTab.tsx";
import { type GuaranteesSearch, guaranteeViews } from "./search.ts";

export function GuaranteesPage(): ReactElement {
  const { t } = useTranslation();
  const { view = "plans", form, open } = useSearch({ from: "/guarantees" });
  const navigate = useNavigate({ from: "/guarantees" });
  const scope = useContractScope();
  const go = (next: Pick<GuaranteesSearch, "form" | "open">) =>
    void navigate({ search: (old) => ({ ...old, form: undefined, open: undefined, ...next }), resetScroll: false });
  return (
    <div className="page" data-testid="guarantees-page">
      <header className="page-head">
        <h1>{t("guarantees.title")}</h1>
      </header>
      <Segmented<(typeof guaranteeViews)[number]>
        className="guarantee-tabs"
        aria-label={t("guarantees.views")}
        value={view}
        onChange={(value) =>
          void navigate({
            search: (old) => ({
              ...old,
              form: undefined,
              open: undefined,
              view: value === "plans" ? undefined : value,
            }),
          })
        }
        options={guaranteeViews.map((value) => ({ value, label: t(`guarantees.view.${value}`) }))}
      />
      <InScope scope={scope}>
        {view === "plans" ? (
          <PlansTab contract={scope.contract} ready={scope.ready} form={form === "1"} onGo={go} />
        ) : null}
        {view === "problems" ? (
          <ProblemsTab contract={scope.contract} ready={scope.ready} open={open} onGo={go} />
        ) : null}
        {view === "drills" ? <DrillsTab contract={scope.contract} form={form === "1"} onGo={go} /> : null}
      </InScope>
    </div>
  );
}
