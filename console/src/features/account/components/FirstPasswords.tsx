import { PrinterOutlined } from "@ant-design/icons";
import type { FirstPassword } from "@kiosk/contract";
import { Alert, Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { offices } from "../setup-draft.ts";

/** In the order of the offices. Nothing keeps these passwords: they are given to three people now or never. */
export function FirstPasswords({ accounts }: { accounts: readonly FirstPassword[] }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  const lines = accounts.map((account) => `${account.name}\t${account.login}\t${account.password}`).join("\n");
  return (
    <div data-testid="first-passwords">
      <Alert className="form-alert" type="warning" showIcon title={t("account.setup.once")} />
      <p className="form-intro">{t("account.setup.handOver")}</p>
      <ul className="first-passwords">
        {accounts.map((account, at) => (
          <li key={account.userId}>
            <span className="muted">{t(`account.office.${offices[at] ?? "auditAdmin"}`)}</span>
            <Verbatim>{account.name}</Verbatim>
            <dl>
              <dt>{t("account.login")}</dt>
              <dd>
                <code>{account.login}</code>
              </dd>
              <dt>{t("account.firstPassword")}</dt>
              <dd>
                <code className="first-password">{account.password}</code>
                <CopyButton text={account.password} name={t("account.copyPassword", { name: account.name })} />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
      <div className="recovery-keep">
        <CopyButton text={lines} />
        <Button size="small" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t("account.setup.print")}
        </Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t("account.setup.kept")}
      </Checkbox>
      <Button type="primary" block className="recovery-on" href="/sign-in" disabled={!kept}>
        {t("account.setup.toSignIn")}
      </Button>
    </div>
  );
}
