// Somebody was faster while a form was filled in: what they recorded and what this form would record, side by side. A log is
// only added to, so that nothing has to be chosen field by field; one looks, and sends again or not.
import type { OrderAction, OrderDetail } from "@kiosk/contract";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useEventWord } from "../../../shared/orders/event-word.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

interface WentOnProps {
  detail: OrderDetail;
  /** seq of the last event when the form was opened */
  openedSeq: number;
  action: OrderAction;
  text: string;
}

export function WentOn({ detail, openedSeq, action, text }: WentOnProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const word = useEventWord();
  const theirs = detail.events.filter((event) => event.seq > openedSeq);
  if (theirs.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      data-testid="log-went-on"
      title={t("orders.action.wentOn")}
      description={
        <dl className="went-on">
          <dt>{t("changes.conflict.theirs")}</dt>
          {theirs.map((event) => (
            <dd key={event.id} data-testid="went-on-theirs">
              <b>{word(event.type)}</b> <Verbatim>{event.actor}</Verbatim>{" "}
              <span className="muted">{formatMoment(event.recordedAt, now, lang)}</span>{" "}
              <Verbatim>{event.text}</Verbatim>
            </dd>
          ))}
          <dt>{t("changes.conflict.mine")}</dt>
          <dd data-testid="went-on-mine">
            <b>{t(`words.orderAction.${action}`)}</b> <Verbatim>{text}</Verbatim>
          </dd>
        </dl>
      }
    />
  );
}
