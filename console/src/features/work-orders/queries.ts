import { type NewOrder, type OrderActionRequest, OrderDetail } from "@kiosk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { kioskDetail, kioskList, orderDetail, orderList } from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import type { WorkOrdersSearch } from "./search.ts";

export function useOrders(search: WorkOrdersSearch) {
  const scope = useContractScope();
  const query = useQuery({
    ...orderList({
      // A terminal names its contract by itself; a link to its orders must work whatever contract is chosen.
      contract: search.kiosk === undefined ? scope.contract : undefined,
      kiosk: search.kiosk,
      state: search.state ?? "open",
      class: search.class,
    }),
    enabled: scope.ready,
  });
  return { scope, query };
}

export function useOrder(id: string) {
  return useQuery(orderDetail(id));
}

export function useKioskChoices() {
  const scope = useContractScope();
  return useQuery({ ...kioskList({ contract: scope.contract, q: undefined }), enabled: scope.ready });
}

export function useDeviceChoices(kioskId: string | undefined) {
  const query = useQuery({ ...kioskDetail(kioskId ?? ""), enabled: kioskId !== undefined });
  return kioskId === undefined ? [] : (query.data?.devices ?? []);
}

/** On refusal the order is read anew: somebody or something was faster, and the screen must show what holds. */
export function useOrderAction(id: string) {
  const client = useQueryClient();
  return useMutation<OrderDetail, ApiError, OrderActionRequest>({
    mutationFn: (body) =>
      request(OrderDetail, `/work-orders/${encodeURIComponent(id)}/actions`, { method: "POST", body }),
    onSuccess: (detail) => client.setQueryData(keys.order(id), detail),
    onError: () => client.invalidateQueries({ queryKey: keys.order(id) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.orderLists }),
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
