import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";

interface RecoveryCodeListProps {
  codes: readonly string[];
  onSaved: () => void;
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Shown once: there is no way on before the person says that they are kept. */
export function RecoveryCodeList({ codes, onSaved }: RecoveryCodeListProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(false);
  const text = codes.join("\r\n");
  return (
    <div data-testid="recovery-codes">
      <Alert className="form-alert" type="warning" showIcon title={t("account.codes.once")} />
      <p className="form-intro">{t("account.codes.use")}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="recovery-keep">
        <CopyButton text={text} />
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden="true" />}
          onClick={() => download(t("account.codes.file"), `${t("account.codes.fileHead")}\r\n\r\n${text}\r\n`)}
        >
          {t("account.codes.download")}
        </Button>
      </div>
      <Checkbox checked={saved} onChange={(event) => setSaved(event.target.checked)}>
        {t("account.codes.saved")}
      </Checkbox>
      <Button type="primary" block className="recovery-on" disabled={!saved} onClick={onSaved}>
        {t("account.codes.goOn")}
      </Button>
    </div>
  );
}
