import type { OrderRow } from "@kiosk/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import { Pagination } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ClockChip, NoClock } from "../../../shared/orders/ClockChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";

const pageSize = 50;

const stateChip = {
  reported: "chip chip-warn",
  acknowledged: "chip",
  verified: "chip chip-ok",
  cancelled: "chip chip-dashed",
} as const;

function Row({ order, selected }: { order: OrderRow; selected: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    // The number is the link for keyboard and screen reader; the row only makes the target larger for the mouse.
    <tr
      className={selected ? "selected" : ""}
      data-testid={`order-row-${order.id}`}
      data-state={order.state}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a") !== null) return;
        void navigate({ to: "/work-orders/$id", params: { id: order.id }, search: (old) => old });
      }}
    >
      <td className="nowrap" data-label={t("orders.column.number")}>
        <Link to="/work-orders/$id" params={{ id: order.id }} search={(old) => old}>
          {order.number}
        </Link>
      </td>
      <td className="nowrap" data-label={t("orders.column.class")}>
        {t(`words.orderClass.${order.class}`)}
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
        <span className={stateChip[order.state]}>{t(`words.orderState.${order.state}`)}</span>
      </td>
      <td className="nowrap" data-label={t("orders.column.reported")}>
        <When at={order.reportedAt} />
      </td>
      <td data-label={t("orders.column.clocks")}>
        <span className="order-clocks">
          {order.clocks.length === 0 ? (
            <NoClock policyKnown={order.policyKnown} />
          ) : (
            order.clocks.map((clock) => <ClockChip key={clock.milestone} clock={clock} />)
          )}
        </span>
      </td>
    </tr>
  );
}

interface OrderTableProps {
  orders: readonly OrderRow[];
  selectedId: string | undefined;
  dim: boolean;
}

export function OrderTable({ orders, selectedId, dim }: OrderTableProps) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const last = Math.max(1, Math.ceil(orders.length / pageSize));
  const current = Math.min(page, last);
  const c = "orders.column" as const;
  return (
    <>
      <table className={`table cards order-table ${dim ? "table-dim" : ""}`}>
        <thead>
          <tr>
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
          {orders.slice((current - 1) * pageSize, current * pageSize).map((order) => (
            <Row key={order.id} order={order} selected={order.id === selectedId} />
          ))}
        </tbody>
      </table>
      {last === 1 ? null : (
        <nav className="table-foot" aria-label={t("common.pages")}>
          <Pagination
            size="small"
            current={current}
            pageSize={pageSize}
            total={orders.length}
            showSizeChanger={false}
            onChange={setPage}
          />
        </nav>
      )}
    </>
  );
}
