import { FileWordOutlined } from "@ant-design/icons";
import type { ReportTemplate } from "@kiosk/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "../../../shared/api-client/download.ts";
import { saveFile } from "../../../shared/export/save.ts";
import { formatBytes } from "../../../shared/format/bytes.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { usePutWord, useRemoveWord } from "../queries.ts";

const tagSample = "{{number}}";

/** The owner's own Word form: what is in use, and another one, which the server looks through before it is kept. */
export function WordFormPanel({ template, mayChange }: { template: ReportTemplate; mayChange: boolean }) {
  const { t } = useTranslation();
  const { word, contractId, kind } = template;
  const errorText = useErrorText();
  const fetching = useMutation<void, Error, string>({
    mutationFn: async (name) => {
      const path = `/contracts/${encodeURIComponent(contractId)}/report-templates/${kind}/word`;
      saveFile(await download(path, new AbortController().signal), name);
    },
  });
  return (
    <Panel title={t("reports.template.wordTitle")} sub={t("reports.template.wordHint", { tags: tagSample })}>
      <div className="panel-pad word-form" data-testid="word-form">
        {word === null ? (
          <p className="muted">{t("reports.template.wordNone")}</p>
        ) : (
          <>
            <p>
              <FileWordOutlined aria-hidden="true" />{" "}
              <Verbatim>{t("reports.template.wordNow", { name: word.name, size: formatBytes(word.bytes) })}</Verbatim>{" "}
              {mayChange ? (
                <Button size="small" loading={fetching.isPending} onClick={() => fetching.mutate(word.name)}>
                  {t("reports.template.get")}
                </Button>
              ) : null}
            </p>
            {word.tags.length === 0 ? (
              <Alert type="warning" showIcon title={t("reports.template.noTags")} />
            ) : (
              <p>
                {t("reports.template.wordTags")}
                {t("common.colon")}
                {word.tags.map((tag) => (
                  <code key={tag} className="word-tag">
                    {tag}
                  </code>
                ))}
              </p>
            )}
            {fetching.error === null ? null : <Alert type="error" showIcon title={errorText(fetching.error)} />}
          </>
        )}
        {mayChange ? <WordUpload template={template} /> : null}
      </div>
    </Panel>
  );
}

function WordUpload({ template }: { template: ReportTemplate }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const { contractId, kind, version: seenVersion, word } = template;
  const put = usePutWord(contractId, kind);
  const remove = useRemoveWord(contractId, kind);
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const isNoted = note.trim() !== "";
  const done = () => {
    setFile(undefined);
    setNote("");
    setTried(false);
  };
  const upload = () => {
    setTried(true);
    if (file !== undefined && isNoted) put.mutate({ file, note: note.trim(), seenVersion }, { onSuccess: done });
  };
  return (
    <>
      <p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept=".docx"
          tabIndex={-1}
          aria-label={t("reports.template.choose")}
          data-testid="word-file"
          onChange={(event) => {
            put.reset();
            setFile(event.target.files?.[0]);
          }}
        />
        <Button icon={<FileWordOutlined aria-hidden="true" />} onClick={() => input.current?.click()}>
          {t("reports.template.choose")}
        </Button>{" "}
        {file === undefined ? null : <Verbatim>{file.name}</Verbatim>}
      </p>
      <Field
        id={`${id}-note`}
        label={t("reports.template.note")}
        error={tried && !isNoted ? t("reports.template.noteNeeded") : undefined}
      >
        <Input
          id={`${id}-note`}
          value={note}
          maxLength={500}
          aria-describedby={`${id}-note-note`}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <output>
        {put.error === null ? null : (
          <Alert type="error" showIcon title={t("reports.template.rejected", { reason: errorText(put.error) })} />
        )}
        {remove.error === null ? null : <Alert type="error" showIcon title={errorText(remove.error)} />}
        {put.isSuccess ? <Alert type="success" showIcon title={t("reports.template.checked")} /> : null}
      </output>
      <div className="form-actions">
        {word === null ? null : (
          <Button
            loading={remove.isPending}
            onClick={() => {
              setTried(true);
              if (isNoted) remove.mutate({ note: note.trim(), seenVersion }, { onSuccess: done });
            }}
          >
            {t("reports.template.remove")}
          </Button>
        )}
        <Button type="primary" loading={put.isPending} disabled={file === undefined} onClick={upload}>
          {t(put.isPending ? "reports.template.uploading" : "reports.template.upload")}
        </Button>
      </div>
    </>
  );
}
