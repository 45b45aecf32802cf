import type { OrderList } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useContractScope } from "../../../shared/scope/use-contract-scope.ts";
import { allOrders } from "../all-orders.ts";
import { viewOf, type WorkOrdersSearch } from "../search.ts";
import { useOrderColumns } from "../use-order-columns.ts";

/** The orders of the filters in the address bar, on the board as in the table. */
export function OrderExport({ search, list }: { search: WorkOrdersSearch; list: OrderList | undefined }) {
  const { t } = useTranslation();
  const scope = useContractScope();
  const columns = useOrderColumns();
  const state = search.state ?? "open";
  const band = viewOf(search) === "table" ? search.band : undefined;
  const words = [
    t(`orders.filter.${state}`),
    ...(search.class === undefined ? [] : [t(`words.orderClass.${search.class}`)]),
    ...(search.route === undefined ? [] : [t(`words.route.${search.route}`)]),
    ...(band === undefined ? [] : [t(`words.band.${band}`)]),
    ...(search.kiosk === undefined ? [] : [search.kiosk]),
  ];
  const contract = search.kiosk === undefined ? scope.contract : undefined;
  const filter = { contract, kiosk: search.kiosk, state, class: search.class, route: search.route, band };
  return (
    <ExportButton
      name={t("orders.title")}
      filter={words}
      columns={columns}
      total={list?.total}
      rows={(options) => allOrders(filter, options)}
    />
  );
}
