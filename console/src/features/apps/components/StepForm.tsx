import { NewVersionStep, type PackageVersion, type versionSteps } from "@kiosk/contract";
import { Alert, Input, Modal, Radio } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useStep } from "../queries.ts";

export type StepName = (typeof versionSteps)[number];

/** What may be entered next; the server has the last word, also about by whom. */
export function nextSteps(state: PackageVersion["state"]): readonly StepName[] {
  switch (state) {
    case "uploaded":
      return ["test", "withdraw"];
    case "tested":
      return ["walk-through", "withdraw"];
    case "walked":
      return ["release", "withdraw"];
    case "released":
      return ["withdraw"];
    case "withdrawn":
      return [];
  }
}

/** The record of a test, of a walk-through, of the go-live. */
export function StepForm({ version, step, onClose }: { version: PackageVersion; step: StepName; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const errorText = useErrorText();
  const enter = useStep(version.digest);
  const [note, setNote] = useState("");
  const [passed, setPassed] = useState(true);
  const [tried, setTried] = useState(false);
  const asks = step === "test" || step === "walk-through";
  const parsed = NewVersionStep.safeParse({ step, passed: asks ? passed : true, note });
  const c = "apps.packages" as const;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (parsed.success) enter.mutate(parsed.data, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={`${t(`apps.step.${step}`)} · ${version.manifest.name[lang]} ${version.manifest.version}`}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      okButtonProps={{ danger: step === "withdraw" }}
      cancelText={t("common.form.cancel")}
      confirmLoading={enter.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="version-step">
        {asks ? (
          <Radio.Group
            aria-label={t(`${c}.result`)}
            value={passed}
            onChange={(event) => setPassed(event.target.value === true)}
            options={[
              { value: true, label: t(`${c}.passed`) },
              { value: false, label: t(`${c}.notPassed`) },
            ]}
          />
        ) : null}
        <Field
          id={`${id}-note`}
          label={t(`${c}.note`)}
          required
          hint={t(`apps.stepHint.${step}`)}
          error={tried && !parsed.success ? t("common.form.required") : undefined}
        >
          <Input.TextArea
            id={`${id}-note`}
            rows={3}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        <button type="submit" hidden />
      </form>
      {enter.error === null ? null : <Alert type="error" showIcon title={errorText(enter.error, [])} />}
    </Modal>
  );
}
