import { type ReportKind, type ReportTemplate, type ReportTemplates, reportKinds } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { reportTemplates } from "../queries.ts";
import type { ReportsSearch } from "../search.ts";
import { TemplateEditor } from "./TemplateEditor.tsx";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { VersionName } from "./VersionName.tsx";
import { WordFormPanel } from "./WordFormPanel.tsx";

interface TemplatesTabProps {
  contract: string;
  search: ReportsSearch;
  onGo: (next: ReportsSearch) => void;
}

export function TemplatesTab({ contract, search, onGo }: TemplatesTabProps) {
  const { t } = useTranslation();
  const id = useId();
  const query = useQuery(reportTemplates(contract));
  const mayChange = useCan("report.template", contract);
  const kind: ReportKind = search.form ?? "month";
  return (
    <>
      <div className="report-filter template-kind">
        <label htmlFor={id}>{t("reports.template.kind")}</label>
        <Select<ReportKind>
          id={id}
          value={kind}
          onChange={(form) => onGo({ form })}
          options={reportKinds.map((value) => ({ value, label: t(`reports.kinds.${value}`) }))}
        />
      </div>
      {mayChange ? null : <p className="muted">{t("reports.template.readOnly")}</p>}
      <QueryView query={query} skeleton={<Lines rows={12} />}>
        {(all) => {
          const template = all.templates.find((one) => one.kind === kind);
          return template === undefined ? null : (
            <OneTemplate key={kind} template={template} all={all} mayChange={mayChange} />
          );
        }}
      </QueryView>
    </>
  );
}

interface OneTemplateProps {
  template: ReportTemplate;
  all: ReportTemplates;
  mayChange: boolean;
}

function OneTemplate({ template, all, mayChange }: OneTemplateProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<number>();
  return (
    <>
      <output>
        {saved === undefined ? null : (
          <Alert type="success" showIcon title={t("reports.template.saved", { n: saved })} />
        )}
      </output>
      {mayChange ? (
        <TemplateEditor key={template.version} template={template} all={all} onSaved={setSaved} />
      ) : (
        <Panel title={<VersionName template={template} />}>
          <TemplatePreview body={template.body} placeholders={all.placeholders} />
        </Panel>
      )}
      <WordFormPanel template={template} mayChange={mayChange} />
      <HistoryOf all={all} kind={template.kind} />
    </>
  );
}

function HistoryOf({ all, kind }: { all: ReportTemplates; kind: ReportKind }) {
  const { t } = useTranslation();
  const older = all.history.filter((one) => one.kind === kind);
  return (
    <Panel title={t("reports.template.history")}>
      {older.length === 0 ? (
        <p className="report-note muted">{t("reports.template.noHistory")}</p>
      ) : (
        <ul className="side-list" data-testid="template-history">
          {older.map((template) => (
            <li key={template.version}>
              <details>
                <summary>
                  <VersionName template={template} /> <Verbatim>{template.by}</Verbatim>{" "}
                  <Verbatim>{template.note}</Verbatim>
                </summary>
                <TemplatePreview body={template.body} placeholders={all.placeholders} />
              </details>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
