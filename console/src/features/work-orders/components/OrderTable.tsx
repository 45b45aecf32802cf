import type { OrderRow } from "@kiosk/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { SelectBox } from "../../../shared/bulk/SelectBox.tsx";
import type { Selection } from "../../../shared/bulk/selection.ts";
import { ClockChip, NoClock } from "../../../shared/orders/ClockChip.tsx";
import { FirmChip } from "../../../shared/orders/FirmChip.tsx";
import { OrderStateChip } from "../../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { RouteChip } from "../../../shared/orders/RouteChip.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";
import { orderId } from "../bulk-orders.ts";

/** The filters travel along, so that the way back leads to the same list. */
function withoutForm<S extends { create?: string | undefined }>({ create: _create, ...filters }: S): Omit<S, "create"> {
  return filters;
}

function Row({ order, selection }: { order: OrderRow; selection: Selection<OrderRow> }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/work-orders" });
  return (
    // The number is the link for keyboard and screen reader; the row only makes the target larger for the mouse.
    <tr
      data-testid={`order-row-${order.id}`}
      data-state={order.state}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, label") !== null) return;
        void navigate({ to: "/work-orders/$id", params: { id: order.id }, search: withoutForm });
      }}
    >
      <td className="select-cell">
        <SelectBox items={[order]} idOf={orderId} selection={selection} name={t("bulk.pick", { name: order.number })} />
      </td>
      <td className="nowrap" data-label={t("orders.column.number")}>
        <Link from="/work-orders" to="/work-orders/$id" params={{ id: order.id }} search={withoutForm}>
          {order.number}
        </Link>
      </td>
      <td className="nowrap" data-label={t("orders.column.class")}>
        <span>
          {t(`words.orderClass.${order.class}`)}{" "}
          {order.kind === "fault" ? null : <span className="chip">{t(`words.requestKind.${order.kind}`)}</span>}
          <RouteChip route={order.route} />
          <FirmChip order={order} />
        </span>
      </td>
      <td className="card-title">
        <div>
          <OrderTitle order={order} />
          {order.faultOpen === false ? (
            <>
              {" "}
              <span className="chip chip-ok">{t("orders.fault.cleared")}</span>
            </>
          ) : null}
        </div>
      </td>
      <td data-label={t("orders.column.terminal")}>
        <Link to="/terminals/$id" params={{ id: order.kioskId }}>
          {t("common.seqPrefix", { seq: order.kioskSeq })} <Verbatim>{order.kioskName}</Verbatim>
        </Link>
      </td>
      <td className="nowrap" data-label={t("orders.column.state")}>
        <OrderStateChip state={order.state} />{" "}
        {order.paused === null ? null : <span className="chip chip-warn">{t("words.clockState.paused")}</span>}
      </td>
      <td className="nowrap" data-label={t("orders.column.reported")}>
        <When at={order.reportedAt} />
      </td>
      <td data-label={t("orders.column.clocks")}>
        <span className="order-clocks">
          {order.clocks.length === 0 ? (
            <NoClock policyKnown={order.policyKnown} />
          ) : (
            order.clocks.map((clock) => (
              <ClockChip key={`${clock.policy}:${clock.milestone}`} clock={clock} held={order.paused !== null} />
            ))
          )}
        </span>
      </td>
    </tr>
  );
}

interface OrderTableProps {
  orders: readonly OrderRow[];
  /** how many there are, also those of pages not read yet */
  total: number;
  /** reads the next page; undefined: all are shown */
  more: (() => void) | undefined;
  reading: boolean;
  selection: Selection<OrderRow>;
  dim: boolean;
}

export function OrderTable({ orders, total, more, reading, selection, dim }: OrderTableProps) {
  const { t } = useTranslation();
  const c = "orders.column" as const;
  return (
    <>
      <table className={`table cards order-table ${dim ? "table-dim" : ""}`}>
        <thead>
          <tr>
            <th scope="col" className="select-cell">
              <SelectBox items={orders} idOf={orderId} selection={selection} name={t("bulk.pickPage")} />
            </th>
            <th scope="col">{t(`${c}.number`)}</th>
            <th scope="col">{t(`${c}.class`)}</th>
            <th scope="col">{t(`${c}.title`)}</th>
            <th scope="col">{t(`${c}.terminal`)}</th>
            <th scope="col">{t(`${c}.state`)}</th>
            <th scope="col">{t(`${c}.reported`)}</th>
            <th scope="col">{t(`${c}.clocks`)}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <Row key={order.id} order={order} selection={selection} />
          ))}
        </tbody>
      </table>
      {more === undefined ? null : <MorePages shown={orders.length} total={total} reading={reading} onMore={more} />}
    </>
  );
}
