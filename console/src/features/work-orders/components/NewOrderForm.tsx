import { DeviceId, KioskId, OrderRow, requestKinds } from "@kiosk/contract";
import { useNavigate } from "@tanstack/react-router";
import { Alert, App, Input, Modal, Select } from "antd";
import { useDeferredValue, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { PartyField, useActing } from "../../../shared/session/PartyField.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { type DraftField, type OrderDraft, orderOf } from "../new-order.ts";
import { useChosenKiosk, useKioskChoices, useNewOrder } from "../queries.ts";

export function NewOrderForm({ kioskId, onClose }: { kioskId: KioskId | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const clock = useServerClock();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const create = useNewOrder();
  const [draft, setDraft] = useState<OrderDraft>({
    kioskId,
    deviceId: undefined,
    class: "hardware_repair",
    kind: "fault",
    level: "",
    title: "",
    description: "",
    reportedAt: "",
  });
  const [missing, setMissing] = useState<readonly DraftField[]>([]);
  const [typed, setTyped] = useState("");
  const searched = useDeferredValue(typed);
  const kiosks = useKioskChoices(searched);
  const chosen = useChosenKiosk(draft.kioskId);
  const devices = chosen?.devices ?? [];
  const place = chosen?.kiosk;
  // Enter takes the first on offer: what an earlier search found is not on offer
  const answered = searched === typed && !kiosks.isPlaceholderData;
  const found = answered ? (kiosks.data?.kiosks ?? []) : [];
  // what is chosen keeps its name though another search does not find it
  const choices = !answered || place === undefined || found.some((k) => k.id === place.id) ? found : [...found, place];
  const acting = useActing(place === undefined ? undefined : { contractId: place.contractId, vendorId: null });
  const change = (part: Partial<OrderDraft>) => setDraft({ ...draft, ...part });
  const required = (field: DraftField) => (missing.includes(field) ? t("common.form.required") : undefined);
  const timeError = missing.includes("future")
    ? t("orders.form.future")
    : missing.includes("reportedAt")
      ? t("orders.form.noTime")
      : undefined;

  const submit = () => {
    const result = orderOf(draft, acting.party, clock.now());
    setMissing(result.ok ? [] : result.missing);
    if (!result.ok) return;
    create.mutate(result.order, {
      onSuccess: ({ order }) => {
        void message.success(t("orders.form.created", { number: order.number }));
        void navigate({
          to: "/work-orders/$id",
          params: { id: order.id },
          search: {},
        });
      },
    });
  };

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      width={560}
      title={t("orders.form.title")}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Field id={`${id}-kiosk`} label={t("orders.form.terminal")} required error={required("kioskId")}>
        <Select
          id={`${id}-kiosk`}
          data-testid="new-order-kiosk"
          showSearch={{ filterOption: false, onSearch: setTyped }}
          loading={kiosks.isFetching}
          notFoundContent={answered ? undefined : t("common.state.loading")}
          placeholder={t("orders.form.terminalPlaceholder")}
          value={draft.kioskId ?? null}
          onChange={(value: string) => change({ kioskId: KioskId.parse(value), deviceId: undefined })}
          options={choices.map((k) => ({
            value: String(k.id),
            label: `${t("common.seqPrefix", { seq: k.seq })} ${k.name}`,
          }))}
          optionRender={(option) => <span lang="zh-CN">{option.label}</span>}
          labelRender={(option) => <span lang="zh-CN">{option.label}</span>}
        />
      </Field>
      <div className="form-pair">
        <Field id={`${id}-device`} label={t("orders.form.device")}>
          <Select
            id={`${id}-device`}
            value={draft.deviceId ?? ""}
            onChange={(value: string) => change({ deviceId: value === "" ? undefined : DeviceId.parse(value) })}
            options={[
              { value: "", label: t("orders.form.deviceNone") },
              ...devices.map((d) => ({
                value: String(d.deviceId),
                label: `${t(`words.deviceClass.${d.deviceClass}`)} ${d.deviceId}`,
              })),
            ]}
          />
        </Field>
        <Field id={`${id}-class`} label={t("orders.form.class")} required>
          <Select
            id={`${id}-class`}
            value={draft.class}
            onChange={(value: OrderRow["class"]) => change({ class: value })}
            options={OrderRow.shape.class.options.map((value) => ({ value, label: t(`words.orderClass.${value}`) }))}
          />
        </Field>
      </div>
      <div className="form-pair">
        <Field id={`${id}-kind`} label={t("orders.form.kind")} required>
          <Select
            id={`${id}-kind`}
            value={draft.kind}
            onChange={(kind: OrderRow["kind"]) => change({ kind })}
            options={requestKinds.map((value) => ({ value, label: t(`words.requestKind.${value}`) }))}
          />
        </Field>
        {draft.kind === "fault" ? (
          <Field id={`${id}-level`} label={t("orders.form.level")}>
            <Select
              id={`${id}-level`}
              value={draft.level}
              onChange={(level: string) => change({ level })}
              options={[
                { value: "", label: t("orders.form.noLevel") },
                ...["1", "2", "3", "4"].map((value) => ({ value, label: t("orders.detail.level", { n: value }) })),
              ]}
            />
          </Field>
        ) : null}
      </div>
      <Field id={`${id}-title`} label={t("orders.form.subject")} required error={required("title")}>
        <Input
          id={`${id}-title`}
          value={draft.title}
          maxLength={200}
          placeholder={t("orders.form.subjectPlaceholder")}
          status={missing.includes("title") ? "error" : ""}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <Field id={`${id}-text`} label={t("orders.form.description")}>
        <Input.TextArea
          id={`${id}-text`}
          value={draft.description}
          maxLength={2000}
          rows={2}
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <Field id={`${id}-at`} label={t("orders.form.reportedAt")} hint={t("orders.form.reportedHint")} error={timeError}>
        <Input
          id={`${id}-at`}
          value={draft.reportedAt}
          maxLength={20}
          placeholder={formatDateTime(clock.now())}
          status={timeError === undefined ? "" : "error"}
          onChange={(event) => change({ reportedAt: event.target.value })}
        />
      </Field>
      <PartyField acting={acting} />
      {create.error === null ? null : <Alert type="error" showIcon title={errorText(create.error)} />}
    </Modal>
  );
}
