import { useTranslation } from "react-i18next";
import { NoticeLine } from "../../../shared/alarm/NoticeLine.tsx";
import { formatMoment } from "../../../shared/format/due.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useToldAlarms } from "../queries.ts";

/** What has been told, to whom, and whether it got there: evidence that people were warned. */
export function ToldAlarms({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = useServerClock();
  const query = useToldAlarms(orderId);
  return (
    <Panel title={t("orders.told.title")}>
      <QueryView query={query} skeleton={<Lines rows={2} />}>
        {({ alarms }) =>
          alarms.length === 0 ? (
            <p className="panel-pad muted">{t("orders.told.none")}</p>
          ) : (
            <ul className="side-list" data-testid="told">
              {alarms.map((alarm) => (
                <li key={alarm.id}>
                  <span>
                    <b>{formatMoment(alarm.firedAt, clock.now(), lang)}</b> {pick(lang, alarm)}
                    {t("common.colon")}
                    {t(`words.alarmLevel.${alarm.level}`)}{" "}
                    {alarm.late ? <span className="chip chip-warn">{t("alarms.late")}</span> : null}
                  </span>
                  {alarm.notices.length === 0 ? (
                    <span className="muted small">{t("alarms.consoleOnly")}</span>
                  ) : (
                    alarm.notices.map((notice) => <NoticeLine key={notice.id} notice={notice} />)
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}
