// One order of the deadline list: what is due next with its bar, where it is, and what it waits for.
import { CalendarOutlined, EnvironmentOutlined, InboxOutlined } from "@ant-design/icons";
import type { VendorOrderRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { DueLine } from "../../../shared/orders/ClockBars.tsx";
import { LeadingClock } from "../../../shared/orders/ClockChip.tsx";
import { OrderStateChip } from "../../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { leadingClock } from "../../../shared/orders/urgency.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

export function OrderCard({ order }: { order: VendorOrderRow }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const leading = leadingClock(order);
  const { place } = order;
  return (
    <li className={`portal-card portal-${order.band}`} data-testid={`vendor-order-${order.id}`}>
      <div className="portal-card-head">
        <Link
          from="/portal"
          to="/portal/orders/$id"
          params={{ id: order.id }}
          search={(old) => old}
          className="portal-card-link"
        >
          <OrderTitle order={order} />
        </Link>
        <code className="muted">{order.number}</code>
      </div>
      <div className="portal-card-clock">
        <LeadingClock order={order} />
        {leading === undefined ? null : (
          <span className="small">
            <DueLine clock={leading} />
          </span>
        )}
      </div>
      <p className="portal-card-place">
        <EnvironmentOutlined aria-hidden="true" /> <Verbatim>{place.name}</Verbatim>{" "}
        <span className="muted">
          <Verbatim>{place.address}</Verbatim>
        </span>
        {place.device === null ? null : <span className="muted"> · {pick(lang, place.device)}</span>}
      </p>
      <p className="portal-card-chips">
        <OrderStateChip state={order.state} />
        {order.proposedAt === null ? null : (
          <span className="chip">
            <CalendarOutlined aria-hidden="true" />{" "}
            {t("portal.list.proposed", { time: formatMoment(order.proposedAt, now, lang) })}
          </span>
        )}
        {order.waitsForPart ? (
          <span className="chip">
            <InboxOutlined aria-hidden="true" /> {t("portal.list.waitsForPart")}
          </span>
        ) : null}
        {order.openDisputes === 0 ? null : (
          <span className="chip chip-warn">{t("portal.list.disputed", { n: order.openDisputes })}</span>
        )}
      </p>
    </li>
  );
}
