import { type VendorFilter, type VendorOrderList, vendorFilters } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useVendorOrders } from "../queries.ts";
import { OrderCard } from "./OrderCard.tsx";

interface FiltersProps {
  list: VendorOrderList;
  show: VendorFilter | undefined;
  onShow: (show: VendorFilter | undefined) => void;
}

function Filters({ list, show, onShow }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="portal-filters">
      <legend className="visually-hidden">{t("portal.filter.label")}</legend>
      <Button
        shape="round"
        type={show === undefined ? "primary" : "default"}
        aria-pressed={show === undefined}
        data-testid="show-all"
        onClick={() => onShow(undefined)}
      >
        {t("portal.filter.all")}
      </Button>
      {vendorFilters.map((filter) => (
        <Button
          key={filter}
          shape="round"
          type={show === filter ? "primary" : "default"}
          danger={filter === "overdue" && list.counts.overdue > 0}
          aria-pressed={show === filter}
          data-testid={`show-${filter}`}
          onClick={() => onShow(show === filter ? undefined : filter)}
        >
          {t(`portal.filter.${filter}`)} <b>{list.counts[filter]}</b>
        </Button>
      ))}
    </fieldset>
  );
}

export function OrdersTab() {
  const { t } = useTranslation();
  const { state, show } = useSearch({ from: "/portal" });
  const navigate = useNavigate({ from: "/portal" });
  const query = useVendorOrders({ state: state ?? "open", show: state === undefined ? show : undefined });
  const choose = (next: VendorFilter | undefined) =>
    void navigate({ search: (old) => ({ ...old, show: next }), replace: true });
  const empty = () => {
    if (state === "closed") return <EmptyState title={t("portal.list.emptyClosed")} />;
    if (show === undefined) return <EmptyState title={t("portal.list.empty")} hint={t("portal.list.emptyHint")} />;
    return (
      <EmptyState
        title={t("portal.list.emptyFilter", { filter: t(`portal.filter.${show}`) })}
        action={<Button onClick={() => choose(undefined)}>{t("portal.list.clear")}</Button>}
      />
    );
  };
  return (
    <>
      <Segmented
        aria-label={t("portal.state.label")}
        value={state ?? "open"}
        options={[
          { value: "open", label: t("portal.state.open") },
          { value: "closed", label: t("portal.state.closed") },
        ]}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, state: value === "closed" ? value : undefined, show: undefined }),
          })
        }
      />
      <QueryView query={query} skeleton={<Lines rows={8} />}>
        {(list) => (
          <div className={query.isPlaceholderData ? "portal-dimmed" : ""}>
            {state === undefined ? <Filters list={list} show={show} onShow={choose} /> : null}
            {list.orders.length === 0 ? (
              empty()
            ) : (
              <ul className="portal-list" data-testid="vendor-orders">
                {list.orders.map((order) => (
                  <OrderCard key={order.id} order={order} />
                ))}
              </ul>
            )}
            {list.total > list.orders.length ? (
              <p className="muted">{t("portal.list.more", { shown: list.orders.length, total: list.total })}</p>
            ) : null}
          </div>
        )}
      </QueryView>
    </>
  );
}
