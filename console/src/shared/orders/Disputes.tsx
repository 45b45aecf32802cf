import type { OrderDetail, OrderDispute } from "@kiosk/contract";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { formatDateTime } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { Panel } from "../ui/Panel.tsx";
import { Verbatim } from "../ui/Verbatim.tsx";
import { eventWord } from "./event-word.ts";

/** How a dispute stands, never by colour alone. */
export function DisputeChip({ dispute }: { dispute: Pick<OrderDispute, "answer"> }) {
  const { t } = useTranslation();
  const { answer } = dispute;
  if (answer === null) return <span className="chip chip-warn">{t("orders.disputes.open")}</span>;
  return (
    <span className={answer.upheld ? "chip chip-ok" : "chip"}>
      {t(answer.upheld ? "orders.disputes.upheld" : "orders.disputes.rejected")}
    </span>
  );
}

interface DisputesProps {
  detail: OrderDetail;
  /** what may be done about one */
  extra?: (dispute: OrderDispute) => ReactNode;
}

export function Disputes({ detail, extra }: DisputesProps) {
  const { t } = useTranslation();
  const lang = useLang();
  if (detail.disputes.length === 0) return null;
  const about = (target: string): string => {
    const event = detail.events.find(({ id }) => id === target);
    if (event !== undefined) {
      return t("orders.fields.eventAt", { event: eventWord(event.type, t), seq: event.seq });
    }
    const clocks = [...detail.order.clocks, ...detail.otherClocks];
    const clock = clocks.find(({ policy, milestone }) => `${policy}:${milestone}` === target);
    return clock === undefined ? target : pick(lang, clock);
  };
  return (
    <Panel title={t("orders.disputes.title")}>
      <ul className="side-list" data-testid="disputes">
        {detail.disputes.map((dispute) => (
          <li key={dispute.id}>
            <span>
              <DisputeChip dispute={dispute} /> <b>{about(dispute.target)}</b>
            </span>
            <span>
              <Verbatim>{dispute.text}</Verbatim>{" "}
              <span className="muted small">
                <Verbatim>{dispute.by}</Verbatim> {formatDateTime(dispute.at)}
              </span>
            </span>
            {dispute.answer === null ? null : (
              <span>
                <span className="muted">{t("orders.disputes.answer")}</span> <Verbatim>{dispute.answer.text}</Verbatim>{" "}
                <span className="muted small">
                  <Verbatim>{dispute.answer.by}</Verbatim> {formatDateTime(dispute.answer.at)}
                </span>
              </span>
            )}
            {extra?.(dispute)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
