// One order as its firm sees it: what to do next, the clocks, the parts, the log; anything of them can be disputed.
import "../../shared/orders/clock-bars.css";
import "../../shared/orders/order-page.css";
import "./portal.css";
import { ArrowLeftOutlined, CalendarOutlined, EnvironmentOutlined } from "@ant-design/icons";
import type { OrderDetail } from "@kiosk/contract";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { EvidenceLinks } from "../../shared/evidence/EvidenceLinks.tsx";
import { formatMoment } from "../../shared/format/due.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { ClockBars } from "../../shared/orders/ClockBars.tsx";
import { NoClock } from "../../shared/orders/ClockChip.tsx";
import { DerivationDrawer } from "../../shared/orders/DerivationDrawer.tsx";
import { Disputes } from "../../shared/orders/Disputes.tsx";
import { EventLog } from "../../shared/orders/EventLog.tsx";
import { eventWord } from "../../shared/orders/event-word.ts";
import { OrderStateChip } from "../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../shared/orders/OrderTitle.tsx";
import { OtherClocks } from "../../shared/orders/OtherClocks.tsx";
import { PartReadings } from "../../shared/orders/PartReadings.tsx";
import { Attention, Parts, Pauses } from "../../shared/orders/SidePanels.tsx";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { Steps } from "./components/Steps.tsx";
import { usePlace, useVendorOrder } from "./queries.ts";

function Head({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const { order } = detail;
  const place = usePlace(order.id);
  const device = place?.device ?? null;
  return (
    <header className="order-head">
      <h1 className="order-title">
        <OrderTitle order={order} />
      </h1>
      <p className="order-chips">
        <code className="order-number">{order.number}</code>
        <OrderStateChip state={order.state} />
        <span className="chip">{t(`words.orderClass.${order.class}`)}</span>
        {order.proposedAt === null ? null : (
          <span className="chip" data-testid="proposed">
            <CalendarOutlined aria-hidden="true" />{" "}
            {t("portal.order.proposed", { time: formatMoment(order.proposedAt, now, lang) })}
          </span>
        )}
      </p>
      <p className="order-facts">
        <span>
          <EnvironmentOutlined aria-hidden="true" /> <Verbatim>{order.kioskName}</Verbatim>
        </span>
        {place === undefined ? null : (
          <span className="muted">
            <Verbatim>{`${place.street} ${place.address}`}</Verbatim>
          </span>
        )}
        <span>
          {t("portal.order.device")}
          {t("common.colon")}
          {device === null ? t("portal.order.wholeTerminal") : pick(lang, device)}
        </span>
        <span>{t("portal.order.reported", { time: formatMoment(order.reportedAt, now, lang) })}</span>
      </p>
      <Attention detail={detail} />
    </header>
  );
}

/** Not while it is disputed already: the answer comes first. */
function mayDispute(detail: OrderDetail, target: string): boolean {
  const standing = detail.disputes.some((dispute) => dispute.target === target && dispute.answer === null);
  return !standing && detail.allowed.some(({ type }) => type === "disputed");
}

function Clocks({ detail, onDispute }: { detail: OrderDetail; onDispute: (target: string) => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { order } = detail;
  const disputable = order.clocks.filter(
    ({ policy, milestone, startAt }) => startAt !== null && mayDispute(detail, `${policy}:${milestone}`),
  );
  return (
    <Panel title={t("portal.order.clocks")} sub={t("orders.bars.sub")}>
      {order.clocks.length === 0 ? (
        <p className="panel-pad">
          <NoClock policyKnown={order.policyKnown} />
        </p>
      ) : (
        <ClockBars detail={detail} clocks={order.clocks} />
      )}
      <PartReadings detail={detail} />
      <OtherClocks detail={detail} />
      {disputable.length === 0 ? null : (
        <p className="portal-disputable">
          {disputable.map((clock) => (
            <Button
              key={`${clock.policy}:${clock.milestone}`}
              size="small"
              data-testid={`dispute-${clock.policy}:${clock.milestone}`}
              onClick={() => onDispute(`${clock.policy}:${clock.milestone}`)}
            >
              {t("portal.order.disputeClock", { clock: pick(lang, clock) })}
            </Button>
          ))}
        </p>
      )}
    </Panel>
  );
}

function Order({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { why, dispute } = useSearch({ from: "/portal/orders/$id" });
  const navigate = useNavigate({ from: "/portal/orders/$id" });
  const open = (target: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, dispute: target }), replace: true });
  return (
    <div data-testid="vendor-order" data-state={detail.order.state}>
      <Head detail={detail} />
      <div className="order-grid">
        <aside className="order-side">
          <Steps detail={detail} dispute={dispute} onDisputeClosed={() => open(undefined)} />
          <Disputes detail={detail} />
          <Pauses detail={detail} />
          <Parts detail={detail} />
          {detail.evidence.length === 0 ? null : (
            <Panel title={t("common.evidence.label")}>
              <div className="panel-pad">
                <EvidenceLinks files={detail.evidence} />
              </div>
            </Panel>
          )}
        </aside>
        <div className="order-clocks-column">
          <Clocks detail={detail} onDispute={open} />
        </div>
        <div className="order-log-column">
          <Panel title={t("portal.order.log")} sub={t("orders.log.sub")}>
            <EventLog
              detail={detail}
              extra={({ id, seq, type }) =>
                type === "disputed" || type === "dispute_answered" || !mayDispute(detail, id) ? null : (
                  <Button
                    size="small"
                    type="text"
                    aria-label={t("portal.order.disputeEvent", { seq, event: eventWord(type, t) })}
                    data-testid={`dispute-event-${seq}`}
                    onClick={() => open(id)}
                  >
                    {t("portal.order.dispute")}
                  </Button>
                )
              }
            />
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

export function PortalOrderPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/portal/orders/$id" });
  const query = useVendorOrder(id);
  return (
    <div className="page order-page portal">
      <p className="order-back">
        <Link
          from="/portal/orders/$id"
          to="/portal"
          search={({ why: _why, dispute: _dispute, ...filters }) => filters}
          data-testid="order-back"
        >
          <ArrowLeftOutlined aria-hidden="true" /> {t("portal.order.back")}
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
            <EmptyState title={t("portal.order.missing")} hint={t("portal.order.missingHint")} />
          ) : undefined
        }
      >
        {(detail) => <Order key={detail.order.id} detail={detail} />}
      </QueryView>
    </div>
  );
}
