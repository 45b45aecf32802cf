import { GuaranteeDeclaration, type KioskId } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Checkbox, Input, InputNumber, Modal, Select } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { kioskList } from "../../../shared/api-client/resources.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useDeclare } from "../queries.ts";

const minutes = (text: string) => {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hour === undefined ? Number.NaN : Number(hour) * 60 + Number(minute);
};

export function DeclareForm({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const declare = useDeclare();
  const [draft, setDraft] = useState({
    title: "",
    from: "",
    to: "",
    patrolFrom: "08:00",
    patrolTo: "18:00",
    every: 4,
    declaredBy: "",
    note: "",
  });
  const [low, setLow] = useState<number | null>(30);
  const [freeze, setFreeze] = useState(true);
  const [kiosks, setKiosks] = useState<KioskId[]>([]);
  const [wanted, setWanted] = useState("");
  const [tried, setTried] = useState(false);
  const known = useQuery(kioskList({ contract, q: wanted === "" ? undefined : wanted }));
  const f = "guarantees.form" as const;
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const parsed = GuaranteeDeclaration.safeParse({
    contractId: contract,
    title: draft.title,
    from: draft.from,
    to: draft.to,
    kioskIds: kiosks.length === 0 ? null : kiosks,
    patrolEveryHours: draft.every,
    patrolFromMin: minutes(draft.patrolFrom),
    patrolToMin: minutes(draft.patrolTo),
    lowPercent: low,
    changeFreeze: freeze,
    declaredBy: draft.declaredBy,
    note: draft.note,
  });
  const isOrdered = draft.to >= draft.from && draft.patrolTo > draft.patrolFrom;
  const wrong = (field: string) =>
    tried && parsed.error?.issues.some((issue) => issue.path[0] === field) === true
      ? t("common.form.required")
      : undefined;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (parsed.success && isOrdered) declare.mutate(parsed.data, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={t("guarantees.declare")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={declare.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="declare-guarantee">
        <Field id={`${id}-title`} label={t(`${f}.title`)} required error={wrong("title")} hint={t(`${f}.titleHint`)}>
          <Input
            id={`${id}-title`}
            value={draft.title}
            maxLength={80}
            onChange={(e) => set({ title: e.target.value })}
          />
        </Field>
        <div className="form-pair">
          <Field id={`${id}-from`} label={t(`${f}.from`)} required error={wrong("from")} hint={t(`${f}.dayHint`)}>
            <Input id={`${id}-from`} value={draft.from} onChange={(e) => set({ from: e.target.value })} />
          </Field>
          <Field
            id={`${id}-to`}
            label={t(`${f}.to`)}
            required
            error={wrong("to") ?? (tried && draft.to < draft.from ? t(`${f}.order`) : undefined)}
          >
            <Input id={`${id}-to`} value={draft.to} onChange={(e) => set({ to: e.target.value })} />
          </Field>
        </div>
        <Field
          id={`${id}-by`}
          label={t(`${f}.declaredBy`)}
          required
          error={wrong("declaredBy")}
          hint={t(`${f}.declaredByHint`)}
        >
          <Input
            id={`${id}-by`}
            value={draft.declaredBy}
            maxLength={64}
            onChange={(e) => set({ declaredBy: e.target.value })}
          />
        </Field>
        <Field id={`${id}-scope`} label={t(`${f}.scope`)} hint={t(`${f}.scopeHint`)}>
          <Select
            id={`${id}-scope`}
            mode="multiple"
            value={kiosks}
            showSearch={{ filterOption: false, onSearch: setWanted }}
            options={(known.data?.kiosks ?? []).map((k) => ({ value: k.id, label: `${k.seq} ${k.name}` }))}
            onChange={setKiosks}
          />
        </Field>
        <div className="form-pair">
          <Field
            id={`${id}-pf`}
            label={t(`${f}.patrolFrom`)}
            hint={t(`${f}.timeHint`)}
            required
            error={wrong("patrolFromMin")}
          >
            <Input id={`${id}-pf`} value={draft.patrolFrom} onChange={(e) => set({ patrolFrom: e.target.value })} />
          </Field>
          <Field
            id={`${id}-pt`}
            label={t(`${f}.patrolTo`)}
            required
            error={wrong("patrolToMin") ?? (tried && !isOrdered ? t(`${f}.order`) : undefined)}
          >
            <Input id={`${id}-pt`} value={draft.patrolTo} onChange={(e) => set({ patrolTo: e.target.value })} />
          </Field>
        </div>
        <div className="form-pair">
          <Field id={`${id}-every`} label={t(`${f}.every`)} required error={wrong("patrolEveryHours")}>
            <InputNumber
              id={`${id}-every`}
              min={1}
              max={24}
              value={draft.every}
              onChange={(n) => set({ every: n ?? 4 })}
            />
          </Field>
          <Field id={`${id}-low`} label={t(`${f}.low`)} hint={t(`${f}.lowHint`)}>
            <InputNumber id={`${id}-low`} min={1} max={95} value={low} onChange={setLow} />
          </Field>
        </div>
        <Checkbox checked={freeze} onChange={(e) => setFreeze(e.target.checked)}>
          {t(`${f}.freeze`)}
        </Checkbox>
        <Field id={`${id}-note`} label={t(`${f}.note`)} hint={t(`${f}.noteHint`)}>
          <Input.TextArea
            id={`${id}-note`}
            rows={2}
            maxLength={500}
            value={draft.note}
            onChange={(e) => set({ note: e.target.value })}
          />
        </Field>
        <button type="submit" hidden />
      </form>
      {declare.error === null ? null : <Alert type="error" showIcon title={errorText(declare.error)} />}
    </Modal>
  );
}
