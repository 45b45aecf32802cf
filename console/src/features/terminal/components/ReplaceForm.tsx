import type { KioskDetail } from "@kiosk/contract";
import { Alert, App, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useReplacement } from "../queries.ts";
import { replaceable, targetOf } from "../replacement-target.ts";
import { DeviceName } from "./DeviceName.tsx";
import { PartName } from "./PartName.tsx";

interface ReplaceFormProps {
  detail: KioskDetail;
  target: string | undefined;
  onClose: () => void;
}

export function ReplaceForm({ detail, target, onClose }: ReplaceFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const replacement = useReplacement(detail.kiosk.id);
  const targets = replaceable(detail);
  const [chosen, setChosen] = useState(target ?? targets.map(targetOf)[0]);

  const submit = () => {
    const view = targets.find((c) => targetOf(c) === chosen);
    if (view === undefined) return;
    const { deviceId, consumable, part } = view;
    replacement.mutate(
      { deviceId, consumable, part },
      {
        onSuccess: () => {
          void message.success(t("terminal.replaceForm.sent"));
          onClose();
        },
      },
    );
  };

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("terminal.replaceForm.title")}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={replacement.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t("terminal.replaceForm.target")}</label>
        <Select
          id={id}
          value={chosen ?? null}
          onChange={setChosen}
          options={targets.map((view) => ({
            value: targetOf(view),
            label: (
              <>
                <DeviceName deviceId={view.deviceId} devices={detail.devices} /> · <PartName part={view.part} />{" "}
                {t(`words.consumable.${view.consumable}`)}
              </>
            ),
          }))}
        />
        <p className="field-hint">{t("terminal.replaceForm.hint")}</p>
      </div>
      {replacement.error === null ? null : <Alert type="error" showIcon title={errorText(replacement.error)} />}
    </Modal>
  );
}
