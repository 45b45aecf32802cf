// A swap entered at the desk: from which place the piece came, and its number.
import type { SupplyForecast } from "@kiosk/contract";
import { Alert, App, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useStock, useSwap } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";

const notFromStock = "-";

export function SwapForm({ row, onClose }: { row: SupplyForecast; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const formId = useId();
  const errorText = useErrorText();
  const placeName = usePlaceName();
  const stock = useStock(row.contractId);
  const save = useSwap();
  const [id] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({ from: "main", serial: "", removedSerial: "" });
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const places = (stock.data?.places ?? []).map((place) => {
    const lies = place.balances.find(({ item }) => item === row.item)?.quantity ?? 0;
    return { value: place.id, label: t("supplies.swap.place", { place: placeName(place), lies }) };
  });
  const submit = () =>
    save.mutate(
      {
        ...{ id, kioskId: row.kioskId, deviceId: row.deviceId, consumable: row.consumable, part: row.part },
        ...{ serial: draft.serial, removedSerial: draft.removedSerial },
        from: draft.from === notFromStock ? null : draft.from,
      },
      {
        onSuccess: () => {
          void message.success(t("supplies.swap.done"));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      title={t("supplies.swap.title", { item: row.item })}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div data-testid="swap-form">
        {save.error === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(save.error)} />
        )}
        <p className="muted">{t("supplies.swap.effect", { kiosk: row.kioskName })}</p>
        <Field id={`${formId}-from`} label={t("supplies.swap.from")} required>
          <Select
            id={`${formId}-from`}
            value={draft.from}
            options={[...places, { value: notFromStock, label: t("supplies.swap.notFromStock") }]}
            onChange={(from) => change({ from })}
          />
        </Field>
        <Field id={`${formId}-serial`} label={t("supplies.swap.serial")} hint={t("supplies.swap.serialHint")}>
          <Input
            id={`${formId}-serial`}
            value={draft.serial}
            maxLength={80}
            onChange={(event) => change({ serial: event.target.value })}
          />
        </Field>
        <Field id={`${formId}-removed`} label={t("supplies.swap.removed")}>
          <Input
            id={`${formId}-removed`}
            value={draft.removedSerial}
            maxLength={80}
            onChange={(event) => change({ removedSerial: event.target.value })}
          />
        </Field>
      </div>
    </Modal>
  );
}
