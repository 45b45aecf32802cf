import { Input } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";

export interface Reason {
  owner: string;
  note: string;
}
export type ReasonFaults = Partial<Record<keyof Reason, "required">>;

export function reasonFaults({ owner, note }: Reason): ReasonFaults {
  return {
    ...(owner.trim() === "" ? { owner: "required" } : {}),
    ...(note.trim() === "" ? { note: "required" } : {}),
  };
}

interface ReasonFieldsProps {
  value: Reason;
  faults: ReasonFaults;
  onChange: (value: Reason) => void;
}

/** Who answers for a setting, and why it is so: asked for with every change. */
export function ReasonFields({ value, faults, onChange }: ReasonFieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const said = (key: keyof Reason) => (faults[key] === undefined ? undefined : t("settings.wrong.required"));
  return (
    <>
      <Field
        id={`${id}-owner`}
        label={t("settings.owner")}
        required
        error={said("owner")}
        hint={t("settings.ownerHint")}
      >
        <Input
          id={`${id}-owner`}
          aria-describedby={`${id}-owner-note`}
          lang="zh-CN"
          maxLength={64}
          status={faults.owner === undefined ? "" : "error"}
          value={value.owner}
          onChange={(event) => onChange({ ...value, owner: event.target.value })}
        />
      </Field>
      <Field id={`${id}-note`} label={t("settings.note")} required error={said("note")} hint={t("settings.noteHint")}>
        <Input.TextArea
          id={`${id}-note`}
          aria-describedby={`${id}-note-note`}
          lang="zh-CN"
          maxLength={500}
          status={faults.note === undefined ? "" : "error"}
          rows={2}
          value={value.note}
          onChange={(event) => onChange({ ...value, note: event.target.value })}
        />
      </Field>
    </>
  );
}
