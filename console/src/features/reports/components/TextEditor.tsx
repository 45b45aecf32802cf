import type { ReportDetail } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { reportDetail, useEdit } from "../queries.ts";
import { changedTexts, type Texts, textsOf } from "../texts.ts";

/** Every text of the draft on one form; figures stay where they are. Two people who write at once choose field by field. */
export function TextEditor({ report, onClose }: { report: ReportDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const client = useQueryClient();
  const errorText = useErrorText();
  const edit = useEdit(report.id);
  // what both began from: the page may be read anew while somebody writes
  const [base, setBase] = useState<{ texts: Texts; version: number }>({
    texts: textsOf(report),
    version: report.textVersion,
  });
  const [mine, setMine] = useState<Texts>(base.texts);
  const [theirs, setTheirs] = useState<ReportDetail>();
  const written = report.sections.filter(({ text }) => text !== null);
  const changes = changedTexts(base.texts, mine);
  const send = (texts: Texts, seenTextVersion: number) =>
    edit.mutate(
      { texts, seenTextVersion },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (!isProblem(error, "report.stale")) return;
          // where that fails too, the refusal stands on the form
          client.fetchQuery({ ...reportDetail(report.id, undefined), staleTime: 0 }).then(setTheirs, () => undefined);
        },
      },
    );
  const lastEdit = theirs?.events.findLast(({ act }) => act === "edit" || act === "draft");
  return (
    <form
      className="paper-editor"
      data-testid="text-editor"
      onSubmit={(event) => {
        event.preventDefault();
        send(changes, base.version);
      }}
    >
      <p className="form-intro">{t("reports.edit.hint")}</p>
      {written.map((section) => (
        <Field key={section.id} id={`${id}-${section.id}`} label={pick(lang, section)}>
          <Input.TextArea
            id={`${id}-${section.id}`}
            rows={5}
            maxLength={10_000}
            lang="zh-CN"
            value={mine[section.id] ?? ""}
            onChange={(event) => {
              const text = event.target.value;
              setMine((old) => ({ ...old, [section.id]: text }));
            }}
          />
        </Field>
      ))}
      {edit.error === null || theirs !== undefined ? null : (
        <Alert className="form-alert" type="error" showIcon title={errorText(edit.error)} />
      )}
      <div className="form-actions">
        <Button onClick={onClose}>{t("reports.edit.cancel")}</Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={edit.isPending}
          disabled={Object.keys(changes).length === 0}
          data-testid="texts-save"
        >
          {t("reports.edit.save")}
        </Button>
      </div>
      {theirs === undefined ? null : (
        <ConflictDialog<Texts>
          what={t("reports.edit.what")}
          by={lastEdit?.name}
          at={lastEdit?.at}
          base={base.texts}
          mine={mine}
          theirs={textsOf(theirs)}
          fields={written.map((section) => ({
            key: section.id,
            label: pick(lang, section),
            show: (texts) => <Verbatim className="paper-text">{texts[section.id] ?? ""}</Verbatim>,
          }))}
          saving={edit.isPending}
          onResolve={(chosen) => {
            const fresh = textsOf(theirs);
            const rest = changedTexts(fresh, chosen);
            setBase({ texts: fresh, version: theirs.textVersion });
            setMine(chosen);
            setTheirs(undefined);
            if (Object.keys(rest).length === 0) onClose();
            else send(rest, theirs.textVersion);
          }}
          onCancel={() => {
            setTheirs(undefined);
            edit.reset();
          }}
        />
      )}
    </form>
  );
}
