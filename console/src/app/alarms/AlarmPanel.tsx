import type { AlarmList, AlarmView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { NoticeLine } from "../../shared/alarm/NoticeLine.tsx";
import { formatMoment } from "../../shared/format/due.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";

type Query = ComponentProps<typeof QueryView<z.infer<typeof AlarmList>>>["query"];

function Alarm({ alarm, fresh, onLeave }: { alarm: AlarmView; fresh: boolean; onLeave: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const urgent = alarm.level === "breach" || alarm.level.startsWith("escalate");
  return (
    <li className={fresh ? "alarm-item alarm-fresh" : "alarm-item"} data-testid={`alarm-${alarm.id}`}>
      <span className="alarm-line">
        <span className={urgent ? "chip chip-bad" : "chip chip-warn"}>{t(`words.alarmLevel.${alarm.level}`)}</span>
        <b>{pick(lang, alarm)}</b>
        {alarm.late ? (
          <span className="chip chip-dashed" title={t("alarms.lateHint")}>
            {t("alarms.late")}
          </span>
        ) : null}
        <time className="muted" dateTime={new Date(alarm.firedAt).toISOString()}>
          {formatMoment(alarm.firedAt, now, lang)}
        </time>
      </span>
      <Link to="/work-orders/$id" params={{ id: alarm.orderId }} onClick={onLeave}>
        {alarm.orderNumber} <Verbatim>{alarm.titleZh}</Verbatim>
      </Link>
      <span className="muted">
        {t("common.seqPrefix", { seq: alarm.kioskSeq })} <Verbatim>{alarm.kioskName}</Verbatim>
      </span>
      {alarm.late ? (
        <span className="small muted">{t("alarms.planned", { time: formatMoment(alarm.plannedAt, now, lang) })}</span>
      ) : null}
      {alarm.notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </li>
  );
}

export function AlarmPanel({ query, seenAt, onLeave }: { query: Query; seenAt: number; onLeave: () => void }) {
  const { t } = useTranslation();
  // What was new when the list was opened stays marked while it is read.
  const [since] = useState(seenAt);
  return (
    <QueryView query={query} skeleton={<Lines rows={6} />}>
      {({ alarms }) =>
        alarms.length === 0 ? (
          <EmptyState title={t("alarms.none")} hint={t("alarms.noneHint")} />
        ) : (
          <ul data-testid="alarm-list">
            {[...alarms]
              .sort((a, b) => b.firedAt - a.firedAt)
              .map((alarm) => (
                <Alarm key={alarm.id} alarm={alarm} fresh={alarm.firedAt > since} onLeave={onLeave} />
              ))}
          </ul>
        )
      }
    </QueryView>
  );
}
