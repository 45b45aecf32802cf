import type { TechnicianProfile } from "@kiosk/contract";
import { Alert, Checkbox, Input, Modal } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { changeOf, draftOf, type TechnicianDraft } from "../model/technician-draft.ts";
import { useChangeTechnician } from "../settings-queries.ts";

/** Typed fields in pairs; what each is called at the server beside it, for what is wrong. */
const fields = [
  { key: "startName", sent: "startName" },
  { key: "startLon", sent: "startLon" },
  { key: "startLat", sent: "startLat" },
  { key: "from", sent: "fromMin" },
  { key: "to", sent: "toMin" },
  { key: "lunchFrom", sent: "lunchFromMin" },
  { key: "lunchMinutes", sent: "lunchMinutes" },
  { key: "overtime", sent: "maxOvertimeMin" },
  { key: "vanPieces", sent: "vanPieces" },
  { key: "vanPlace", sent: "vanPlace" },
  { key: "skills", sent: "skills" },
] as const;
type FieldKey = (typeof fields)[number]["key"];
const words = {
  startName: "startName",
  startLon: "lon",
  startLat: "lat",
  from: "from",
  to: "to",
  lunchFrom: "lunchFrom",
  lunchMinutes: "lunchMinutes",
  overtime: "overtime",
  vanPieces: "vanPieces",
  vanPlace: "vanPlace",
  skills: "skills",
} as const satisfies Record<FieldKey, string>;
const hints: Partial<Record<FieldKey, "skillsHint" | "vanPiecesHint" | "vanPlaceHint" | "wrongTime">> = {
  ...{ skills: "skillsHint", vanPieces: "vanPiecesHint", vanPlace: "vanPlaceHint" },
  ...{ from: "wrongTime", lunchFrom: "wrongTime" },
};

/** @param profile as the list has it now; what the form began from is kept beside it */
export function TechnicianForm({ profile, onClose }: { profile: TechnicianProfile; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const change = useChangeTechnician(profile.contractId, profile.userId);
  const [opened] = useState(profile);
  const [mine, setMine] = useState(() => draftOf(profile));
  const [tried, setTried] = useState(false);
  const p = "routes.set.people" as const;
  const result = changeOf(mine, opened.version);
  const save = (draft: TechnicianDraft, version: number) => {
    const next = changeOf(draft, version);
    if (next.ok) change.mutate(next.change, { onSuccess: onClose });
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    save(mine, opened.version);
  };
  if (isProblem(change.error, "setting.stale") && profile.version !== opened.version && !change.isPending) {
    return (
      <ConflictDialog<TechnicianDraft>
        what={<Verbatim>{profile.name}</Verbatim>}
        base={draftOf(opened)}
        mine={mine}
        theirs={draftOf(profile)}
        fields={fields.map(({ key }) => ({
          key,
          label: t(`${p}.${words[key]}`),
          show: (draft: TechnicianDraft) => draft[key],
        }))}
        onResolve={(draft) => save(draft, profile.version)}
        onCancel={onClose}
      />
    );
  }
  return (
    <Modal
      open
      width={620}
      title={t(`${p}.title`, { name: profile.name })}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.save")}
      cancelText={t("common.form.cancel")}
      confirmLoading={change.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="technician-form">
        <p className="form-intro">
          <Checkbox checked={mine.active} onChange={(event) => setMine({ ...mine, active: event.target.checked })}>
            {t(`${p}.active`)}
          </Checkbox>
        </p>
        <div className="form-pair">
          {fields.map(({ key, sent }) => {
            const hint = hints[key];
            const isWrong = tried && !result.ok && result.wrong.has(sent);
            return (
              <Field
                key={key}
                id={`${id}-${key}`}
                label={t(`${p}.${words[key]}`)}
                error={isWrong ? t("common.form.required") : undefined}
                {...(hint === undefined ? {} : { hint: t(`${p}.${hint}`) })}
              >
                <Input
                  id={`${id}-${key}`}
                  value={mine[key]}
                  onChange={(event) => setMine({ ...mine, [key]: event.target.value })}
                />
              </Field>
            );
          })}
        </div>
        <button type="submit" hidden />
      </form>
      {change.error === null ? null : <Alert type="error" showIcon title={errorText(change.error)} />}
    </Modal>
  );
}
