// One step: its fields, its words, its papers. What was typed stays when the server refuses.
import type { OrderDetail } from "@kiosk/contract";
import { Alert, App, Button, Input } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useStep } from "../queries.ts";
import { emptyStep, requestOf, type Step, type StepDraft, type StepFaults } from "../steps.ts";
import { StepFields } from "./StepFields.tsx";

const maxText = 2000;
const takesPapers: readonly Step[] = [
  "diagnosis_submitted",
  "part_ordered",
  "part_arrived",
  "fixed",
  "tested",
  "note",
  "disputed",
];

export const lastSeq = ({ events }: Pick<OrderDetail, "events">): number =>
  events.reduce((last, event) => Math.max(last, event.seq), 0);

interface StepFormProps {
  detail: OrderDetail;
  step: Step;
  /** disputed: what is said to be wrong */
  target?: string;
  onClose: () => void;
}

export function StepForm({ detail, step, target, onClose }: StepFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const clock = useServerClock();
  const errorText = useErrorText();
  const send = useStep(detail.order.id);
  const [openedSeq] = useState(lastSeq(detail));
  const [draft, setDraft] = useState<StepDraft>({
    ...emptyStep,
    values: target === undefined ? {} : { target },
  });
  const [faults, setFaults] = useState<StepFaults>({});
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);

  const allowed = detail.allowed.find(({ type }) => type === step);
  const word = t(`portal.steps.word.${step}`);
  const seq = lastSeq(detail);
  const submit = () => {
    if (allowed === undefined) return;
    const result = requestOf(step, allowed, draft, { now: clock.now(), seenSeq: seq });
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) return;
    send.mutate(result.request, {
      onSuccess: () => {
        void message.success(t("portal.steps.done", { action: word }));
        onClose();
      },
    });
  };
  return (
    <form
      className="portal-step"
      data-testid={`step-${step}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 ref={top} tabIndex={-1} className="action-title">
        {word}
      </h3>
      {step === "disputed" ? <p className="field-hint">{t("portal.dispute.hint")}</p> : null}
      {send.error === null ? null : <Alert type="error" showIcon title={errorText(send.error)} />}
      {seq > openedSeq && send.error === null ? <Alert type="info" showIcon title={t("portal.steps.stale")} /> : null}
      <StepFields
        id={id}
        step={step}
        detail={detail}
        draft={draft}
        faults={faults}
        onChange={(values) => setDraft((old) => ({ ...old, values }))}
      />
      <Field
        id={`${id}-text`}
        label={t(step === "disputed" ? "portal.steps.field.reason" : "portal.steps.field.text")}
        required={allowed?.needsText ?? false}
        error={faults.text === undefined ? undefined : t(`portal.steps.fault.${faults.text}`)}
      >
        <Input.TextArea
          id={`${id}-text`}
          value={draft.text}
          maxLength={maxText}
          rows={3}
          status={faults.text === undefined ? "" : "error"}
          data-testid="step-text"
          onChange={(event) => {
            const text = event.target.value;
            setDraft((old) => ({ ...old, text }));
          }}
        />
      </Field>
      {takesPapers.includes(step) ? (
        <EvidencePicker
          files={draft.evidence}
          required={allowed?.needsEvidence ?? false}
          error={faults.evidence === undefined ? undefined : t(`portal.steps.fault.${faults.evidence}`)}
          onAdd={(file) =>
            setDraft((old) => ({
              ...old,
              evidence: [...old.evidence.filter(({ digest }) => digest !== file.digest), file],
            }))
          }
          onRemove={(digest) =>
            setDraft((old) => ({ ...old, evidence: old.evidence.filter((file) => file.digest !== digest) }))
          }
        />
      ) : null}
      <div className="form-actions">
        <Button onClick={onClose}>{t("portal.steps.cancel")}</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={allowed === undefined}
          loading={send.isPending}
          data-testid="step-send"
        >
          {t("portal.steps.send")}
        </Button>
      </div>
    </form>
  );
}
