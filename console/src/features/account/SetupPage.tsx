// The first start: whoever holds the printed link names the three administrators. Their first passwords are shown once.
import "./account.css";
import type { SetupDone } from "@kiosk/contract";
import { useSearch } from "@tanstack/react-router";
import { Alert } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { BareFrame } from "./components/BareFrame.tsx";
import { FirstPasswords } from "./components/FirstPasswords.tsx";
import { SetupForm } from "./components/SetupForm.tsx";
import { useSetupState } from "./queries.ts";

export function SetupPage() {
  const { t } = useTranslation();
  const { token } = useSearch({ from: "/setup" });
  const query = useSetupState();
  const [done, setDone] = useState<SetupDone>();
  return (
    <BareFrame title={t("account.setup.title")} wide>
      {done !== undefined ? (
        <FirstPasswords accounts={done.accounts} />
      ) : (
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {({ open }) =>
            !open ? (
              <Alert
                type="info"
                showIcon
                data-testid="setup-closed"
                title={t("account.setup.closed")}
                description={<a href="/sign-in">{t("account.setup.toSignIn")}</a>}
              />
            ) : token === undefined ? (
              <Alert type="warning" showIcon data-testid="setup-no-token" title={t("account.setup.noToken")} />
            ) : (
              <SetupForm token={token} onDone={setDone} />
            )
          }
        </QueryView>
      )}
    </BareFrame>
  );
}
