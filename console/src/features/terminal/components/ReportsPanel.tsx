import type { ReportView } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../shared/format/bytes.ts";
import { formatDateTime, formatTimeSeconds } from "../../../shared/format/time.ts";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useReports } from "../queries.ts";
import { indented } from "../report-text.ts";

/** What came later than this was kept in the terminal's outbox first. */
const lateMs = 60_000;

function Report({ report }: { report: ReportView }) {
  const { t } = useTranslation();
  const waited = report.sentAt - report.at;
  return (
    <li data-testid={`report-${report.seq}`}>
      <details className="report">
        <summary>
          <time dateTime={new Date(report.receivedAt).toISOString()}>
            {formatDateTime(report.receivedAt).slice(0, 10)} {formatTimeSeconds(report.receivedAt)}
          </time>
          <span className="chip">{t(`terminal.reports.leaf.${report.leaf}`)}</span>
          <span className="muted">{t("terminal.reports.seq", { seq: report.seq })}</span>
          <span className="muted">{formatBytes(report.bytes)}</span>
          {waited > lateMs ? <span className="chip chip-warn">{t("terminal.reports.waited")}</span> : null}
        </summary>
        <div className="report-body">
          <p className="muted">
            {t("terminal.reports.boot")} <code>{report.bootId}</code>
            {t("common.semicolon")}
            {t("terminal.reports.kioskClock", {
              time: `${formatDateTime(report.at).slice(0, 10)} ${formatTimeSeconds(report.at)}`,
            })}
            <CopyButton text={report.body} />
          </p>
          <pre lang="zh-CN">{indented(report.body)}</pre>
        </div>
      </details>
    </li>
  );
}

/** The stored messages of the terminal as they came, newest first. */
export function ReportsPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useReports(id);
  return (
    <Panel title={t("terminal.reports.title")} sub={t("terminal.reports.hint")}>
      <QueryView query={query} skeleton={<Lines rows={5} />}>
        {({ pages }) => {
          const reports = pages.flatMap((page) => page.reports);
          if (reports.length === 0) return <p className="panel-pad muted">{t("terminal.reports.empty")}</p>;
          return (
            <>
              <ul className="reports">
                {reports.map((report) => (
                  <Report key={`${report.bootId}/${report.seq}`} report={report} />
                ))}
              </ul>
              {query.hasNextPage ? (
                <div className="panel-pad">
                  <Button
                    size="small"
                    data-testid="more-reports"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t("terminal.reports.more")}
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
