import type { ReportDetail } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

/** Every version that can still be read and downloaded, and who did what; newest first. */
export function HistoryPanel({ report }: { report: ReportDetail }) {
  const { t } = useTranslation();
  const { id, version: newest, shown, versions, events } = report;
  return (
    <Panel title={t("reports.history.title")}>
      <ul className="side-list" data-testid="report-versions">
        {versions.map(({ version, asOf, note }) => (
          <li key={version}>
            <span>
              {version === shown ? (
                <b>{t("reports.history.version", { n: version })}</b>
              ) : (
                <Link
                  to="/reports/$id"
                  params={{ id }}
                  search={version === newest ? {} : { version: String(version) }}
                  aria-label={t("reports.history.show", { n: version })}
                >
                  {t("reports.history.version", { n: version })}
                </Link>
              )}{" "}
              {version === newest ? <span className="chip">{t("reports.history.current")}</span> : null}
            </span>
            <span className="muted small">{formatDateTime(asOf)}</span>
            {note === "" ? null : <Verbatim>{note}</Verbatim>}
          </li>
        ))}
      </ul>
      <ol className="side-list report-events">
        {events.toReversed().map(({ seq, at, act, name, comment }) => (
          <li key={seq}>
            <span>
              {t(`reports.history.acts.${act}`)} <Verbatim>{name}</Verbatim>
            </span>
            <span className="muted small">{formatDateTime(at)}</span>
            {comment === "" ? null : <Verbatim>{comment}</Verbatim>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
