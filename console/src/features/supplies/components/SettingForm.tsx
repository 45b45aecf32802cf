import type { SupplySetting } from "@kiosk/contract";
import { Input, InputNumber } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useSettingChange } from "../queries.ts";
import { type SettingField, settingFields } from "../setting-fields.ts";
import { StockDialog } from "./StockDialog.tsx";

interface SettingFormProps {
  contract: string;
  /** as it stands now: another one than the form was opened with, once somebody else was faster */
  current: SupplySetting;
  onClose: () => void;
}

type Figures = Record<SettingField, number>;
type Version = Figures & { owner: string; note: string };

function versionOf({ leadDays, aheadDays, respondHours, replaceWorkingDays, owner, note }: Version): Version {
  return { leadDays, aheadDays, respondHours, replaceWorkingDays, owner, note };
}

export function SettingForm({ contract, current, onClose }: SettingFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useSettingChange(contract);
  const [opened] = useState(current);
  const [figures, setFigures] = useState<Record<SettingField, number | null>>(() => versionOf(current));
  const [owner, setOwner] = useState(current.owner);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const c = "supplies.setting" as const;
  const { leadDays, aheadDays, respondHours, replaceWorkingDays } = figures;
  const mine: Version | undefined =
    leadDays === null || aheadDays === null || respondHours === null || replaceWorkingDays === null
      ? undefined
      : { leadDays, aheadDays, respondHours, replaceWorkingDays, owner, note };
  const send = (version: Version, seenVersion: number) =>
    save.mutate({ ...version, seenVersion }, { onSuccess: onClose });
  const submit = () => {
    setTried(true);
    if (mine !== undefined && owner.trim() !== "" && note.trim() !== "") send(mine, opened.version);
  };

  if (isProblem(save.error, "setting.stale") && current.version !== opened.version && mine !== undefined) {
    return (
      <ConflictDialog<Version>
        what={t(`${c}.title`)}
        by={current.by}
        at={current.at}
        base={versionOf(opened)}
        mine={mine}
        theirs={versionOf(current)}
        saving={save.isPending}
        fields={[
          ...settingFields.map(({ key }) => ({ key, label: t(`${c}.${key}`), show: (v: Version) => v[key] })),
          { key: "owner", label: t(`${c}.owner`), show: (v) => <Verbatim>{v.owner}</Verbatim> },
          { key: "note", label: t(`${c}.note`), show: (v) => <Verbatim>{v.note}</Verbatim> },
        ]}
        onResolve={(version) => {
          const isTheirs = JSON.stringify(versionOf(version)) === JSON.stringify(versionOf(current));
          if (isTheirs) onClose();
          else send(versionOf(version), current.version);
        }}
        onCancel={onClose}
      />
    );
  }

  const missing = (isMissing: boolean) => (tried && isMissing ? t("common.form.required") : undefined);
  return (
    <StockDialog
      testId="setting-form"
      title={t(`${c}.change`)}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <p className="muted">{t(`${c}.proposal`)}</p>
      <div className="form-pair">
        {settingFields.map(({ key, min, max }) => (
          <Field
            key={key}
            id={`${formId}-${key}`}
            label={t(`${c}.${key}`)}
            required
            hint={t(`${c}.hints.${key}`)}
            error={missing(figures[key] === null)}
          >
            <InputNumber
              id={`${formId}-${key}`}
              aria-describedby={`${formId}-${key}-note`}
              min={min}
              max={max}
              precision={0}
              value={figures[key]}
              onChange={(value) => setFigures((old) => ({ ...old, [key]: value }))}
            />
          </Field>
        ))}
      </div>
      <Field
        id={`${formId}-owner`}
        label={t(`${c}.owner`)}
        required
        hint={t(`${c}.ownerHint`)}
        error={missing(owner.trim() === "")}
      >
        <Input
          id={`${formId}-owner`}
          aria-describedby={`${formId}-owner-note`}
          maxLength={64}
          value={owner}
          onChange={(event) => setOwner(event.target.value)}
        />
      </Field>
      <Field
        id={`${formId}-note`}
        label={t(`${c}.note`)}
        required
        hint={t(`${c}.noteHint`)}
        error={missing(note.trim() === "")}
      >
        <Input.TextArea
          id={`${formId}-note`}
          aria-describedby={`${formId}-note-note`}
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </StockDialog>
  );
}
