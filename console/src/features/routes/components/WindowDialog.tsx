import { Alert, App, Input, InputNumber, Modal } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseDate } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { usePlanWindow } from "../queries.ts";

/** Drafts of several working days at once. */
export function WindowDialog({ contract, from, onClose }: { contract: string; from: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const run = usePlanWindow(contract);
  const [draft, setDraft] = useState({ from, days: 10, seed: 1 });
  const w = "routes.window" as const;
  const isDate = parseDate(draft.from) !== undefined;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isDate) return;
    run.mutate(draft, {
      onSuccess: ({ days }) => {
        const { length: n } = days.filter(({ state }) => state !== "none");
        void message.success(t(`${w}.done`, { n }));
        onClose();
      },
    });
  };
  return (
    <Modal
      open
      title={t(`${w}.title`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t(`${w}.run`)}
      cancelText={t("common.form.cancel")}
      confirmLoading={run.isPending}
      okButtonProps={{ disabled: !isDate }}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="plan-window">
        <p className="form-intro">{t(`${w}.intro`)}</p>
        <div className="form-pair">
          <Field
            id={`${id}-from`}
            label={t(`${w}.from`)}
            required
            error={isDate ? undefined : t(`${w}.wrongDate`)}
            hint={t(`${w}.dateHint`)}
          >
            <Input
              id={`${id}-from`}
              value={draft.from}
              onChange={(event) => setDraft({ ...draft, from: event.target.value.trim() })}
            />
          </Field>
          <Field id={`${id}-days`} label={t(`${w}.days`)} required>
            <InputNumber
              id={`${id}-days`}
              min={1}
              max={30}
              value={draft.days}
              onChange={(days) => setDraft({ ...draft, days: days ?? 10 })}
            />
          </Field>
        </div>
        <Field id={`${id}-seed`} label={t("routes.plan.seed")} hint={t("routes.plan.seedHint")}>
          <InputNumber
            id={`${id}-seed`}
            min={0}
            max={2_147_483_647}
            value={draft.seed}
            onChange={(seed) => setDraft({ ...draft, seed: seed ?? 1 })}
          />
        </Field>
        <button type="submit" hidden />
      </form>
      {run.error === null ? null : <Alert type="error" showIcon title={errorText(run.error)} />}
    </Modal>
  );
}
