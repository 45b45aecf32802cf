import { CopyOutlined } from "@ant-design/icons";
import type { KioskDetail } from "@kiosk/contract";
import { Alert, App, Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useEnrolmentCode } from "../queries.ts";

/** Copying needs a secure context; on a plain LAN address the text stays selectable instead. */
function CopyLine({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => message.success(t("common.form.copied")),
      () => undefined,
    );
  };
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <span className="copy-line">
        <code className="copy-text">{text}</code>
        {window.isSecureContext ? (
          <Button size="small" icon={<CopyOutlined aria-hidden="true" />} onClick={copy}>
            {t("common.form.copy")}
          </Button>
        ) : null}
      </span>
    </div>
  );
}

/** The code is held by this dialog alone: closed, it is gone. */
export function CodeForm({ detail, onClose }: { detail: KioskDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const create = useEnrolmentCode(detail.kiosk.id);
  const made = create.data;
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("terminal.codeForm.title")}
      mask={{ closable: made === undefined }}
      onCancel={onClose}
      footer={
        made === undefined ? (
          <div className="form-actions">
            <Button onClick={onClose}>{t("common.form.cancel")}</Button>
            <Button type="primary" loading={create.isPending} onClick={() => create.mutate(undefined)}>
              {t("terminal.codeForm.confirm")}
            </Button>
          </div>
        ) : (
          <Button type="primary" onClick={onClose}>
            {t("terminal.codeForm.done")}
          </Button>
        )
      }
    >
      <p className="code-explain">{t("terminal.codeForm.explain")}</p>
      {detail.enrolled && made === undefined ? (
        <Alert type="warning" showIcon title={t("terminal.codeForm.enrolledWarning")} />
      ) : null}
      {create.error === null ? null : <Alert type="error" showIcon title={errorText(create.error)} />}
      {made === undefined ? null : (
        <div data-testid="enrolment-code">
          <CopyLine label={t("terminal.codeForm.code")} text={made.code} />
          <p className="code-expires">{t("terminal.codeForm.expires", { time: formatDateTime(made.expiresAt) })}</p>
          <CopyLine label={t("terminal.codeForm.fingerprint")} text={made.caFingerprintSha256} />
        </div>
      )}
    </Modal>
  );
}
