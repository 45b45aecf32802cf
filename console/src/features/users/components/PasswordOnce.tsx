import type { FirstPassword } from "@kiosk/contract";
import { Alert, Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

/** Shown this once: the server keeps nothing that it could be shown from again. */
export function PasswordOnce({ made, onClose }: { made: FirstPassword; onClose: () => void }) {
  const { t } = useTranslation();
  const c = "users.once" as const;
  return (
    <Modal
      open
      title={t(`${c}.title`)}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      footer={
        <Button type="primary" autoFocus data-testid="password-done" onClick={onClose}>
          {t(`${c}.done`)}
        </Button>
      }
    >
      <div data-testid="first-password">
        <p>
          <Verbatim>{made.name}</Verbatim> <code>{made.login}</code>
        </p>
        <div className="copy-line">
          <code className="copy-text" data-testid="first-password-text">
            {made.password}
          </code>
          <CopyButton text={made.password} />
        </div>
        <Alert type="warning" showIcon title={t(`${c}.hint`)} />
      </div>
    </Modal>
  );
}
