import "./work-orders.css";
import { CheckCircleOutlined, CloseOutlined, FilterOutlined, PlusOutlined } from "@ant-design/icons";
import { type DeadlineBand, deadlineBands, OrderRow } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Selection, useSelection } from "../../shared/bulk/selection.ts";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { orderId } from "./bulk-orders.ts";
import { Board } from "./components/Board.tsx";
import { BulkOrders } from "./components/BulkOrders.tsx";
import { FirmFilter } from "./components/FirmFilter.tsx";
import { NewOrderForm } from "./components/NewOrderForm.tsx";
import { OrderExport } from "./components/OrderExport.tsx";
import { OrderTable } from "./components/OrderTable.tsx";
import { useBoard, useOrderPages } from "./queries.ts";
import { viewOf, type WorkOrdersSearch } from "./search.ts";

type Route = NonNullable<OrderRow["route"]>;
type StateChoice = "open" | "closed" | "all";

function NoOrders({ search, onClear }: { search: WorkOrdersSearch; onClear: () => void }) {
  const { t } = useTranslation();
  if (
    search.class !== undefined ||
    search.route !== undefined ||
    search.kiosk !== undefined ||
    search.vendor !== undefined ||
    search.band !== undefined
  ) {
    return (
      <EmptyState
        icon={<FilterOutlined aria-hidden="true" />}
        title={t("orders.empty.filtered")}
        action={<Button onClick={onClear}>{t("orders.filter.clear")}</Button>}
      />
    );
  }
  if (search.state === "closed") return <EmptyState title={t("orders.empty.closed")} />;
  return (
    <EmptyState
      icon={<CheckCircleOutlined aria-hidden="true" />}
      title={t("orders.empty.open")}
      hint={t("orders.empty.openHint")}
    />
  );
}

interface ViewProps {
  search: WorkOrdersSearch;
  set: (change: Partial<WorkOrdersSearch>) => void;
}

function Nothing({ search, set }: ViewProps) {
  const clear = { class: undefined, route: undefined, kiosk: undefined, vendor: undefined, band: undefined };
  return (
    <div className="panel">
      <NoOrders search={search} onClear={() => set(clear)} />
    </div>
  );
}

function BoardView({ search, set, query }: ViewProps & Pick<ReturnType<typeof useBoard>, "query">) {
  return (
    <QueryView query={query} skeleton={<Lines rows={10} />}>
      {(list) =>
        list.total === 0 ? (
          <Nothing search={search} set={set} />
        ) : (
          <Board list={list} band={search.band} onBand={(band) => set({ band })} dim={query.isPlaceholderData} />
        )
      }
    </QueryView>
  );
}

interface TableViewProps extends ViewProps {
  pages: ReturnType<typeof useOrderPages>;
  selection: Selection<OrderRow>;
}

function TableView({ search, set, pages, selection }: TableViewProps) {
  return (
    <div className="panel">
      <QueryView query={pages} skeleton={<Lines rows={10} />}>
        {({ first, orders }) =>
          orders.length === 0 ? (
            <Nothing search={search} set={set} />
          ) : (
            <OrderTable
              orders={orders}
              total={first?.total ?? orders.length}
              more={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
              reading={pages.isFetchingNextPage}
              selection={selection}
              dim={pages.isPlaceholderData}
            />
          )
        }
      </QueryView>
    </div>
  );
}

export function WorkOrdersPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/work-orders" });
  const navigate = useNavigate({ from: "/work-orders" });
  const view = viewOf(search);
  const selection = useSelection(orderId);
  const { scope, query: board } = useBoard(search);
  const pages = useOrderPages(search);
  const list = view === "board" ? board.data : pages.data?.first;
  const mayOpen = useCan("order.open");
  const set = (change: Partial<WorkOrdersSearch>) => {
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true });
  };
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("orders.title")}</h1>
        <span className="muted">{list === undefined ? null : t("orders.count", { n: list.total })}</span>
        <span className="page-head-gap" />
        <OrderExport search={search} list={list} />
        {mayOpen ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => set({ create: "1" })}>
            {t("orders.create")}
          </Button>
        ) : null}
      </header>
      <div className="order-filters">
        <Segmented<StateChoice>
          aria-label={t("orders.filter.state")}
          data-testid="order-state"
          value={search.state ?? "open"}
          onChange={(state) => set({ state: state === "open" ? undefined : state })}
          options={[
            { value: "open", label: t("orders.filter.open") },
            { value: "closed", label: t("orders.filter.closed") },
            { value: "all", label: t("orders.filter.all") },
          ]}
        />
        <FirmFilter contract={scope.contract} vendor={search.vendor} onChange={(vendor) => set({ vendor })} />
        <Select
          className="class-filter"
          aria-label={t("orders.filter.class")}
          data-testid="order-class"
          value={search.class ?? ""}
          onChange={(value: string) => {
            const parsed = OrderRow.shape.class.safeParse(value);
            set({ class: parsed.success ? parsed.data : undefined });
          }}
          options={[
            { value: "", label: t("orders.filter.allClasses") },
            ...OrderRow.shape.class.options.map((value) => ({ value, label: t(`words.orderClass.${value}`) })),
          ]}
        />
        <Select
          className="class-filter"
          aria-label={t("orders.filter.route")}
          data-testid="order-route"
          value={search.route ?? ""}
          onChange={(value: Route | "") => set({ route: value === "" ? undefined : value })}
          options={[
            { value: "" as const, label: t("orders.filter.allRoutes") },
            ...OrderRow.shape.route.unwrap().options.map((value) => ({ value, label: t(`words.route.${value}`) })),
          ]}
        />
        {view === "board" ? null : (
          <Select
            className="band-filter"
            aria-label={t("orders.filter.band")}
            data-testid="order-band"
            value={search.band ?? ""}
            onChange={(value: DeadlineBand | "") => set({ band: value === "" ? undefined : value })}
            options={[
              { value: "" as const, label: t("orders.filter.allBands") },
              ...deadlineBands.map((value) => ({ value, label: t(`words.band.${value}`) })),
            ]}
          />
        )}
        {search.kiosk === undefined ? null : (
          <Button
            icon={<CloseOutlined aria-hidden="true" />}
            iconPlacement="end"
            onClick={() => set({ kiosk: undefined })}
          >
            {t("orders.filter.terminal", { id: search.kiosk })}
          </Button>
        )}
        <span className="page-head-gap" />
        {search.state === undefined ? (
          <Segmented<"board" | "table">
            aria-label={t("orders.filter.view")}
            data-testid="order-view"
            value={view}
            onChange={(next) => set({ view: next === "table" ? next : undefined })}
            options={[
              { value: "board", label: t("orders.filter.board") },
              { value: "table", label: t("orders.filter.table") },
            ]}
          />
        ) : null}
      </div>
      <InScope scope={scope}>
        {view === "board" ? (
          <BoardView search={search} set={set} query={board} />
        ) : (
          <TableView search={search} set={set} pages={pages} selection={selection} />
        )}
      </InScope>
      <BulkOrders selection={selection} shown={pages.data?.orders ?? []} />
      {search.create === undefined || !mayOpen ? null : (
        <NewOrderForm kioskId={search.kiosk} onClose={() => set({ create: undefined })} />
      )}
    </div>
  );
}
