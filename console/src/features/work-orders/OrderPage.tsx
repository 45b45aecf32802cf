import type { OrderDetail } from "@kiosk/contract";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { formatDateTime } from "../../shared/format/time.ts";
import { ClockChip, NoClock } from "../../shared/orders/ClockChip.tsx";
import { OrderTitle } from "../../shared/orders/OrderTitle.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { ActionForm } from "./components/ActionForm.tsx";
import { EventLog } from "./components/EventLog.tsx";
import { useOrder } from "./queries.ts";

function Clocks({ order }: { order: OrderDetail["order"] }) {
  const { t } = useTranslation();
  if (order.clocks.length === 0) {
    return (
      <p>
        <NoClock policyKnown={order.policyKnown} />
        {order.policyKnown ? null : <span className="field-hint"> {t("orders.clock.noPolicyHint")}</span>}
      </p>
    );
  }
  return (
    <ul className="detail-clocks">
      {order.clocks.map((clock) => (
        <li key={clock.milestone}>
          <ClockChip clock={clock} />
          <span className="muted small">
            {t("orders.clock.start", { time: formatDateTime(clock.startAt) })}
            {" · "}
            {t("orders.clock.due", { time: formatDateTime(clock.dueAt) })}
            {clock.stoppedAt === null
              ? ""
              : ` · ${t("orders.clock.stopped", { time: formatDateTime(clock.stoppedAt) })}`}
            {clock.clause === "" ? null : (
              <>
                {" · "}
                <Verbatim>{t("orders.clock.clause", { clause: clock.clause })}</Verbatim>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Order({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { order } = detail;
  const fault = order.faultOpen === null ? "unknown" : order.faultOpen ? "open" : "cleared";
  return (
    <div data-testid="order-detail" data-state={order.state}>
      <h2 className="order-title">
        <OrderTitle order={order} />
      </h2>
      <p className="order-chips">
        <span className={order.state === "reported" ? "chip chip-warn" : "chip"}>
          {t(`words.orderState.${order.state}`)}
        </span>
        <span className="chip">{t(`words.orderClass.${order.class}`)}</span>
        <span className={order.severity === "critical" || order.severity === "error" ? "chip chip-bad" : "chip"}>
          {t(`words.severity.${order.severity}`)}
        </span>
        <span className="chip">{t(`words.orderSource.${order.source}`)}</span>
        <span className={fault === "cleared" ? "chip chip-ok" : "chip"}>{t(`orders.fault.${fault}`)}</span>
      </p>
      <p>
        <Link to="/terminals/$id" params={{ id: order.kioskId }}>
          {t("common.seqPrefix", { seq: order.kioskSeq })} <Verbatim>{order.kioskName}</Verbatim>
        </Link>
        {order.deviceId === null ? null : (
          <span className="muted">
            {" · "}
            {t("orders.detail.device")} <code>{order.deviceId}</code>
          </span>
        )}
        {order.faultCode === null ? null : <code className="muted"> {order.faultCode}</code>}
      </p>
      <h3 className="drawer-head">{t("orders.detail.clocks")}</h3>
      <Clocks order={order} />
      <ActionForm key={order.id} detail={detail} />
      <h3 className="drawer-head">{t("orders.detail.events")}</h3>
      <EventLog events={detail.events} />
    </div>
  );
}

/** Lies over the list, which stays as it was; the address names the order. */
export function OrderPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/work-orders/$id" });
  const navigate = useNavigate();
  const query = useOrder(id);
  return (
    <Drawer
      open
      size={720}
      closable={{ "aria-label": t("common.close") }}
      title={t("orders.detail.title", { number: query.data?.order.number ?? "" })}
      onClose={() => void navigate({ to: "/work-orders", search: (old) => old })}
    >
      <QueryView
        query={query}
        skeleton={<Lines rows={8} />}
        onError={(error) =>
          isProblem(error, "resource.not-found") ? (
            <EmptyState title={t("orders.detail.missing")} hint={t("orders.detail.missingHint")} />
          ) : undefined
        }
      >
        {(detail) => <Order detail={detail} />}
      </QueryView>
    </Drawer>
  );
}
