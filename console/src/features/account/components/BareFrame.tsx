// The pages before the frame: one card in the middle of the screen.
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../../../shared/i18n/LanguageSwitch.tsx";

export function BareFrame({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} – ${t("common.appName")}`;
  }, [title, t]);
  return (
    <div className="bare">
      <header className="bare-head">
        <span className="app-name">{t("common.appName")}</span>
        <LanguageSwitch />
      </header>
      <main className={wide ? "bare-card bare-wide" : "bare-card"} id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
