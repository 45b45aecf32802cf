import type { ThresholdRow, ThresholdSettings } from "@kiosk/contract";
import { Alert, App, Button, Checkbox, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useThresholdChange } from "../queries.ts";
import {
  criticalRange,
  draftOf,
  lowRange,
  type ThresholdDraft,
  type ThresholdFault,
  valuesOf,
} from "../threshold-draft.ts";
import { type Reason, type ReasonFaults, ReasonFields, reasonFaults } from "./ReasonFields.tsx";

interface ThresholdFormProps {
  contract: string;
  /** as the form was opened */
  row: ThresholdRow;
  name: string;
  /** as it stands now, for a conflict */
  settings: ThresholdSettings;
  onClose: () => void;
}

/** What both authors may differ in. */
type Version = Pick<ThresholdRow, "lowPercent" | "criticalPercent"> & Reason & { isDefault: boolean };

export function ThresholdForm({ contract, row, name, settings, onClose }: ThresholdFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const save = useThresholdChange(contract);
  const [opened] = useState(row);
  const [draft, setDraft] = useState<ThresholdDraft>(() => ({ ...draftOf(row), isDefault: false }));
  const [reason, setReason] = useState<Reason>({ owner: row.current?.owner ?? "", note: "" });
  const [faults, setFaults] = useState<readonly ThresholdFault[]>([]);
  const [missing, setMissing] = useState<ReasonFaults>({});
  const { low, critical } = { low: settings.product.lowPercent, critical: settings.product.criticalPercent };

  const send = (values: ReturnType<typeof valuesOf>, why: Reason, seenVersion: number) => {
    if (!values.ok) return;
    const { lowPercent, criticalPercent } = values;
    const { consumable, deviceClass } = opened;
    save.mutate(
      { consumable, deviceClass, lowPercent, criticalPercent, ...why, seenVersion },
      {
        onSuccess: () => {
          void message.success(t("settings.saved"));
          onClose();
        },
      },
    );
  };
  const submit = () => {
    const values = valuesOf(draft);
    const lacking = reasonFaults(reason);
    setFaults(values.ok ? [] : values.faults);
    setMissing(lacking);
    if (values.ok && Object.keys(lacking).length === 0) send(values, reason, opened.current?.version ?? 0);
  };

  const now = settings.rows.find((r) => r.key === opened.key);
  const mine = valuesOf(draft);
  const stale = isProblem(save.error, "setting.stale") && now !== undefined && mine.ok;
  if (stale) {
    const version = (from: ThresholdRow): Version => ({
      isDefault: from.from !== "own",
      lowPercent: from.lowPercent,
      criticalPercent: from.criticalPercent,
      owner: from.current?.owner ?? "",
      note: from.current?.note ?? "",
    });
    const wanted: Version = {
      isDefault: draft.isDefault,
      lowPercent: mine.lowPercent ?? low,
      criticalPercent: mine.criticalPercent ?? critical,
      ...reason,
    };
    return (
      <ConflictDialog<Version>
        what={name}
        by={now.current?.by}
        at={now.current?.at}
        base={version(opened)}
        mine={wanted}
        theirs={version(now)}
        saving={save.isPending}
        fields={[
          { key: "lowPercent", label: t("settings.thresholds.low"), show: (v) => `${v.lowPercent}%` },
          { key: "criticalPercent", label: t("settings.thresholds.critical"), show: (v) => `${v.criticalPercent}%` },
          { key: "owner", label: t("settings.owner"), show: (v) => <Verbatim>{v.owner}</Verbatim> },
          { key: "note", label: t("settings.note"), show: (v) => <Verbatim>{v.note}</Verbatim> },
        ]}
        onResolve={({ lowPercent, criticalPercent, owner, note }) => {
          const asTheirs = lowPercent === now.lowPercent && criticalPercent === now.criticalPercent;
          if (asTheirs && owner === now.current?.owner && note === now.current.note) return onClose();
          if (criticalPercent >= lowPercent) return void message.error(t("settings.wrong.order"));
          return send({ ok: true, lowPercent, criticalPercent }, { owner, note }, now.current?.version ?? 0);
        }}
        onCancel={onClose}
      />
    );
  }

  const number = (key: "low" | "critical", range: { min: number; max: number }) => {
    const said = faults.includes(key)
      ? t("settings.wrong.percent", range)
      : key === "critical" && faults.includes("order")
        ? t("settings.wrong.order")
        : undefined;
    return (
      <Field id={`${id}-${key}`} label={t(`settings.thresholds.${key}`)} required error={said}>
        <Input
          id={`${id}-${key}`}
          aria-describedby={`${id}-${key}-note`}
          inputMode="numeric"
          maxLength={3}
          disabled={draft.isDefault}
          status={said === undefined ? "" : "error"}
          value={draft[key]}
          onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
        />
      </Field>
    );
  };
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("settings.thresholds.form", { name })}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <div data-testid="threshold-form">
        <div className="form-pair">
          {number("low", lowRange)}
          {number("critical", criticalRange)}
        </div>
        {opened.from === "own" ? (
          <Checkbox
            className="settings-default"
            checked={draft.isDefault}
            onChange={(event) => setDraft({ ...draft, isDefault: event.target.checked })}
          >
            {t("settings.thresholds.back", { low, critical })}
          </Checkbox>
        ) : null}
        <ReasonFields value={reason} faults={missing} onChange={setReason} />
        {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
      </div>
    </Modal>
  );
}
