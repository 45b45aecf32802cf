// The fields of one action's data. Which there are is in action-fields.ts; here is how each looks.
import {
  cancelReasons,
  type OrderAction,
  type OrderDetail,
  type OrderRow,
  orderEventData,
  pauseGrounds,
  reopenReasons,
} from "@kiosk/contract";
import { Checkbox, Input, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { eventWord } from "../../../shared/orders/event-word.ts";
import { useFirms } from "../../../shared/orders/use-firms.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type ActionDraft, type DraftFaults, isTime, nobody, upheld } from "../action-draft.ts";
import { type ActionField, fieldsOf } from "../action-fields.ts";
import { useStock } from "../queries.ts";

interface ActionFieldsProps {
  action: OrderAction;
  detail: OrderDetail;
  draft: ActionDraft;
  faults: DraftFaults;
  onChange: (part: Partial<ActionDraft>) => void;
}

interface Choice {
  value: string;
  label: string;
}

const optional: readonly ActionField[] = ["serial", "removedSerial", "supplier", "orderNo", "expectedAt"];
const classes: readonly OrderRow["class"][] = orderEventData.classified.shape.class.options;

function useChoices(action: OrderAction, detail: OrderDetail): Partial<Record<ActionField, Choice[]>> {
  const { t } = useTranslation();
  const lang = useLang();
  const allocates = action === "part_allocated";
  const stock = useStock(detail.order, allocates);
  const events = useEventChoices(detail);
  const firms = useFirms(detail.order.contractId, action === "assigned");
  const open = detail.order.clocks.filter((c) => c.completedAt === null && c.state !== "cancelled");
  const inStock = (part: string) => stock.find((b) => b.part === part)?.inStock ?? 0;
  return {
    class: classes
      .filter((c) => c !== detail.order.class)
      .map((value) => ({ value, label: t(`words.orderClass.${value}`) })),
    method: orderEventData.diagnosis_confirmed.shape.method.options.map((value) => ({
      value,
      label: t(`words.method.${value}`),
    })),
    pauseGround: pauseGrounds.map((value) => ({ value, label: t(`words.pauseGround.${value}`) })),
    cancelReason: cancelReasons.map((value) => ({ value, label: t(`words.cancelReason.${value}`) })),
    reopenReason: reopenReasons.map((value) => ({ value, label: t(`words.reopenReason.${value}`) })),
    milestone: open.map((clock) => ({ value: clock.milestone, label: pick(lang, clock) })),
    part: detail.parts.map(({ part }) => ({
      value: part,
      label: allocates ? t("orders.action.inStock", { part, n: inStock(part) }) : part,
    })),
    organisation: [
      ...firms.map((firm) => ({ value: firm.id, label: pick(lang, firm) })),
      ...(detail.order.vendorId === null ? [] : [{ value: nobody, label: t("orders.verdict.nobody") }]),
    ].filter(({ value }) => value !== detail.order.vendorId),
    dispute: detail.disputes
      .filter(({ answer }) => answer === null)
      .map(({ id, at, by, text }) => ({ value: id, label: `${formatDateTime(at)} ${by}${t("common.colon")}${text}` })),
    upheld: [
      { value: upheld, label: t("orders.verdict.yes") },
      { value: "no", label: t("orders.verdict.no") },
    ],
    disputeTarget: [
      ...[...detail.order.clocks, ...detail.otherClocks].map((clock) => ({
        value: `${clock.policy}:${clock.milestone}`,
        label: `${pick(lang, clock)} (${clock.clause.ref})`,
      })),
      ...events,
    ],
    target: events,
  };
}

function useEventChoices(detail: OrderDetail): Choice[] {
  const { t } = useTranslation();
  return [...detail.events]
    .sort((a, b) => b.seq - a.seq)
    .map((event) => ({
      value: event.id,
      label: t("orders.action.targetOption", {
        seq: event.seq,
        time: formatDateTime(event.at),
        event: eventWord(event.type, t),
      }),
    }));
}

export function ActionFields({ action, detail, draft, faults, onChange }: ActionFieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const choices = useChoices(action, detail);
  const setValue = (field: Exclude<ActionField, "parts">, value: string) =>
    onChange({ values: { ...draft.values, [field]: value } });
  const said = (field: ActionField) => {
    const fault = faults[field];
    return fault === undefined ? undefined : t(`orders.action.fault.${fault}`);
  };

  const control = (field: ActionField) => {
    const controlId = `${id}-${field}`;
    const status = faults[field] === undefined ? "" : "error";
    if (field === "parts") {
      return (
        <Select
          id={controlId}
          mode="tags"
          status={status}
          value={[...draft.parts]}
          tokenSeparators={[",", "，", "、", ";"]}
          open={false}
          suffixIcon={null}
          labelRender={({ value }) => <Verbatim>{value}</Verbatim>}
          placeholder={t("orders.action.partsPlaceholder")}
          data-testid="field-parts"
          onChange={(parts: string[]) => onChange({ parts })}
        />
      );
    }
    const options = choices[field];
    if (options !== undefined) {
      return (
        <Select
          id={controlId}
          status={status}
          value={draft.values[field] ?? null}
          options={options}
          data-testid={`field-${field}`}
          placeholder={t("orders.action.choose")}
          notFoundContent={t(field === "part" ? "orders.action.noParts" : "common.none")}
          onChange={(value: string) => setValue(field, value)}
        />
      );
    }
    return (
      <Input
        id={controlId}
        status={status}
        value={draft.values[field] ?? ""}
        maxLength={120}
        disabled={field === "newAt" && draft.voids}
        inputMode={field === "days" ? "numeric" : "text"}
        placeholder={isTime(field) ? t("orders.action.timeFormat") : ""}
        data-testid={`field-${field}`}
        onChange={(event) => setValue(field, event.target.value)}
      />
    );
  };

  return (
    <>
      {fieldsOf[action].map((field) => (
        <Field
          key={field}
          id={`${id}-${field}`}
          label={t(`orders.fields.${field}`)}
          required={!optional.includes(field)}
          error={said(field)}
          {...(field === "pauseGround" ? { hint: t("orders.action.pauseHint") } : {})}
          {...(field === "reopenReason" ? { hint: t("orders.action.reopenHint") } : {})}
        >
          {control(field)}
          {field === "newAt" ? (
            <Checkbox
              checked={draft.voids}
              data-testid="field-void"
              onChange={(event) => onChange({ voids: event.target.checked })}
            >
              {t("orders.action.void")}
            </Checkbox>
          ) : null}
        </Field>
      ))}
    </>
  );
}
