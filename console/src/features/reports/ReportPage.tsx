import "./reports.css";
import "./paper.css";
import type { ReportDetail } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Alert } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { headingNumber } from "./cell-text.ts";
import { BasisPanel } from "./components/BasisPanel.tsx";
import { DueWords } from "./components/DueWords.tsx";
import { FileButtons } from "./components/FileButtons.tsx";
import { HistoryPanel } from "./components/HistoryPanel.tsx";
import { PaperSection } from "./components/PaperSection.tsx";
import { ReportActs } from "./components/ReportActs.tsx";
import { ReportSteps } from "./components/ReportSteps.tsx";
import { ReportTitle } from "./components/ReportTitle.tsx";
import { StateChip } from "./components/StateChip.tsx";
import { TextEditor } from "./components/TextEditor.tsx";
import { reportDetail } from "./queries.ts";

export function ReportPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/reports/$id" });
  const { version } = useSearch({ from: "/reports/$id" });
  const query = useQuery(reportDetail(id, version));
  return (
    <div className="page report-page" data-testid="report-page">
      <QueryView
        query={query}
        skeleton={<Lines rows={14} />}
        onError={(error) =>
          isProblem(error, "resource.not-found") ? (
            <EmptyState
              title={t("reports.page.notFound")}
              action={<Link to="/reports">{t("reports.page.back")}</Link>}
            />
          ) : undefined
        }
      >
        {(report) => <Loaded report={report} />}
      </QueryView>
    </div>
  );
}

function Loaded({ report }: { report: ReportDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { section, table } = useSearch({ from: "/reports/$id" });
  const [writing, setWriting] = useState(false);
  const isNewest = report.shown === report.version;
  const title = pick(lang, { zh: report.titleZh, en: report.titleEn });
  const path = `/reports/${report.id}/file?version=${report.shown}`;
  const words = [report.number, title];
  const mayWrite = isNewest && report.may.edit;
  return (
    <>
      <nav>
        <Link to="/reports">{t("reports.page.back")}</Link>
      </nav>
      <header className="page-head report-head">
        <h1>
          <ReportTitle of={report} /> <span className="muted">{report.period}</span>
        </h1>
        <StateChip state={report.state} />
        <span className="muted report-number">{t("reports.page.number", { number: report.number })}</span>
        <DueWords due={report} />
      </header>
      {isNewest ? null : (
        <Alert
          type="warning"
          showIcon
          title={t("reports.page.old", { shown: report.shown, version: report.version })}
          action={
            <Link to="/reports/$id" params={{ id: report.id }} search={{}}>
              {t("reports.page.newest")}
            </Link>
          }
        />
      )}
      <div className="report-bar panel panel-pad">
        <FileButtons path={(format) => `${path}&format=${format}`} words={words} asOf={report.basis.asOf} />
        {report.ownForm ? <span className="muted small">{t("reports.page.ownForm")}</span> : null}
        {isNewest && !writing ? (
          <ReportActs report={report} onWrite={mayWrite ? () => setWriting(true) : undefined} />
        ) : null}
      </div>
      <div className="report-layout">
        <article className="panel paper" aria-label={title}>
          <h2 className="paper-title">
            <ReportTitle of={report} />
          </h2>
          <p className="paper-sub muted">
            {report.number} · {report.from === report.to ? report.from : `${report.from} – ${report.to}`}
          </p>
          {writing ? (
            <TextEditor report={report} onClose={() => setWriting(false)} />
          ) : (
            report.sections.map((one, n) => (
              <PaperSection
                key={one.id}
                section={one}
                heading={`${headingNumber(n + 1, lang)}${lang === "en" ? " " : ""}${pick(lang, one)}`}
                file={{ path: `${path}&section=${encodeURIComponent(one.id)}`, words, asOf: report.basis.asOf }}
                marked={one.id === section ? (table ?? "") : undefined}
              />
            ))
          )}
        </article>
        <aside className="report-side">
          <ReportSteps report={report} />
          <BasisPanel report={report} />
          <HistoryPanel report={report} />
        </aside>
      </div>
    </>
  );
}
