import { Alert, App, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useReceipt } from "../queries.ts";
import { emptyReceipt, type ReceiptDraft, type ReceiptFault, type ReceiptField, receiptOf } from "../receipt-draft.ts";

export function ReceiptForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const formId = useId();
  const clock = useServerClock();
  const errorText = useErrorText();
  const save = useReceipt(id);
  const [draft, setDraft] = useState(emptyReceipt);
  const [faults, setFaults] = useState<Partial<Record<ReceiptField, ReceiptFault>>>({});
  const change = (part: Partial<ReceiptDraft>) => setDraft((old) => ({ ...old, ...part }));
  const said = (field: ReceiptField) => {
    const fault = faults[field];
    return fault === undefined ? undefined : t(`orders.action.fault.${fault}`);
  };
  const submit = () => {
    const result = receiptOf(draft, clock.now());
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) return;
    save.mutate(result.receipt, {
      onSuccess: () => {
        void message.success(t("contract.parts.received"));
        onClose();
      },
    });
  };
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      title={t("contract.parts.receive")}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div data-testid="receipt-form">
        {save.error === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(save.error)} />
        )}
        <Field id={`${formId}-part`} label={t("orders.fields.part")} required error={said("part")}>
          <Input
            id={`${formId}-part`}
            value={draft.part}
            maxLength={80}
            onChange={(event) => change({ part: event.target.value })}
          />
        </Field>
        <Field id={`${formId}-serials`} label={t("orders.fields.serial")} hint={t("contract.parts.serialsHint")}>
          <Select
            id={`${formId}-serials`}
            mode="tags"
            open={false}
            suffixIcon={null}
            labelRender={({ value }) => <Verbatim>{value}</Verbatim>}
            tokenSeparators={[",", "，", "、", " ", "\n"]}
            value={[...draft.serials]}
            onChange={(serials: string[]) => change({ serials })}
          />
        </Field>
        <div className="form-pair">
          <Field id={`${formId}-quantity`} label={t("contract.parts.quantity")} required error={said("quantity")}>
            <Input
              id={`${formId}-quantity`}
              inputMode="numeric"
              value={draft.serials.length > 0 ? String(draft.serials.length) : draft.quantity}
              disabled={draft.serials.length > 0}
              onChange={(event) => change({ quantity: event.target.value })}
            />
          </Field>
          <Field id={`${formId}-at`} label={t("contract.parts.at")} hint={t("orders.action.atHint")} error={said("at")}>
            <Input
              id={`${formId}-at`}
              value={draft.at}
              maxLength={20}
              placeholder={formatDateTime(clock.now())}
              onChange={(event) => change({ at: event.target.value })}
            />
          </Field>
        </div>
        <Field id={`${formId}-text`} label={t("orders.action.text")}>
          <Input.TextArea
            id={`${formId}-text`}
            value={draft.text}
            maxLength={500}
            rows={1}
            onChange={(event) => change({ text: event.target.value })}
          />
        </Field>
        <EvidencePicker
          files={draft.evidence}
          required
          error={said("evidence")}
          onAdd={(file) => setDraft((old) => ({ ...old, evidence: [...old.evidence, file] }))}
          onRemove={(digest) => change({ evidence: draft.evidence.filter((f) => f.digest !== digest) })}
        />
      </div>
    </Modal>
  );
}
