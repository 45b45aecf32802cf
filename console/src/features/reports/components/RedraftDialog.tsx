import type { ReportDetail } from "@kiosk/contract";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useRedraft } from "../queries.ts";

/** Fresh figures under the same number, with a reason. */
export function RedraftDialog({ report, onClose }: { report: ReportDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const redraft = useRedraft(report.id);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [seenVersion] = useState(report.version);
  const submit = () => {
    setTried(true);
    if (note.trim() === "") return;
    redraft.mutate(
      { seenVersion, note: note.trim() },
      {
        onSuccess: (made) => {
          onClose();
          void navigate({ to: "/reports/$id", params: { id: made.id }, search: {} });
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t("reports.redraft.title")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={redraft.isPending} data-testid="redraft-submit" onClick={submit}>
            {t("reports.redraft.submit")}
          </Button>
        </div>
      }
    >
      <p className="form-intro">{t("reports.redraft.intro")}</p>
      <Field
        id={`${id}-note`}
        label={t("reports.redraft.note")}
        required
        error={tried && note.trim() === "" ? t("common.form.required") : undefined}
      >
        <Input
          id={`${id}-note`}
          maxLength={500}
          value={note}
          aria-describedby={`${id}-note-note`}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {redraft.error === null ? null : <Alert type="error" showIcon title={errorText(redraft.error)} />}
    </Modal>
  );
}
