import { QuestionCircleOutlined } from "@ant-design/icons";
import type { FaultRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { formatDuration } from "../../../shared/format/duration.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";

/** What is wrong, and with what. */
export function What({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  const lang = useLang();
  const device = row.deviceClass === null ? t("faults.whole") : t(`words.deviceClass.${row.deviceClass}`);
  return (
    <div className="fault-what">
      <b>{pick(lang, row)}</b>
      <span className="fault-device">
        {device}
        {row.part === "" ? null : (
          <>
            {" "}
            <code>{row.part}</code>
          </>
        )}
      </span>
      {row.detail === "" ? null : (
        <span className="muted small fault-detail">
          <Verbatim>{row.detail}</Verbatim>
        </span>
      )}
      {row.confirmed || row.state === "cleared" ? null : (
        <span className="chip chip-dashed">
          <QuestionCircleOutlined aria-hidden="true" />
          {t("faults.unconfirmed")}
        </span>
      )}
      {row.suppressed === null ? null : (
        <span className="small fault-note">
          {t("faults.suppressedUntil", { time: formatMoment(row.suppressed.until, row.suppressed.until, lang) })}
          {t("common.colon")}
          <Verbatim>{row.suppressed.reason}</Verbatim>
        </span>
      )}
    </div>
  );
}

export function Where({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  return (
    <div>
      <Link to="/terminals/$id" params={{ id: row.kioskId }}>
        {t("common.seqPrefix", { seq: row.kioskSeq })} <Verbatim>{row.kioskName}</Verbatim>
      </Link>
      <div className="muted small">
        <Verbatim>{row.street}</Verbatim>
      </div>
    </div>
  );
}

export function Began({ row }: { row: FaultRow }) {
  const lang = useLang();
  const now = useNow();
  const at = row.raisedAt ?? row.firstAt;
  return (
    <div className="nowrap">
      <When at={at} />
      {row.clearedAt === null ? <div className="muted small">{formatDuration(Math.max(0, now - at), lang)}</div> : null}
    </div>
  );
}

export function Times({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  if (row.occurrences < 2) return null;
  return (
    <span className={row.flapping ? "chip chip-warn" : "muted nowrap"}>
      {t("faults.occurrences", { n: row.occurrences })}
      {row.flapping ? ` ${t("faults.flapping")}` : null}
    </span>
  );
}

const bandTone = { overdue: "fault-overdue", "24h": "fault-soon", "3d": "", later: "", paused: "", none: "" } as const;

/** The order that was opened for it, and how its deadline stands. */
export function Order({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const { order } = row;
  if (order === null) return <span className="muted">{row.causeId === null ? t("faults.noOrder") : null}</span>;
  return (
    <div className="nowrap">
      <Link to="/work-orders/$id" params={{ id: order.id }}>
        {order.number}
      </Link>
      <div className={`small ${bandTone[order.band]}`}>
        {order.band === "overdue" || order.band === "paused" ? `${t(`words.band.${order.band}`)} ` : null}
        {order.nextDueAt === null
          ? order.band === "none"
            ? t("faults.noDue")
            : null
          : t("faults.due", { time: formatMoment(order.nextDueAt, now, lang) })}
      </div>
    </div>
  );
}

export function Who({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const { acknowledged } = row;
  if (acknowledged === null) return null;
  const { name, at, comment } = acknowledged;
  return (
    <div>
      <Verbatim>{t("faults.acknowledgedBy", { name, time: formatMoment(at, now, lang) })}</Verbatim>
      {comment === "" ? null : (
        <div className="muted small">
          <Verbatim>{comment}</Verbatim>
        </div>
      )}
    </div>
  );
}
