import "../../shared/orders/clock-bars.css";
import "../../shared/orders/order-page.css";
import { ArrowLeftOutlined, CalendarOutlined, LinkOutlined, PauseCircleOutlined } from "@ant-design/icons";
import type { OrderDetail } from "@kiosk/contract";
import { Link, Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { formatMoment } from "../../shared/format/due.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { ClockBars } from "../../shared/orders/ClockBars.tsx";
import { NoClock } from "../../shared/orders/ClockChip.tsx";
import { DerivationDrawer } from "../../shared/orders/DerivationDrawer.tsx";
import { EventLog } from "../../shared/orders/EventLog.tsx";
import { FirmChip } from "../../shared/orders/FirmChip.tsx";
import { OrderStateChip } from "../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../shared/orders/OrderTitle.tsx";
import { OtherClocks } from "../../shared/orders/OtherClocks.tsx";
import { PartReadings } from "../../shared/orders/PartReadings.tsx";
import { RouteChip } from "../../shared/orders/RouteChip.tsx";
import { Attention, NextAlarms, Parts, Pauses } from "../../shared/orders/SidePanels.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { lastSeq } from "./action-draft.ts";
import { ActionPanel } from "./components/ActionPanel.tsx";
import { BuyersDisputes } from "./components/BuyersDisputes.tsx";
import { EvidencePanel } from "./components/EvidencePanel.tsx";
import { LinksPanel } from "./components/LinksPanel.tsx";
import { ToldAlarms } from "./components/ToldAlarms.tsx";
import { originOf } from "./origin.ts";
import { useOrder } from "./queries.ts";
import { useDrafts } from "./use-drafts.ts";

function Head({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const { order, links } = detail;
  const { kind, severity, fault } = originOf(order);
  return (
    <header className="order-head">
      <h1 className="order-title">
        <OrderTitle order={order} />
      </h1>
      <p className="order-chips">
        <code className="order-number">{order.number}</code>
        <OrderStateChip state={order.state} />
        {order.paused === null ? null : (
          <span className="chip chip-warn">
            <PauseCircleOutlined aria-hidden="true" /> {t("words.clockState.paused")}
          </span>
        )}
        <span className="chip">{t(`words.orderClass.${order.class}`)}</span>
        <RouteChip route={order.route} />
        <FirmChip order={order} />
        {order.proposedAt === null ? null : (
          <span className="chip" data-testid="proposed">
            <CalendarOutlined aria-hidden="true" />{" "}
            {t("orders.detail.proposed", { time: formatMoment(order.proposedAt, now, lang) })}
          </span>
        )}
        {kind === null ? null : <span className="chip">{t(`words.requestKind.${kind}`)}</span>}
        {order.level === null ? null : <span className="chip">{t("orders.detail.level", { n: order.level })}</span>}
        {severity === null ? null : (
          <span className={severity === "critical" ? "chip chip-bad" : "chip"}>{t(`words.severity.${severity}`)}</span>
        )}
        <span className="chip">{t(`words.orderSource.${order.source}`)}</span>
        {fault === null ? null : (
          <span className={fault === "cleared" ? "chip chip-ok" : "chip chip-bad"}>{t(`orders.fault.${fault}`)}</span>
        )}
      </p>
      <p className="order-facts">
        <Link to="/terminals/$id" params={{ id: order.kioskId }}>
          {t("common.seqPrefix", { seq: order.kioskSeq })} <Verbatim>{order.kioskName}</Verbatim>
        </Link>
        {order.deviceId === null ? null : (
          <span className="muted">
            {t("orders.detail.device")} <code>{order.deviceId}</code>
          </span>
        )}
        {order.faultCode === null ? null : <code className="muted">{order.faultCode}</code>}
        <span>{t("orders.detail.reportedAt", { time: formatMoment(order.reportedAt, now, lang) })}</span>
        {order.enteredAt - order.reportedAt < 60_000 ? null : (
          <span className="muted">
            {t("orders.detail.enteredAt", { time: formatMoment(order.enteredAt, now, lang) })}
          </span>
        )}
        <Link to="/contract/$id" params={{ id: order.contractId }} search={{ contract: order.contractId }}>
          {t("orders.detail.contract")}
        </Link>
        {links.map((link) => (
          <Link key={link.id} to="/work-orders/$id" params={{ id: link.id }}>
            <LinkOutlined aria-hidden="true" /> {t(`orders.links.${link.relation}`, { number: link.number })}
          </Link>
        ))}
      </p>
      <Attention detail={detail} />
    </header>
  );
}

function Clocks({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { order } = detail;
  return (
    <Panel title={t("orders.detail.clocks")} sub={t("orders.bars.sub")}>
      {order.clocks.length === 0 ? (
        <p className="panel-pad">
          <NoClock policyKnown={order.policyKnown} />
          {order.policyKnown ? null : <span className="field-hint"> {t("orders.clock.noPolicyHint")}</span>}
        </p>
      ) : (
        <ClockBars detail={detail} clocks={order.clocks} />
      )}
      <PartReadings detail={detail} />
      <OtherClocks detail={detail} />
    </Panel>
  );
}

function Order({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const drafts = useDrafts(lastSeq(detail.events));
  const { why } = useSearch({ from: "/work-orders/$id" });
  const navigate = useNavigate({ from: "/work-orders/$id" });
  return (
    <div data-testid="order-detail" data-state={detail.order.state}>
      <Head detail={detail} />
      <div className="order-grid">
        <div className="order-clocks-column">
          <Clocks detail={detail} />
        </div>
        <aside className="order-side">
          <ActionPanel detail={detail} drafts={drafts} />
          <NextAlarms detail={detail} />
          <Pauses detail={detail} />
          <Parts detail={detail} />
          <BuyersDisputes detail={detail} drafts={drafts} />
          <LinksPanel detail={detail} />
          <EvidencePanel detail={detail} drafts={drafts} />
          <ToldAlarms orderId={detail.order.id} />
        </aside>
        <div className="order-log-column">
          <Panel title={t("orders.detail.events")} sub={t("orders.log.sub")}>
            <EventLog detail={detail} />
          </Panel>
        </div>
      </div>
      {why === undefined ? null : (
        <DerivationDrawer
          detail={detail}
          why={why}
          onClose={() => void navigate({ search: (old) => ({ ...old, why: undefined }) })}
        />
      )}
    </div>
  );
}

/** A firm's people, whom an alarm has led here, have a page of their own for it. */
export function OrderPage(): ReactElement {
  const { id } = useParams({ from: "/work-orders/$id" });
  const inHouse = useCan("contract.read");
  return inHouse ? <HouseOrder id={id} /> : <Navigate to="/portal/orders/$id" params={{ id }} replace />;
}

function HouseOrder({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useOrder(id);
  return (
    <div className="page order-page">
      <p className="order-back">
        <Link
          from="/work-orders/$id"
          to="/work-orders"
          search={({ why: _why, ...filters }) => filters}
          data-testid="order-back"
        >
          <ArrowLeftOutlined aria-hidden="true" /> {t("orders.detail.back")}
        </Link>
      </p>
      <QueryView
        query={query}
        skeleton={
          <div className="panel">
            <Lines rows={10} />
          </div>
        }
        onError={(error) =>
          isProblem(error, "resource.not-found") ? (
            <EmptyState title={t("orders.detail.missing")} hint={t("orders.detail.missingHint")} />
          ) : undefined
        }
      >
        {(detail) => <Order key={detail.order.id} detail={detail} />}
      </QueryView>
    </div>
  );
}
