// The frame of a form that changes stock: what was refused above, the fields below.
import { Alert, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ApiError } from "../../../shared/api-client/api-error.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";

interface StockDialogProps {
  testId: string;
  title: string;
  error: ApiError | null;
  saving: boolean;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function StockDialog({ testId, title, error, saving, onSave, onClose, children }: StockDialogProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      title={title}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={saving}
      onOk={onSave}
      onCancel={onClose}
    >
      <div data-testid={testId}>
        {error === null ? null : <Alert className="form-alert" type="error" showIcon title={errorText(error)} />}
        {children}
      </div>
    </Modal>
  );
}
