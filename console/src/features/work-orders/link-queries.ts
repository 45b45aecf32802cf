import { type NewOrderLink, NewOrderLinkMade, OrderLinkList } from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const linksPath = (orderId: string) => `/work-orders/${encodeURIComponent(orderId)}/links`;

const orderLinks = (orderId: string) =>
  queryOptions({
    queryKey: keys.orderLinks(orderId),
    queryFn: ({ signal }) => request(OrderLinkList, linksPath(orderId), { signal }),
  });

export function useLinks(orderId: string) {
  return useQuery(orderLinks(orderId));
}

/** Its answer is the only place the link ever stands. */
export function useNewLink(orderId: string) {
  const client = useQueryClient();
  return useMutation<NewOrderLinkMade, ApiError, NewOrderLink>({
    mutationFn: (body) => request(NewOrderLinkMade, linksPath(orderId), { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.orderLinks(orderId) }),
  });
}

export function useRevokeLink(orderId: string) {
  const client = useQueryClient();
  return useMutation<OrderLinkList, ApiError, string>({
    mutationFn: (linkId) =>
      request(OrderLinkList, `${linksPath(orderId)}/${encodeURIComponent(linkId)}/revoke`, {
        method: "POST",
        body: {},
      }),
    onSuccess: (list) => client.setQueryData(keys.orderLinks(orderId), list),
  });
}
