import type { OrderRow, RowClock } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDue } from "../format/due.ts";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { clockSign, clockTone, standText } from "./ClockState.tsx";
import { leadingClock, standOf } from "./urgency.ts";

/** One clock: its milestone, what is left or overdue as icon, word and number, and a bar of the time used. */
export function ClockChip({ clock, held }: { clock: RowClock; held: boolean }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const stand = standOf(clock, now, held);
  const { dueAt, dayClock } = clock;
  const title = [
    ...(dueAt === null ? [] : [t("orders.clock.due", { time: formatDue({ dueAt, dayClock }, now, lang) })]),
    t("orders.clock.clause", { clause: clock.clause.ref }),
  ].join(t("common.semicolon"));
  return (
    <span className={`clock ${clockTone(stand)}`} title={title}>
      {clockSign(stand)}
      <span className="clock-name">
        {pick(lang, clock)}
        {clock.role === "governing" ? null : ` (${t(`words.clockRole.${clock.role}`)})`}
      </span>
      <b>{standText(stand, t, lang)}</b>
      {stand.name === "running" ? (
        <span className="clock-bar" aria-hidden="true">
          <span style={{ width: `${stand.usedShare * 100}%` }} />
        </span>
      ) : null}
    </span>
  );
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
  if (clock === undefined) return <NoClock policyKnown={order.policyKnown} />;
  return <ClockChip clock={clock} held={order.paused !== null} />;
}
