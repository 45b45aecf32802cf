import "./settings.css";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { sectionsOf } from "./sections.ts";

/** The list of sections by rights, and the section beside it. */
export function SettingsFrame(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className="settings-frame" data-testid="settings">
      <nav className="settings-nav" aria-label={t("settings.sections")}>
        {sectionsOf((right) => can(me, right)).map((section) => (
          <Link key={section.key} to={section.to} className="settings-link" activeProps={{ className: "active" }}>
            {t(`settings.section.${section.key}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
