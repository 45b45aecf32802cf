import "./account.css";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../../shared/i18n/LanguageSwitch.tsx";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { ThemeSwitch } from "../../shared/theme/ThemeSwitch.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { PersonFacts } from "./components/PersonFacts.tsx";
import { SecurityPanel } from "./components/SecurityPanel.tsx";
import { SessionTable } from "./components/SessionTable.tsx";

export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className="page account-page" data-testid="account">
      <header className="page-head">
        <h1>{t("account.page.title")}</h1>
      </header>
      <div className="account-grid">
        <Panel title={t("account.page.person")}>
          <PersonFacts me={me} />
        </Panel>
        <Panel title={t("account.page.security")}>
          <SecurityPanel me={me} />
        </Panel>
        <Panel title={t("account.page.display")} sub={t("account.page.displayHint")}>
          <div className="panel-pad account-display">
            <ThemeSwitch />
            <span className="field-label">{t("common.language")}</span>
            <LanguageSwitch />
          </div>
        </Panel>
        <Panel title={t("account.page.sessions")} sub={t("account.page.sessionsHint")} className="account-sessions">
          <SessionTable />
        </Panel>
      </div>
    </div>
  );
}
