import type { TimelineEntry } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { daysBetween, formatDate, formatShort, formatTimeSeconds } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useTimeline } from "../queries.ts";
import { groupByDay } from "../timeline-days.ts";
import { TimelineExport } from "./TimelineExport.tsx";

/** A later record than this means that it was not live: it came from the outbox or was entered afterwards. */
const lateMs = 60_000;

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const lang = useLang();
  const late = entry.recordedAt - entry.at > lateMs;
  return (
    <li className={`timeline-entry timeline-${entry.kind}`}>
      <time dateTime={new Date(entry.at).toISOString()}>{formatTimeSeconds(entry.at)}</time>
      <span className="timeline-kind">{t(`words.timelineKind.${entry.kind}`)}</span>
      <span className="timeline-text">
        {pick(lang, entry)}
        {late ? (
          <span className="muted">
            {" "}
            {t("terminal.timeline.recorded", { time: formatShort(entry.recordedAt, entry.at) })}
          </span>
        ) : null}
      </span>
    </li>
  );
}

function DayName({ at }: { at: number }) {
  const { t } = useTranslation();
  const days = daysBetween(at, useNow());
  const date = formatDate(at);
  if (days === 0) return <>{`${t("terminal.timeline.today")} ${date}`}</>;
  if (days === 1) return <>{`${t("terminal.timeline.yesterday")} ${date}`}</>;
  return <>{date}</>;
}

export function TimelinePanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useTimeline(id);
  return (
    <Panel title={t("terminal.timeline.title")} extra={<TimelineExport id={id} />}>
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0) return <p className="panel-pad muted">{t("terminal.timeline.empty")}</p>;
          return (
            <>
              {groupByDay(entries).map((day) => (
                <section key={day.at} className="timeline-day">
                  <h3>
                    <DayName at={day.at} />
                  </h3>
                  <ol>
                    {day.entries.map((entry) => (
                      <Entry key={entry.id} entry={entry} />
                    ))}
                  </ol>
                </section>
              ))}
              <div className="panel-pad">
                {query.hasNextPage ? (
                  <Button
                    size="small"
                    data-testid="more-timeline"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t("terminal.timeline.more")}
                  </Button>
                ) : (
                  <span className="muted">{t("terminal.timeline.end")}</span>
                )}
              </div>
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
