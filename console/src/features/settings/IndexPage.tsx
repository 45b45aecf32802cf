import { Navigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { sectionsOf } from "./sections.ts";

/** The first section there is for this person. */
export function SettingsIndexPage(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const [first] = sectionsOf((right) => can(me, right));
  if (first !== undefined) return <Navigate to={first.to} replace />;
  return (
    <div className="page">
      <h1 className="settings-alone">{t("settings.title")}</h1>
      <div className="panel">
        <EmptyState title={t("settings.none")} hint={t("settings.noneHint")} />
      </div>
    </div>
  );
}
