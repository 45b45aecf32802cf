// The clocks of an order as bars under one time axis. Pauses have a lane of their own and are hatched into the bars they
// stop; what a bar means is also in words beside it.
import { QuestionCircleOutlined } from "@ant-design/icons";
import type { OrderClock, OrderDetail, RowClock } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dueYear, formatDay, formatDue, formatMoment } from "../format/due.ts";
import { pick } from "../format/lang.ts";
import { formatDate, formatTime } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { phoneQuery, useMedia } from "../ui/use-media.ts";
import { ClockState, standText } from "./ClockState.tsx";
import {
  axisOf,
  type Bar,
  barOf,
  extensionDays,
  firstDays,
  heldSpans,
  placeOf,
  type Span,
  tickRoom,
  ticksOf,
} from "./clock-axis.ts";
import { DisputeChip } from "./Disputes.tsx";
import { standOf } from "./urgency.ts";

const longAxisMs = 5 * 86_400_000;

function place(axis: Span, span: Span) {
  const left = placeOf(axis, span.from);
  return { left: `${left}%`, width: `${placeOf(axis, span.to) - left}%` };
}

function useTicks(axis: Span): number[] {
  return ticksOf(axis, useMedia(phoneQuery) ? tickRoom.phone : tickRoom.wide);
}

function Marks({ axis }: { axis: Span }) {
  const lang = useLang();
  const ticks = useTicks(axis);
  return (
    <div className="bars-axis" aria-hidden="true">
      {ticks.map((at) => (
        <span key={at} style={{ left: `${placeOf(axis, at)}%` }}>
          {formatTime(at) === "00:00" ? formatDay(formatDate(at), at, lang) : formatTime(at)}
        </span>
      ))}
    </div>
  );
}

function Pieces({ axis, bar, clock, held }: { axis: Span; bar: Bar; clock: OrderClock; held: readonly Span[] }) {
  const { startAt, dueAt, completedAt } = clock;
  return (
    <>
      {bar.left === null ? null : <span className="bar-left" style={place(axis, bar.left)} />}
      {bar.used === null ? null : <span className="bar-used" style={place(axis, bar.used)} />}
      {bar.extended === null ? null : <span className="bar-extended" style={place(axis, bar.extended)} />}
      {bar.over === null ? null : <span className="bar-over" style={place(axis, bar.over)} />}
      {held.map((span) => (
        <span key={span.from} className="bar-held" style={place(axis, span)} />
      ))}
      {startAt === null ? null : <span className="bar-start" style={{ left: `${placeOf(axis, startAt)}%` }} />}
      {dueAt === null ? null : <span className="bar-due" style={{ left: `${placeOf(axis, dueAt)}%` }} />}
      {completedAt === null ? null : <span className="bar-done" style={{ left: `${placeOf(axis, completedAt)}%` }} />}
    </>
  );
}

/** When it is due, and what may still change about that. */
export function DueLine({ clock }: { clock: RowClock }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const { dueAt, dayClock } = clock;
  return (
    <span className="due-line">
      {dueAt === null
        ? t(clock.state === "paused" ? "orders.clock.dueAfterPause" : "orders.clock.dueUnknown")
        : t("orders.clock.due", { time: formatDue({ dueAt, dayClock }, now, lang) })}
      {clock.completedAt === null
        ? null
        : ` · ${t("orders.clock.completed", { time: formatMoment(clock.completedAt, now, lang) })}`}
      {dueAt !== null && clock.dueStatus === "provisional" ? (
        <span className="chip chip-warn">{t("orders.clock.provisional", { year: dueYear({ dueAt, dayClock }) })}</span>
      ) : null}
      {clock.beyondTerm ? <span className="chip chip-warn">{t("orders.clock.beyondTerm")}</span> : null}
    </span>
  );
}

/** Opens the derivation over whatever page shows the order: the address names the clock. */
export function WhyLink({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <Link
      to="."
      search={(old) => ({ ...old, why: `${clock.policy}:${clock.milestone}` })}
      className="why-link"
      data-testid={`why-${clock.policy}-${clock.milestone}`}
      aria-label={t("orders.why.openFor", { milestone: pick(lang, clock) })}
    >
      <QuestionCircleOutlined aria-hidden="true" /> {t("orders.why.open")}
    </Link>
  );
}

function Now({ axis }: { axis: Span }) {
  const now = useNow();
  if (now < axis.from || now > axis.to) return null;
  return <span className="back-now" style={{ left: `${placeOf(axis, now)}%` }} />;
}

function Row({ clock, axis, detail }: { clock: OrderClock; axis: Span; detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const days = extensionDays(detail.events, clock.milestone);
  const held = detail.order.paused !== null;
  const stand = standOf(clock, now, held);
  const bar = barOf(clock, now, days);
  const disputes = detail.disputes.filter(({ target }) => target === `${clock.policy}:${clock.milestone}`);
  const { dueAt, dayClock } = clock;
  const said = [
    pick(lang, clock),
    standText(stand, t, lang),
    ...(clock.startAt === null ? [] : [t("orders.clock.start", { time: formatMoment(clock.startAt, now, lang) })]),
    ...(dueAt === null ? [] : [t("orders.clock.due", { time: formatDue({ dueAt, dayClock }, now, lang) })]),
  ].join(t("common.semicolon"));
  return (
    <li
      className={`bar-row bar-${clock.role} bar-is-${stand.name}`}
      data-testid={`clock-${clock.policy}-${clock.milestone}`}
      data-state={clock.state}
    >
      <div className="bar-words">
        <span className="bar-name">
          <b>{pick(lang, clock)}</b>
          <span className={clock.role === "governing" ? "chip chip-governing" : "chip chip-dashed"}>
            {t(`words.clockRole.${clock.role}`)}
          </span>
          {disputes.map((dispute) => (
            <DisputeChip key={dispute.id} dispute={dispute} />
          ))}
        </span>
        <ClockState clock={clock} held={held} />
        <DueLine clock={clock} />
        {days === 0 ? null : <span className="small">{t("orders.clock.extended", { n: days })}</span>}
        <span className="bar-foot">
          <span className="muted small">{t("orders.clock.clause", { clause: clock.clause.ref })}</span>
          <WhyLink clock={clock} />
        </span>
      </div>
      <div className="bar-track" role="img" aria-label={said}>
        <span className="track-back">
          <Now axis={axis} />
        </span>
        <Pieces axis={axis} bar={bar} clock={clock} held={heldSpans(clock, detail.pauses, now)} />
      </div>
    </li>
  );
}

function PauseLane({ detail, axis }: { detail: OrderDetail; axis: Span }) {
  const { t } = useTranslation();
  const now = useNow();
  const shown = detail.pauses.filter((p) => (p.to ?? now) > axis.from && p.from < axis.to);
  if (shown.length === 0) return null;
  return (
    <div className="pause-lane" aria-hidden="true">
      <span className="bar-words muted">{t("orders.pauses.title")}</span>
      <div className="pause-track">
        {shown.map((p) => (
          <span
            key={p.from}
            className={p.counts ? "pause-mark" : "pause-mark pause-void"}
            style={place(axis, { from: p.from, to: p.to ?? now })}
          >
            <span>{t(p.counts ? "orders.pauses.counts" : "orders.pauses.countsNot")}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

/** Lines that run behind all rows; on a phone, where words stand between the rows, behind each bar. */
function Backdrop({ axis }: { axis: Span }) {
  return (
    <div className="bars-back" aria-hidden="true">
      {useTicks(axis).map((at) => (
        <span key={at} className="back-tick" style={{ left: `${placeOf(axis, at)}%` }} />
      ))}
      <Now axis={axis} />
    </div>
  );
}

const legend = ["start", "now", "due", "done", "over", "pause", "extended"] as const;

export function ClockBars({ detail, clocks }: { detail: OrderDetail; clocks: readonly OrderClock[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const [near, setNear] = useState(false);
  const whole = axisOf(clocks, detail.order.reportedAt, now);
  const mixed = whole.to - whole.from > longAxisMs && clocks.some((c) => !c.dayClock);
  const axis = near && mixed ? firstDays(detail.order.reportedAt) : whole;
  return (
    <div className="bars" data-testid="clock-bars">
      <div className="bars-head">
        <ul className="bars-legend">
          {legend.map((name) => (
            <li key={name}>
              <i className={`legend-${name}`} aria-hidden="true" />
              {t(`orders.bars.${name}`)}
            </li>
          ))}
        </ul>
        {mixed ? (
          <Segmented
            size="small"
            aria-label={t("orders.bars.zoom")}
            value={near ? "near" : "whole"}
            onChange={(value) => setNear(value === "near")}
            options={[
              { value: "whole", label: t("orders.bars.whole") },
              { value: "near", label: t("orders.bars.near") },
            ]}
          />
        ) : null}
      </div>
      <div className="bars-body">
        <Backdrop axis={axis} />
        <PauseLane detail={detail} axis={axis} />
        <ul className="bars-rows">
          {clocks.map((clock) => (
            <Row key={`${clock.policy}:${clock.milestone}`} clock={clock} axis={axis} detail={detail} />
          ))}
        </ul>
        <Marks axis={axis} />
      </div>
    </div>
  );
}
