// The disputes of an order with the buyer's next step: to answer one, and to put right what it was upheld about.
import type { OrderAction, OrderDetail, OrderDispute } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Disputes } from "../../../shared/orders/Disputes.tsx";
import type { Drafts } from "../use-drafts.ts";

export function BuyersDisputes({ detail, drafts }: { detail: OrderDetail; drafts: Drafts }) {
  const { t } = useTranslation();
  const offered = (action: OrderAction) => detail.allowed.some(({ type }) => type === action);
  const begin = (action: OrderAction, values: Parameters<Drafts["change"]>[1]["values"]) => {
    drafts.change(action, values === undefined ? {} : { values });
    drafts.choose(action);
  };
  /** A correction speaks of an entry: for a clock the person chooses which entry it is. */
  const entryOf = ({ target }: OrderDispute) => (detail.events.some(({ id }) => id === target) ? { target } : {});
  return (
    <Disputes
      detail={detail}
      extra={(dispute) => {
        if (dispute.answer === null && offered("dispute_answered")) {
          return (
            <Button
              size="small"
              data-testid={`answer-${dispute.id}`}
              onClick={() => begin("dispute_answered", { dispute: dispute.id })}
            >
              {t("orders.disputes.answerNow")}
            </Button>
          );
        }
        if (dispute.answer?.upheld !== true || !offered("corrected")) return null;
        return (
          <span>
            <span className="muted small">{t("orders.disputes.upheldNext")}</span>{" "}
            <Button size="small" onClick={() => begin("corrected", entryOf(dispute))}>
              {t("orders.disputes.correct")}
            </Button>
          </span>
        );
      }}
    />
  );
}
