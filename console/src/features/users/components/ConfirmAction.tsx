import { Alert, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";

interface ConfirmActionProps {
  title: string;
  /** what it is called on its button */
  act: string;
  danger?: boolean;
  pending: boolean;
  error: Error | null;
  onAct: () => void;
  onClose: () => void;
  /** what will happen */
  children: ReactNode;
}

export function ConfirmAction(props: ConfirmActionProps) {
  const { title, act, danger = false, pending, error, onAct, onClose, children } = props;
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Modal
      open
      title={title}
      closable={{ "aria-label": t("common.close") }}
      okText={act}
      okButtonProps={{ danger, "data-testid": "confirm" }}
      cancelText={t("common.form.cancel")}
      confirmLoading={pending}
      onOk={onAct}
      onCancel={onClose}
    >
      <div data-testid="consequences">{children}</div>
      {error === null ? null : <Alert type="error" showIcon title={errorText(error)} />}
    </Modal>
  );
}
