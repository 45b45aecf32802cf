import type { ReportTemplate, ReportTemplateBody, ReportTemplates, TemplateSection } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { reportTemplates, useChangeTemplate } from "../queries.ts";
import { bodyOf, draftOf, type FieldFault, faultsOf, moved, type TemplateDraft } from "../template-draft.ts";
import { SectionEditor } from "./SectionEditor.tsx";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { VersionName } from "./VersionName.tsx";

interface TemplateEditorProps {
  template: ReportTemplate;
  all: ReportTemplates;
  /** of the version that was made */
  onSaved: (version: number) => void;
}

const plain = ["titleZh", "titleEn", "prefix", "rows", "signatures"] as const;
const hints = { prefix: "prefixHint", rows: "rowsHint", signatures: "signaturesHint" } as const;

export function TemplateEditor({ template, all, onSaved }: TemplateEditorProps) {
  const { t } = useTranslation();
  const id = useId();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { kind, contractId } = template;
  const change = useChangeTemplate(contractId, kind);
  const known = all.known.find((one) => one.kind === kind)?.sections ?? [];
  const [first] = useState(() => draftOf(template.body, known));
  const [draft, setDraft] = useState<TemplateDraft>(first);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [theirs, setTheirs] = useState<ReportTemplate>();
  const faults = faultsOf(draft, new Set(all.placeholders.map((one) => one.id)));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(first);
  const set = (part: Partial<TemplateDraft>) => setDraft((old) => ({ ...old, ...part }));
  const setSection = (index: number, part: Partial<TemplateSection>) =>
    set({ sections: draft.sections.map((one, n) => (n === index ? { ...one, ...part } : one)) });
  const wordsOf = (fault: FieldFault | undefined): string | undefined => {
    if (fault === undefined) return undefined;
    if (fault.fault === "unknown") return t("reports.template.unknown", { name: fault.name });
    if (fault.fault === "needed") return t("reports.template.needed");
    return t(fault.fault === "prefix" ? "reports.template.prefixWrong" : "reports.template.rowsWrong");
  };
  const send = (body: ReportTemplateBody, seenVersion: number) =>
    change.mutate(
      { body, note: note.trim(), seenVersion },
      {
        onSuccess: ({ templates }) => onSaved(templates.find((one) => one.kind === kind)?.version ?? 0),
        onError: (error) => {
          if (!isProblem(error, "report.stale")) return;
          // where that fails too, the refusal stands on the form
          client.fetchQuery({ ...reportTemplates(contractId), staleTime: 0 }).then(
            ({ templates }) => setTheirs(templates.find((one) => one.kind === kind)),
            () => undefined,
          );
        },
      },
    );
  return (
    <Panel title={<VersionName template={template} />}>
      <form
        className="template-form"
        data-testid="template-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (faults.size === 0 && note.trim() !== "") send(bodyOf(draft), template.version);
        }}
      >
        <div className="template-columns">
          <div>
            {plain.map((field) => (
              <Field
                key={field}
                id={`${id}-${field}`}
                label={t(`reports.template.${field}`)}
                required={field === "titleZh" || field === "titleEn"}
                error={wordsOf(faults.get(field))}
                {...(field === "titleZh" || field === "titleEn" ? {} : { hint: t(`reports.template.${hints[field]}`) })}
              >
                <Input
                  id={`${id}-${field}`}
                  value={draft[field]}
                  maxLength={200}
                  lang={field === "titleEn" ? "en" : "zh-CN"}
                  aria-describedby={`${id}-${field}-note`}
                  onChange={(event) => set({ [field]: event.target.value })}
                />
              </Field>
            ))}
            <h3 className="drawer-head">{t("reports.template.sections")}</h3>
            <ol className="template-sections">
              {draft.sections.map((section, n) => (
                <SectionEditor
                  key={section.id}
                  section={section}
                  place={n}
                  last={n === draft.sections.length - 1}
                  writes={known.some((one) => one.id === section.id && one.hasText)}
                  placeholders={all.placeholders}
                  faultOf={(field) => wordsOf(faults.get(`${field} ${section.id}`))}
                  onChange={(part) => setSection(n, part)}
                  onMove={(by) => set({ sections: moved(draft.sections, n, by) })}
                />
              ))}
            </ol>
          </div>
          <section className="template-side" aria-label={t("reports.template.preview")}>
            <h3 className="drawer-head">{t("reports.template.preview")}</h3>
            <TemplatePreview body={bodyOf(draft)} placeholders={all.placeholders} />
          </section>
        </div>
        <Field
          id={`${id}-note`}
          label={t("reports.template.note")}
          required
          error={tried && note.trim() === "" ? t("reports.template.noteNeeded") : undefined}
        >
          <Input
            id={`${id}-note`}
            value={note}
            maxLength={500}
            aria-describedby={`${id}-note-note`}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {change.error === null || theirs !== undefined ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(change.error)} />
        )}
        <div className="form-actions">
          <Button disabled={!isChanged} onClick={() => setDraft(first)}>
            {t("reports.template.discard")}
          </Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={change.isPending}
            disabled={!isChanged || faults.size > 0}
            data-testid="template-save"
          >
            {t("reports.template.save")}
          </Button>
        </div>
      </form>
      {theirs === undefined ? null : (
        <ConflictDialog<ReportTemplateBody>
          what={t("reports.template.stale", { n: theirs.version })}
          by={theirs.by}
          at={theirs.at}
          base={template.body}
          mine={bodyOf(draft)}
          theirs={theirs.body}
          fields={[
            { key: "titleZh", label: t("reports.template.titleZh"), show: (v) => <Verbatim>{v.titleZh}</Verbatim> },
            { key: "titleEn", label: t("reports.template.titleEn"), show: (v) => v.titleEn },
            { key: "numberPrefix", label: t("reports.template.prefix"), show: (v) => v.numberPrefix ?? "" },
            { key: "rowsInDocument", label: t("reports.template.rows"), show: (v) => v.rowsInDocument ?? "" },
            {
              key: "signatures",
              label: t("reports.template.signatures"),
              show: (v) => <Verbatim>{v.signatures.join(" / ")}</Verbatim>,
            },
            {
              key: "sections",
              label: t("reports.template.sections"),
              show: (v) => <TemplatePreview body={v} placeholders={all.placeholders} />,
            },
          ]}
          saving={change.isPending}
          onResolve={(body) => send(body, theirs.version)}
          onCancel={() => {
            setTheirs(undefined);
            change.reset();
          }}
        />
      )}
    </Panel>
  );
}
