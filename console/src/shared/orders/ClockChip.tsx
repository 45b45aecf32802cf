import { ClockCircleOutlined, FieldTimeOutlined, WarningFilled } from "@ant-design/icons";
import type { OrderClock, OrderRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../format/duration.ts";
import { pick } from "../format/lang.ts";
import { formatDateTime } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { leadingClock, standOf } from "./urgency.ts";

/** One clock: its milestone, what is left or overdue as icon, word and number, and a bar of the time used. */
export function ClockChip({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const stand = standOf(clock, now);
  const title = `${t("orders.clock.due", { time: formatDateTime(clock.dueAt) })} · ${t("orders.clock.clause", { clause: "" })}`;
  const milestone = <span className="clock-name">{pick(lang, clock)}</span>;
  switch (stand.name) {
    case "overdue":
      return (
        <span className="clock clock-overdue" title={title + clock.clause}>
          <WarningFilled aria-hidden="true" />
          {milestone}
          <b>{t("orders.clock.overdue", { duration: formatDuration(stand.overMs, lang) })}</b>
        </span>
      );
    case "running":
      return (
        <span className={`clock ${stand.soon ? "clock-soon" : "clock-running"}`} title={title + clock.clause}>
          <ClockCircleOutlined aria-hidden="true" />
          {milestone}
          <b>{t("orders.clock.left", { duration: formatDuration(stand.leftMs, lang) })}</b>
          <span className="clock-bar" aria-hidden="true">
            <span style={{ width: `${stand.usedShare * 100}%` }} />
          </span>
        </span>
      );
    case "stopped":
      return (
        <span className={`clock ${stand.state === "met" ? "clock-met" : "clock-late"}`} title={title + clock.clause}>
          <FieldTimeOutlined aria-hidden="true" />
          {milestone}
          {t(`words.clockState.${stand.state}`)}
        </span>
      );
  }
}

/** Where no clock runs the reason is said: unknown policy is not the same as no deadline. */
export function NoClock({ policyKnown }: { policyKnown: boolean }) {
  const { t } = useTranslation();
  if (policyKnown) return <span className="muted">{t("orders.clock.none")}</span>;
  return (
    <span className="clock clock-none" title={t("orders.clock.noPolicyHint")}>
      {t("orders.clock.noPolicy")}
    </span>
  );
}

export function LeadingClock({ order }: { order: OrderRow }) {
  const clock = leadingClock(order);
  return clock === undefined ? <NoClock policyKnown={order.policyKnown} /> : <ClockChip clock={clock} />;
}
