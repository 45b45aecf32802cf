import { ActionPreview, type NewOrder, type OrderActionRequest, OrderDetail, type OrderRow } from "@kiosk/contract";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import {
  alarmList,
  kioskDetail,
  kioskList,
  orderDetail,
  orderList,
  orderPages,
  partLedger,
} from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { viewOf, type WorkOrdersSearch } from "./search.ts";

const orderPath = (id: string) => `/work-orders/${encodeURIComponent(id)}`;

/** Cards a column: more than these nobody looks through, the table has the rest. */
const cardsPerBand = "20";

function filterOf(search: WorkOrdersSearch, contract: string | undefined) {
  return {
    // A terminal names its contract by itself; a link to its orders must work whatever contract is chosen.
    contract: search.kiosk === undefined ? contract : undefined,
    kiosk: search.kiosk,
    state: search.state ?? ("open" as const),
    class: search.class,
    route: search.route,
    ...(search.vendor === undefined ? {} : { vendor: search.vendor }),
  };
}

/** The board: the soonest of every band, and how many each has. */
export function useBoard(search: WorkOrdersSearch) {
  const scope = useContractScope();
  const filter = { ...filterOf(search, scope.contract), perBand: cardsPerBand };
  const query = useQuery({ ...orderList(filter), enabled: scope.ready && viewOf(search) === "board" });
  return { scope, query };
}

/** The table, page by page. */
export function useOrderPages(search: WorkOrdersSearch) {
  const scope = useContractScope();
  const filter = { ...filterOf(search, scope.contract), ...(search.band === undefined ? {} : { band: search.band }) };
  return useInfiniteQuery({ ...orderPages(filter), enabled: scope.ready && viewOf(search) === "table" });
}

export function useOrder(id: string) {
  return useQuery(orderDetail(id));
}

/** Alarms of one order that were told; the newest hundred are more than anybody reads. */
export function useToldAlarms(id: string) {
  return useQuery(alarmList({ contract: undefined, order: id, limit: 100 }));
}

/** What lies in stock, for the choice of a part to allocate. */
export function useStock(order: Pick<OrderRow, "contractId">, wanted: boolean) {
  const query = useQuery({ ...partLedger(order.contractId), enabled: wanted });
  return query.data?.balances ?? [];
}

export function usePreview(id: string) {
  return useMutation<z.infer<typeof ActionPreview>, ApiError, OrderActionRequest>({
    mutationFn: (body) => request(ActionPreview, `${orderPath(id)}/preview`, { method: "POST", body }),
  });
}

/** The terminals the server finds for what was typed; the first ones while nothing was. */
export function useKioskChoices(typed: string) {
  const scope = useContractScope();
  return useQuery({ ...kioskList({ contract: scope.contract, q: typed || undefined }), enabled: scope.ready });
}

/** The chosen terminal with its devices; undefined while none is, or while it is read. */
export function useChosenKiosk(kioskId: string | undefined) {
  const query = useQuery({ ...kioskDetail(kioskId ?? ""), enabled: kioskId !== undefined });
  return kioskId === undefined ? undefined : query.data;
}

/** On refusal the order is read anew: somebody or something was faster, and the screen must show what holds. */
export function useOrderAction(id: string) {
  const client = useQueryClient();
  return useMutation<OrderDetail, ApiError, OrderActionRequest>({
    mutationFn: (body) => request(OrderDetail, `${orderPath(id)}/actions`, { method: "POST", body }),
    onSuccess: (detail) => {
      client.setQueryData(keys.order(id), detail);
      // an open derivation is of the log as it was
      return client.invalidateQueries({ queryKey: [...keys.order(id), "derivation"] });
    },
    onError: () => client.invalidateQueries({ queryKey: keys.order(id) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.orderLists }),
        client.invalidateQueries({ queryKey: keys.agreements }),
      ]),
  });
}

export function useNewOrder() {
  const client = useQueryClient();
  return useMutation<OrderDetail, ApiError, NewOrder>({
    mutationFn: (body) => request(OrderDetail, "/work-orders", { method: "POST", body }),
    onSuccess: (detail) => {
      client.setQueryData(keys.order(detail.order.id), detail);
      return client.invalidateQueries({ queryKey: keys.orderLists });
    },
  });
}
