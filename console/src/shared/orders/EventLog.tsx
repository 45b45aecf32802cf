import type { OrderDetail, OrderEventView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { evidenceHref } from "../evidence/EvidenceLinks.tsx";
import { formatDateTime, formatTimeSeconds } from "../format/time.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Verbatim } from "../ui/Verbatim.tsx";
import { DisputeChip } from "./Disputes.tsx";
import { useEventFacts } from "./event-facts.ts";
import { eventWord } from "./event-word.ts";
import { ignoredReason } from "./ignored-reasons.ts";

const full = (at: number) => `${formatDateTime(at).slice(0, 10)} ${formatTimeSeconds(at)}`;

/** As many as anybody reads at once; a log may have thousands. */
const firstShown = 60;
const hashShown = 8;

function When({ event }: { event: OrderEventView }) {
  const { t } = useTranslation();
  const { correctedTo } = event;
  if (correctedTo === null) return <>{full(event.at)}</>;
  return (
    <span className="corrected">
      <del>{full(event.at)}</del>
      <ins>{correctedTo.at === null ? t("orders.log.voided") : full(correctedTo.at)}</ins>
    </span>
  );
}

interface EntryProps {
  event: OrderEventView;
  detail: OrderDetail;
  extra?: (event: OrderEventView) => ReactNode;
}

function Entry({ event, detail, extra }: EntryProps) {
  const { t } = useTranslation();
  const facts = useEventFacts(detail.order.contractId)(event, detail);
  const ignored = detail.ignored.find((i) => i.eventId === event.id);
  const reason = ignored === undefined ? undefined : ignoredReason(ignored.reason);
  const disputes = detail.disputes.filter(({ target }) => target === event.id);
  const voided = event.correctedTo !== null && event.correctedTo.at === null;
  const files = event.evidence.map(
    (digest) => detail.evidence.find((f) => f.digest === digest) ?? { digest, name: "" },
  );
  return (
    <tr data-testid={`event-${event.type}`} className={voided ? "event-voided" : ""}>
      <td className="nowrap" data-label={t("orders.detail.effective")}>
        <When event={event} />
      </td>
      <td className="nowrap muted" data-label={t("orders.detail.recorded")}>
        {full(event.recordedAt)}
      </td>
      <td>
        <div>
          <b className={voided ? "voided" : ""}>{eventWord(event.type, t)}</b>{" "}
          {disputes.map((dispute) => (
            <DisputeChip key={dispute.id} dispute={dispute} />
          ))}{" "}
          {event.party === "system" ? (
            <span className="muted">{t("orders.detail.system")}</span>
          ) : (
            <span className="muted">
              <Verbatim>{event.actor}</Verbatim> {t("orders.log.party", { party: t(`words.party.${event.party}`) })}
            </span>
          )}
          {facts.map((fact) => (
            <div key={fact.label} className="event-fact">
              <span className="muted">{fact.label}</span>{" "}
              {fact.verbatim ? <Verbatim>{fact.value}</Verbatim> : fact.value}
            </div>
          ))}
          {event.approvedBy === null ? null : (
            <div className="event-fact">
              <span className="muted">{t("orders.log.approvedBy")}</span> <Verbatim>{event.approvedBy}</Verbatim>
            </div>
          )}
          {event.text === "" ? null : (
            <div className="event-text">
              <Verbatim>{event.text}</Verbatim>
            </div>
          )}
          {files.length === 0 ? null : (
            <div className="event-fact">
              <span className="muted">{t("common.evidence.label")}</span>{" "}
              {files.map((file) => (
                <a key={file.digest} href={evidenceHref(file.digest)} target="_blank" rel="noreferrer">
                  <Verbatim>{file.name === "" ? file.digest.slice(0, hashShown) : file.name}</Verbatim>
                </a>
              ))}
            </div>
          )}
          {typeof event.data.newOrderId === "string" ? (
            <Link to="/work-orders/$id" params={{ id: event.data.newOrderId }}>
              {t("orders.log.newOrder")}
            </Link>
          ) : null}
          {ignored === undefined ? null : (
            <div className="chip chip-warn event-ignored">
              {t("orders.log.ignored", {
                reason: reason === undefined ? ignored.reason : t(`words.ignored.${reason}`),
              })}
            </div>
          )}
        </div>
      </td>
      <td className="nowrap" data-label={t("orders.log.chain")}>
        {extra?.(event)}
        <span className="event-hash">
          <span className="muted small">{`#${event.logSeq}`}</span> <code>{event.hash.slice(0, hashShown)}</code>
          <CopyButton text={event.hash} name={t("orders.log.copyHash", { n: event.logSeq })} />
        </span>
      </td>
    </tr>
  );
}

/** Append-only: when it was so and when the log took it, both always shown. Newest first. */
export function EventLog({ detail, extra }: Omit<EntryProps, "event">) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const events = [...detail.events].sort((a, b) => b.seq - a.seq);
  const shown = all ? events : events.slice(0, firstShown);
  return (
    <>
      <table className="table cards event-log">
        <thead>
          <tr>
            <th scope="col">{t("orders.detail.effective")}</th>
            <th scope="col">{t("orders.detail.recorded")}</th>
            <th scope="col">{t("orders.detail.event")}</th>
            <th scope="col" title={t("orders.log.chainHint")}>
              {t("orders.log.chain")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <Entry key={event.id} event={event} detail={detail} {...(extra === undefined ? {} : { extra })} />
          ))}
        </tbody>
      </table>
      {shown.length === events.length ? null : (
        <div className="table-foot">
          <Button size="small" onClick={() => setAll(true)}>
            {t("orders.log.all", { n: events.length })}
          </Button>
        </div>
      )}
    </>
  );
}
