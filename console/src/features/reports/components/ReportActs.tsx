import { EditOutlined, ReloadOutlined } from "@ant-design/icons";
import type { ReportAct, ReportDetail } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { keys } from "../../../shared/api-client/keys.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useAct } from "../queries.ts";
import { RedraftDialog } from "./RedraftDialog.tsx";

interface ReportActsProps {
  report: ReportDetail;
  /** undefined: the texts are not this person's to write now */
  onWrite: (() => void) | undefined;
}

/** What this person may do with the report now, and why not, where that is a rule of the office. */
export function ReportActs({ report, onWrite }: ReportActsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<ReportAct>();
  const [redrafting, setRedrafting] = useState(false);
  const { acts, redraft, ownWork } = report.may;
  return (
    <div className="report-acts" data-testid="report-acts">
      {report.state === "draft" && ownWork && !acts.includes("review") ? (
        <span className="muted">{t("reports.act.own")}</span>
      ) : null}
      {onWrite === undefined ? null : (
        <Button icon={<EditOutlined aria-hidden="true" />} onClick={onWrite}>
          {t("reports.edit.open")}
        </Button>
      )}
      {redraft ? (
        <Button icon={<ReloadOutlined aria-hidden="true" />} onClick={() => setRedrafting(true)}>
          {t("reports.redraft.open")}
        </Button>
      ) : null}
      {acts.map((act) => (
        <Button key={act} type={act === "return" ? "default" : "primary"} onClick={() => setAsking(act)}>
          {t(`reports.act.${act}`)}
        </Button>
      ))}
      {asking === undefined ? null : <ActDialog report={report} act={asking} onClose={() => setAsking(undefined)} />}
      {redrafting ? <RedraftDialog report={report} onClose={() => setRedrafting(false)} /> : null}
    </div>
  );
}

function ActDialog({ report, act, onClose }: { report: ReportDetail; act: ReportAct; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const client = useQueryClient();
  const errorText = useErrorText();
  const run = useAct(report.id);
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  // the page may be read anew behind the dialog: what is sent is what was seen when it opened
  const [seen] = useState({ seenVersion: report.version, seenTextVersion: report.textVersion });
  const mustSay = act === "return";
  const isStale = isProblem(run.error, "report.stale");
  const submit = () => {
    setTried(true);
    if (mustSay && comment.trim() === "") return;
    run.mutate(
      { act, comment: comment.trim(), ...seen },
      {
        onSuccess: onClose,
        // another person's step or words: the page behind shows them
        onError: () => void client.invalidateQueries({ queryKey: keys.filedReports }),
      },
    );
  };
  return (
    <Modal
      open
      title={t(`reports.act.${act}`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={run.isPending} disabled={isStale} data-testid="act-submit" onClick={submit}>
            {t(`reports.act.${act}`)}
          </Button>
        </div>
      }
    >
      <div data-testid="act-form">
        <p className="form-intro">{t(`reports.act.ask.${act}`)}</p>
        <Field
          id={`${id}-comment`}
          label={t(mustSay ? "reports.act.why" : "reports.act.comment")}
          required={mustSay}
          error={tried && mustSay && comment.trim() === "" ? t("reports.act.whyNeeded") : undefined}
        >
          <Input.TextArea
            id={`${id}-comment`}
            rows={2}
            maxLength={1000}
            value={comment}
            aria-describedby={`${id}-comment-note`}
            onChange={(event) => setComment(event.target.value)}
          />
        </Field>
        {run.error === null ? null : (
          <Alert
            type={isStale ? "warning" : "error"}
            showIcon
            title={isStale ? t("reports.act.stale") : errorText(run.error)}
          />
        )}
      </div>
    </Modal>
  );
}
