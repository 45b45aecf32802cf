import type { ProblemChange, ProblemView } from "@kiosk/contract";
import { Alert, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime, parseDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useChangeProblem } from "../queries.ts";

const texts = ["analysis", "remedy", "prevention"] as const;

/** Analysis, remedy, prevention and the talk with the person in charge (clause C4). */
export function ProblemForm({ problem, onClose }: { problem: ProblemView; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const change = useChangeProblem(problem.id);
  const mayChange = useCan("problem.change", problem.contractId) && problem.state !== "closed";
  const [draft, setDraft] = useState({
    analysis: problem.analysis,
    remedy: problem.remedy,
    prevention: problem.prevention,
    owner: problem.owner,
    meetingAt: problem.meeting === null ? "" : formatDateTime(problem.meeting.at),
    people: problem.meeting?.people ?? "",
    minutes: problem.meeting?.minutes ?? "",
  });
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const p = "guarantees.problem" as const;
  const at = parseDateTime(draft.meetingAt);
  const hasMeeting = draft.people.trim() !== "" && draft.minutes.trim() !== "" && at !== undefined;
  const save = (state: ProblemChange["state"]) => {
    const { analysis, remedy, prevention, owner, people, minutes } = draft;
    const meeting = hasMeeting ? { at, people, minutes } : null;
    change.mutate(
      { analysis, remedy, prevention, owner, meeting, state, seenVersion: problem.version },
      { onSuccess: onClose },
    );
  };
  const isAnalysed = texts.every((field) => draft[field].trim() !== "");
  return (
    <Modal
      open
      width={720}
      title={t(`${p}.formTitle`, { seq: problem.kioskSeq, name: problem.kioskName })}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t(mayChange ? "common.form.cancel" : "common.close")}</Button>
          {mayChange ? (
            <>
              <Button loading={change.isPending} onClick={() => save("open")}>
                {t(`${p}.save`)}
              </Button>
              <Button loading={change.isPending} disabled={!isAnalysed} onClick={() => save("analysed")}>
                {t(`${p}.toAnalysed`)}
              </Button>
              <Button
                type="primary"
                loading={change.isPending}
                disabled={!isAnalysed || !hasMeeting}
                onClick={() => save("closed")}
              >
                {t(`${p}.toClosed`)}
              </Button>
            </>
          ) : null}
        </div>
      }
    >
      {change.error === null ? null : <Alert className="form-alert" type="error" title={errorText(change.error)} />}
      {texts.map((field) => (
        <Field key={field} id={`${id}-${field}`} label={t(`${p}.${field}`)} hint={t(`${p}.${field}Hint`)}>
          <Input.TextArea
            id={`${id}-${field}`}
            rows={3}
            maxLength={2000}
            readOnly={!mayChange}
            value={draft[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Field>
      ))}
      <Field id={`${id}-owner`} label={t(`${p}.owner`)}>
        <Input
          id={`${id}-owner`}
          maxLength={64}
          readOnly={!mayChange}
          value={draft.owner}
          onChange={(e) => set({ owner: e.target.value })}
        />
      </Field>
      <div className="form-pair">
        <Field id={`${id}-at`} label={t(`${p}.meetingAt`)} hint={t(`${p}.meetingAtHint`)}>
          <Input
            id={`${id}-at`}
            readOnly={!mayChange}
            value={draft.meetingAt}
            onChange={(e) => set({ meetingAt: e.target.value })}
          />
        </Field>
        <Field id={`${id}-people`} label={t(`${p}.people`)}>
          <Input
            id={`${id}-people`}
            maxLength={200}
            readOnly={!mayChange}
            value={draft.people}
            onChange={(e) => set({ people: e.target.value })}
          />
        </Field>
      </div>
      <Field id={`${id}-minutes`} label={t(`${p}.minutes`)}>
        <Input.TextArea
          id={`${id}-minutes`}
          rows={2}
          maxLength={2000}
          readOnly={!mayChange}
          value={draft.minutes}
          onChange={(e) => set({ minutes: e.target.value })}
        />
      </Field>
    </Modal>
  );
}
