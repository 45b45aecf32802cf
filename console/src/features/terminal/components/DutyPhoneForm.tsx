import { DutyPhone, type KioskRow } from "@kiosk/contract";
import { Alert, App, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useDutyPhone } from "../queries.ts";

/** Whom citizens are told to call at this terminal. */
export function DutyPhoneForm({ kiosk, onClose }: { kiosk: KioskRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const errorText = useErrorText();
  const save = useDutyPhone(kiosk.id);
  const [typed, setTyped] = useState(kiosk.dutyPhone ?? "");
  const [wrong, setWrong] = useState(false);

  const send = (phone: string | null) =>
    save.mutate(phone, {
      onSuccess: () => {
        void message.success(t("terminal.phoneForm.saved"));
        onClose();
      },
    });
  const submit = () => {
    const phone = DutyPhone.safeParse(typed);
    setWrong(!phone.success);
    if (phone.success) send(phone.data);
  };

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("terminal.phoneForm.title")}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          {kiosk.dutyPhone === null ? null : (
            <Button onClick={() => send(null)}>{t("terminal.phoneForm.unset")}</Button>
          )}
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <Field
        id={id}
        label={t("terminal.facts.phone")}
        error={wrong ? t("terminal.phoneForm.wrong") : undefined}
        hint={t("terminal.phoneForm.hint")}
      >
        <Input
          id={id}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={typed}
          status={wrong ? "error" : ""}
          aria-invalid={wrong}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
          onPressEnter={submit}
        />
      </Field>
      {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
    </Modal>
  );
}
