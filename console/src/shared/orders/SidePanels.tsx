// What stands beside the clocks of an order: what needs a look, pauses, what comes next, what was told, the parts.
import { FlagOutlined } from "@ant-design/icons";
import { type OrderDetail, type PlannedAlarm, pauseGrounds } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../format/due.ts";
import { formatDuration } from "../format/duration.ts";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Verbatim } from "../ui/Verbatim.tsx";

export function Attention({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (detail.attention.length === 0) return null;
  return (
    <ul className="attention" aria-label={t("orders.attention.title")}>
      {detail.attention.map(({ code, since }) => (
        <li key={code} data-testid={`attention-${code}`}>
          <FlagOutlined aria-hidden="true" />{" "}
          {t(`orders.attention.${code}`, { duration: formatDuration(now - since, lang) })}
        </li>
      ))}
    </ul>
  );
}

export function Pauses({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (detail.pauses.length === 0) return null;
  return (
    <Panel title={t("orders.pauses.title")}>
      <ul className="side-list">
        {detail.pauses.map((pause) => {
          const ground = pauseGrounds.find((g) => g === pause.reason);
          return (
            <li key={pause.from} data-testid={pause.counts ? "pause-counts" : "pause-counts-not"}>
              <span>
                {formatMoment(pause.from, now, lang)}
                {" – "}
                {pause.to === null ? t("orders.why.stillPaused") : formatMoment(pause.to, now, lang)}
                <span className="muted">{` (${formatDuration((pause.to ?? now) - pause.from, lang)})`}</span>
              </span>
              <span>
                {ground === undefined ? <Verbatim>{pause.reason}</Verbatim> : t(`words.pauseGround.${ground}`)}
                {" · "}
                {pause.approvedBy === null ? (
                  t("orders.pauses.notApproved")
                ) : (
                  <>
                    {t("orders.log.approvedBy")} <Verbatim>{pause.approvedBy}</Verbatim>
                  </>
                )}
              </span>
              <span className={pause.counts ? "chip" : "chip chip-warn"}>
                {t(pause.counts ? "orders.pauses.stops" : "orders.pauses.stopsNot")}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Planned({ alarm }: { alarm: PlannedAlarm }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  return (
    <li>
      <span className="planned-when">
        <b>{formatMoment(alarm.at, now, lang)}</b>
        <span className="muted">
          {alarm.at > now
            ? t("orders.next.in", { duration: formatDuration(alarm.at - now, lang) })
            : t("orders.next.now")}
        </span>
      </span>
      <span>
        {pick(lang, alarm)}
        {t("common.colon")}
        {t(`words.alarmLevel.${alarm.level}`)}
      </span>
    </li>
  );
}

const plannedShown = 6;

export function NextAlarms({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const planned = [...detail.planned].sort((a, b) => a.at - b.at);
  return (
    <Panel title={t("orders.next.title")} sub={t("orders.next.sub")}>
      {planned.length === 0 ? (
        <p className="panel-pad muted">{t("orders.next.none")}</p>
      ) : (
        <ul className="side-list" data-testid="planned">
          {planned.slice(0, plannedShown).map((alarm) => (
            <Planned key={`${alarm.policy}:${alarm.milestone}:${alarm.level}:${alarm.at}`} alarm={alarm} />
          ))}
          {planned.length > plannedShown ? (
            <li className="muted">{t("orders.next.more", { n: planned.length - plannedShown })}</li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}

export function Parts({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (detail.parts.length === 0) return null;
  const moment = (at: number | null) => (at === null ? t("orders.parts.notYet") : formatMoment(at, now, lang));
  return (
    <Panel title={t("orders.parts.title")}>
      <ul className="side-list" data-testid="parts">
        {detail.parts.map((line) => (
          <li key={line.part}>
            <span>
              <b>
                <Verbatim>{line.part}</Verbatim>
              </b>{" "}
              <span className="chip">
                {line.state === "on_hand"
                  ? t(`words.partOnHand.${line.from ?? "purchase"}`)
                  : t(`words.partState.${line.state}`)}
              </span>{" "}
              {line.from === null ? null : <span className="muted">{t(`words.partFrom.${line.from}`)}</span>}
            </span>
            {line.serial === null ? null : (
              <span>
                {t("orders.fields.serial")} <code>{line.serial}</code>
              </span>
            )}
            <span className="small muted">
              {t(line.from === "stock" ? "orders.parts.stockDates" : "orders.parts.dates", {
                required: moment(line.requiredAt),
                ordered: moment(line.orderedAt),
                arrived: moment(line.arrivedAt),
                installed: moment(line.installedAt),
              })}
            </span>
            {line.rejections === 0 ? null : (
              <span className="chip chip-warn">{t("orders.parts.rejections", { n: line.rejections })}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
