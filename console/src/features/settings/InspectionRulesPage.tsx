import "./inspection-settings.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { InspectionRulesView } from "./components/InspectionRulesView.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { WaiversView } from "./components/WaiversView.tsx";
import { rulesViews } from "./search.ts";

export function InspectionRulesPage(): ReactElement {
  const { t } = useTranslation();
  const { view = "rules", form } = useSearch({ from: "/settings/inspection-rules" });
  const navigate = useNavigate({ from: "/settings/inspection-rules" });
  const setForm = (open: boolean) =>
    void navigate({ search: (old) => ({ ...old, form: open ? "1" : undefined }), replace: !open });
  const parts = { form: form === "1", onForm: setForm };
  return (
    <SectionPage name="inspectionRules" intro={t(`inspectionSettings.${view}.intro`)}>
      {(contract) => (
        <>
          <Segmented<(typeof rulesViews)[number]>
            className="rules-tabs"
            aria-label={t("inspectionSettings.rules.views")}
            value={view}
            onChange={(value) =>
              void navigate({
                search: (old) => ({ ...old, form: undefined, view: value === "rules" ? undefined : value }),
              })
            }
            options={rulesViews.map((value) => ({ value, label: t(`inspectionSettings.rules.view.${value}`) }))}
          />
          {view === "rules" ? (
            <InspectionRulesView contract={contract} {...parts} />
          ) : (
            <WaiversView contract={contract} {...parts} />
          )}
        </>
      )}
    </SectionPage>
  );
}
