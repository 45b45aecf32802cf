import "./apps.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { ChangesTab } from "./components/ChangesTab.tsx";
import { PackagesTab } from "./components/PackagesTab.tsx";
import { ShelfTab } from "./components/ShelfTab.tsx";
import { UsageTab } from "./components/UsageTab.tsx";
import { VoicesTab } from "./components/VoicesTab.tsx";
import { type AppsSearch, appViews } from "./search.ts";

export function AppsPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/apps" });
  const navigate = useNavigate({ from: "/apps" });
  const scope = useContractScope();
  const { contract } = scope;
  const mayHear = useCan("voice.read", contract);
  const views = appViews.filter((name) => name !== "voices" || mayHear);
  const view = views.find((name) => name === search.view) ?? "shelf";
  const go = (next: AppsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  return (
    <div className="page" data-testid="apps-page">
      <header className="page-head">
        <h1>{t("apps.title")}</h1>
      </header>
      <Segmented<(typeof appViews)[number]>
        className="apps-tabs"
        aria-label={t("apps.views")}
        value={view}
        onChange={(value) => go({ view: value === "shelf" ? undefined : value, app: undefined, street: undefined })}
        options={views.map((value) => ({ value, label: t(`apps.view.${value}`) }))}
      />
      {view === "packages" ? <PackagesTab /> : null}
      {view === "packages" ? null : (
        <InScope scope={scope}>
          {contract === undefined ? (
            <p className="panel apps-note">{t("apps.oneContract")}</p>
          ) : (
            <>
              {view === "shelf" ? <ShelfTab contract={contract} search={search} onGo={go} /> : null}
              {view === "changes" ? <ChangesTab contract={contract} search={search} onGo={go} /> : null}
              {view === "usage" ? <UsageTab contract={contract} search={search} onGo={go} /> : null}
              {view === "voices" ? <VoicesTab contract={contract} /> : null}
            </>
          )}
        </InScope>
      )}
    </div>
  );
}
