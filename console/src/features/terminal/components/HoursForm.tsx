import type { KioskRow } from "@kiosk/contract";
import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fromDays, toDays } from "../../../shared/format/opening-hours.ts";
import { HoursEditor, wrongDay } from "../../../shared/hours/HoursEditor.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useOpeningHours } from "../queries.ts";

export function HoursForm({ kiosk, onClose }: { kiosk: KioskRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const save = useOpeningHours(kiosk.id);
  const [days, setDays] = useState(() => toDays(kiosk.openingHours));

  const send = (hours: ReturnType<typeof fromDays> | null) =>
    save.mutate(hours, {
      onSuccess: () => {
        void message.success(t("terminal.hoursForm.saved"));
        onClose();
      },
    });

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("terminal.hoursForm.title")}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          {kiosk.openingHours === null ? null : (
            <Button onClick={() => send(null)}>{t("terminal.hoursForm.unset")}</Button>
          )}
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={wrongDay(days) !== undefined}
            onClick={() => send(fromDays(days))}
          >
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <HoursEditor days={days} onChange={setDays} />
      {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
    </Modal>
  );
}
