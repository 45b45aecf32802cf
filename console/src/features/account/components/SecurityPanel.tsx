import type { Me, RecoveryCodes } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { EnrolForm } from "./EnrolForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { RecoveryCodeList } from "./RecoveryCodeList.tsx";

type Shown = { name: "none" } | { name: "password" } | { name: "enrol" } | { name: "codes"; codes: RecoveryCodes };

/** The two things that prove who one is, and how to change each. */
export function SecurityPanel({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown>({ name: "none" });
  const close = () => setShown({ name: "none" });
  const modal = {
    open: true,
    width: 440,
    footer: null,
    closable: { "aria-label": t("common.close") },
    mask: { closable: false },
    onCancel: close,
  };
  return (
    <div className="facts">
      <div className="fact account-fact">
        <span>{t("account.password")}</span>
        <Button size="small" data-testid="open-password" onClick={() => setShown({ name: "password" })}>
          {t("account.page.changePassword")}
        </Button>
      </div>
      <div className="fact account-fact">
        <span>
          {t("account.page.secondFactor")}{" "}
          <span className={me.secondFactor ? "chip chip-ok" : "chip"} data-testid="second-factor-state">
            {me.secondFactor ? t("account.page.bound") : t("account.page.unbound")}
          </span>
        </span>
        <Button size="small" data-testid="open-enrol" onClick={() => setShown({ name: "enrol" })}>
          {me.secondFactor ? t("account.page.rebind") : t("account.page.bind")}
        </Button>
      </div>
      {shown.name === "password" ? (
        <Modal {...modal} title={t("account.page.changePassword")}>
          <PasswordForm
            login={me.login ?? ""}
            onDone={(next) => {
              client.setQueryData(keys.session, next);
              void message.success(t("account.page.changed"));
              close();
            }}
          />
        </Modal>
      ) : null}
      {shown.name === "enrol" ? (
        <Modal {...modal} title={me.secondFactor ? t("account.page.rebind") : t("account.page.bind")}>
          {me.secondFactor ? (
            <Alert className="form-alert" type="warning" showIcon title={t("account.page.rebindHint")} />
          ) : null}
          <EnrolForm
            replacesOf={me.secondFactor ? (me.login ?? "") : undefined}
            onDone={(codes) => setShown({ name: "codes", codes })}
          />
        </Modal>
      ) : null}
      {shown.name === "codes" ? (
        <Modal {...modal} closable={false} keyboard={false} title={t("account.page.secondFactor")}>
          <RecoveryCodeList
            codes={shown.codes.codes}
            onSaved={() => {
              client.setQueryData(keys.session, shown.codes.me);
              void message.success(t("account.page.boundNow"));
              close();
            }}
          />
        </Modal>
      ) : null}
    </div>
  );
}
