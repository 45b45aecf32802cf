import { PauseCircleOutlined } from "@ant-design/icons";
import { type DeadlineBand, type OrderList, type OrderRow, pauseGrounds } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { LeadingClock } from "../../../shared/orders/ClockChip.tsx";
import { FirmChip } from "../../../shared/orders/FirmChip.tsx";
import { OrderStateChip } from "../../../shared/orders/OrderStateChip.tsx";
import { OrderTitle } from "../../../shared/orders/OrderTitle.tsx";
import { RouteChip } from "../../../shared/orders/RouteChip.tsx";
import { phoneQuery, useMedia } from "../../../shared/ui/use-media.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type BandColumn, bandColumns } from "../band-columns.ts";

const Card = memo(function Card({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const ground = pauseGrounds.find((g) => g === order.paused);
  return (
    <li data-testid={`order-row-${order.id}`} data-state={order.state}>
      <Link
        from="/work-orders"
        to="/work-orders/$id"
        params={{ id: order.id }}
        search={({ create: _create, ...filters }) => filters}
        className="board-card"
      >
        <span className="card-clock">
          <LeadingClock order={order} />
        </span>
        <span className="card-name">
          <OrderTitle order={order} />
        </span>
        <span className="card-where muted">
          {t("common.seqPrefix", { seq: order.kioskSeq })} <Verbatim>{order.kioskName}</Verbatim>
        </span>
        {order.paused === null ? null : (
          <span className="chip chip-warn">
            <PauseCircleOutlined aria-hidden="true" />{" "}
            {ground === undefined ? order.paused : t(`words.pauseGround.${ground}`)}
          </span>
        )}
        <span className="card-meta">
          <span className="muted small">{order.number}</span>
          <OrderStateChip state={order.state} />
          <span className="chip">{t(`words.orderClass.${order.class}`)}</span>
          <RouteChip route={order.route} />
          <FirmChip order={order} />
          {order.kind === "fault" ? null : <span className="chip">{t(`words.requestKind.${order.kind}`)}</span>}
        </span>
      </Link>
    </li>
  );
});

function Column({ column }: { column: BandColumn }) {
  const { t } = useTranslation();
  const { band, orders, total } = column;
  const more = total - orders.length;
  return (
    <section className={`board-column band-${band}`} data-testid={`band-${band}`} aria-labelledby={`band-head-${band}`}>
      <h2 id={`band-head-${band}`}>
        {t(`words.band.${band}`)} <span className="band-count">{total}</span>
      </h2>
      {orders.length === 0 ? <p className="band-empty muted">{t("orders.board.emptyBand")}</p> : null}
      <ul>
        {orders.map((order) => (
          <Card key={order.id} order={order} />
        ))}
      </ul>
      {more > 0 ? (
        <Link
          from="/work-orders"
          to="/work-orders"
          search={(old) => ({ ...old, view: "table" as const, band })}
          className="band-more"
          data-testid={`more-${band}`}
        >
          {t("orders.board.more", { n: more })}
        </Link>
      ) : null}
    </section>
  );
}

interface BoardProps {
  list: OrderList;
  band: DeadlineBand | undefined;
  onBand: (band: DeadlineBand | undefined) => void;
  dim: boolean;
}

/** Columns by the soonest binding deadline. With a band chosen, and always on a phone, one column. */
export function Board({ list, band, onBand, dim }: BoardProps) {
  const { t } = useTranslation();
  const phone = useMedia(phoneQuery);
  const columns = bandColumns(list.orders, list.bands);
  const fallback = columns.find((c) => c.total > 0)?.band ?? "overdue";
  const chosen = band ?? (phone ? fallback : undefined);
  const shown = chosen === undefined ? columns : columns.filter((c) => c.band === chosen);
  return (
    <div className={dim ? "table-dim" : ""}>
      <fieldset className="band-switch" aria-label={t("orders.filter.band")}>
        {phone ? null : (
          <button type="button" aria-pressed={band === undefined} onClick={() => onBand(undefined)}>
            {t("orders.filter.allBands")}
          </button>
        )}
        {columns.map((c) => (
          <button
            key={c.band}
            type="button"
            className={`band-${c.band}`}
            aria-pressed={c.band === chosen}
            data-testid={`band-choice-${c.band}`}
            onClick={() => onBand(c.band)}
          >
            {t(`words.band.${c.band}`)} <b>{c.total}</b>
          </button>
        ))}
      </fieldset>
      <div className={chosen === undefined ? "board" : "board board-single"} data-testid="board">
        {shown.map((column) => (
          <Column key={column.band} column={column} />
        ))}
      </div>
    </div>
  );
}
