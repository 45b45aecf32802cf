import type { KioskPoint } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LeadingClock } from "../../../shared/orders/ClockChip.tsx";
import { OrderStateChip } from "../../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useOpenOrders } from "../queries.ts";

export function OpenOrders({ id, contractId }: Pick<KioskPoint, "id" | "contractId">) {
  const { t } = useTranslation();
  const mayOpen = useCan("order.open", contractId);
  const query = useOpenOrders(id);
  return (
    <Panel
      title={t("terminal.orders.title")}
      extra={
        mayOpen ? (
          <Link to="/work-orders" search={{ create: "1", kiosk: id }}>
            {t("terminal.orders.create")}
          </Link>
        ) : undefined
      }
    >
      <QueryView query={query} skeleton={<Lines rows={2} />}>
        {({ orders }) =>
          orders.length === 0 ? (
            <p className="panel-pad muted">{t("terminal.orders.empty")}</p>
          ) : (
            <ul>
              {orders.map((order) => (
                <li key={order.id} className="side-order" data-testid={`order-row-${order.id}`}>
                  <Link to="/work-orders/$id" params={{ id: order.id }}>
                    <OrderTitle order={order} />
                  </Link>
                  <span className="side-order-line">
                    <OrderStateChip state={order.state} />
                    <LeadingClock order={order} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}
