import {
  type LinkExchange,
  Me,
  type OrderActionRequest,
  OrderDetail,
  VendorOrderList,
  VendorPartList,
  VendorPlace,
  VendorScores,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys, type VendorOrderFilter } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { orderDetail } from "../../shared/api-client/resources.ts";
import { enterSession } from "../../shared/session/session.ts";

const orderPath = (id: string) => `/work-orders/${encodeURIComponent(id)}`;

const vendorOrders = (filter: VendorOrderFilter) =>
  queryOptions({
    queryKey: keys.vendorOrders(filter),
    queryFn: ({ signal }) => request(VendorOrderList, "/vendor/orders", { query: { ...filter }, signal }),
    placeholderData: (previous) => previous,
  });

export function useVendorOrders(filter: VendorOrderFilter) {
  return useQuery(vendorOrders(filter));
}

const vendorParts = () =>
  queryOptions({
    queryKey: keys.vendorParts,
    queryFn: ({ signal }) => request(VendorPartList, "/vendor/parts", { signal }),
  });

export function useVendorParts() {
  return useQuery(vendorParts());
}

const vendorScores = (month: string | undefined) =>
  queryOptions({
    queryKey: keys.vendorScores(month),
    queryFn: ({ signal }) => request(VendorScores, "/vendor/score", { query: { month }, signal }),
  });

export function useVendorScores(month: string | undefined) {
  return useQuery(vendorScores(month));
}

export function useVendorOrder(id: string) {
  return useQuery(orderDetail(id));
}

const place = (id: string) =>
  queryOptions({
    queryKey: keys.vendorPlace(id),
    queryFn: ({ signal }) => request(VendorPlace, `/vendor/orders/${encodeURIComponent(id)}/place`, { signal }),
    staleTime: 60_000,
  });

/** undefined while it is not known: the order can be worked on meanwhile. */
export function usePlace(id: string) {
  return useQuery(place(id)).data;
}

/** On refusal the order is read anew: somebody was faster, and the screen must show what holds. */
export function useStep(id: string) {
  const client = useQueryClient();
  return useMutation<OrderDetail, ApiError, OrderActionRequest>({
    mutationFn: (body) => request(OrderDetail, `${orderPath(id)}/actions`, { method: "POST", body }),
    onSuccess: (detail) => {
      client.setQueryData(keys.order(id), detail);
      return client.invalidateQueries({ queryKey: [...keys.order(id), "derivation"] });
    },
    onError: () => client.invalidateQueries({ queryKey: keys.order(id) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.vendor }),
  });
}

/** Once only: the session that comes of it is the way in from then on. */
export function useLinkExchange() {
  const client = useQueryClient();
  return useMutation<Me, ApiError, z.infer<typeof LinkExchange>>({
    mutationFn: (body) => request(Me, "/session/link", { method: "POST", body }),
    onSuccess: (me) => enterSession(client, me),
  });
}
