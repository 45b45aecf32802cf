import "./field-office.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { AttentionTab } from "./components/AttentionTab.tsx";
import { LogTab } from "./components/LogTab.tsx";
import { PositionsTab } from "./components/PositionsTab.tsx";
import { type FieldOfficeSearch, type FieldView, fieldViews } from "./search.ts";

/** Whoever does not hold the right of a view is not offered it. */
const rights = { attention: "field.attend", positions: "kiosk.manage", log: "inspection.read" } as const;

export function FieldOfficePage(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const search = useSearch({ from: "/field-office" });
  const navigate = useNavigate({ from: "/field-office" });
  const scope = useContractScope();
  const offered = fieldViews.filter((one) => can(me, rights[one]));
  const view = offered.find((one) => one === search.view) ?? offered[0];
  const go = (next: FieldOfficeSearch) =>
    void navigate({ search: (old) => ({ ...old, open: undefined, ...next }), resetScroll: false });
  return (
    <div className="page" data-testid="field-office">
      <header className="page-head">
        <h1>{t("fieldOffice.title")}</h1>
      </header>
      {view === undefined || offered.length < 2 ? null : (
        <Segmented<FieldView>
          className="field-tabs"
          aria-label={t("fieldOffice.views")}
          value={view}
          onChange={(value) => go({ view: value === offered[0] ? undefined : value })}
          options={offered.map((value) => ({ value, label: t(`fieldOffice.view.${value}`) }))}
        />
      )}
      {view === undefined ? null : <p className="form-intro">{t(`fieldOffice.${view}.intro`)}</p>}
      <InScope scope={scope}>
        {view === "attention" ? (
          <AttentionTab contract={scope.contract} ready={scope.ready} search={search} onGo={go} />
        ) : null}
        {view === "positions" ? <PositionsTab open={search.open} onGo={go} /> : null}
        {view === "log" ? (
          <LogTab contract={scope.contract} ready={scope.ready} kiosk={search.kiosk} onGo={go} />
        ) : null}
      </InScope>
    </div>
  );
}
