import { CheckCircleOutlined } from "@ant-design/icons";
import type { OrderRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LeadingClock } from "../../../shared/orders/ClockChip.tsx";
import { OrderStateChip } from "../../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

export function DueBoard({ orders }: { orders: readonly OrderRow[] }) {
  const { t } = useTranslation();
  if (orders.length === 0) {
    return (
      <EmptyState
        icon={<CheckCircleOutlined aria-hidden="true" />}
        title={t("overview.board.empty")}
        hint={t("overview.board.emptyHint")}
      />
    );
  }
  return (
    <ul className="due-board">
      {orders.map((order) => (
        <li key={order.id} data-testid={`order-row-${order.id}`}>
          <Link to="/work-orders/$id" params={{ id: order.id }} className="due-row">
            <span className="due-title">
              <OrderTitle order={order} />
            </span>
            <span className="due-clock">
              <LeadingClock order={order} />
            </span>
            <span className="due-where">
              {t("common.seqPrefix", { seq: order.kioskSeq })} <Verbatim>{order.kioskName}</Verbatim>
            </span>
            <span className="due-meta">
              <OrderStateChip state={order.state} />
              <span className="chip">{t(`words.orderClass.${order.class}`)}</span>
              {order.kind === "fault" ? null : <span className="chip">{t(`words.requestKind.${order.kind}`)}</span>}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
