import {
  ForecastList,
  MovementPage,
  type NewStockPlace,
  type NewTask,
  ReplacementTask,
  type StockCount,
  type StockItemChange,
  type StockMinimum,
  type StockMove,
  type StockPlaceChange,
  StockView,
  SupplyDays,
  type SupplyForecast,
  type SupplySettingChange,
  SupplySettings,
  SupplySwap,
  type SwapEntry,
  SwapList,
  TaskList,
  TechnicianProfileList,
} from "@kiosk/contract";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

interface Scope {
  contract: string | undefined;
  ready: boolean;
}

const first: string | undefined = undefined;
const everyMs = 5 * 60_000;
const contractPath = (id: string) => `/contracts/${encodeURIComponent(id)}`;

export const readForecasts = (
  query: { contract: string | undefined; withinDays: string | undefined; after: string | undefined },
  signal: AbortSignal,
) => request(ForecastList, "/supply-forecasts", { query, signal });

export function useForecasts({ contract, ready }: Scope, within: number | undefined) {
  const withinDays = within === undefined ? undefined : String(within);
  return useInfiniteQuery({
    queryKey: keys.supplyForecasts(contract, within),
    queryFn: ({ pageParam: after, signal }) => readForecasts({ contract, withinDays, after }, signal),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: ready,
    refetchInterval: everyMs,
  });
}

export function useTasks({ contract, ready }: Scope, state: "open" | "done" | "cancelled") {
  return useInfiniteQuery({
    queryKey: keys.replacementTasks(contract, state),
    queryFn: ({ pageParam: after, signal }) =>
      request(TaskList, "/replacement-tasks", { query: { contract, state, after }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: ready,
    refetchInterval: everyMs,
  });
}

export function useSwaps({ contract, ready }: Scope) {
  return useInfiniteQuery({
    queryKey: keys.supplySwaps(contract),
    queryFn: ({ pageParam: after, signal }) =>
      request(SwapList, "/supply-swaps", { query: { contract, after }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: ready,
  });
}

export function useDays({ kioskId, deviceId, consumable, part }: SupplyForecast) {
  return useQuery({
    queryKey: keys.supplyDays(kioskId, `${deviceId}/${consumable}/${part}`),
    queryFn: ({ signal }) =>
      request(SupplyDays, `/kiosks/${encodeURIComponent(kioskId)}/supply-days`, {
        query: { deviceId, consumable, part },
        signal,
      }),
  });
}

export function useSupplySettings(contract: string) {
  return useQuery({
    queryKey: keys.supplySettings(contract),
    queryFn: ({ signal }) => request(SupplySettings, `${contractPath(contract)}/supply-setting`, { signal }),
  });
}

export function useStock(contract: string) {
  return useQuery({
    queryKey: keys.stock(contract),
    queryFn: ({ signal }) => request(StockView, `${contractPath(contract)}/stock`, { signal }),
  });
}

/** Whose van a place may be. */
export function useTechnicians(contract: string) {
  return useQuery({
    queryKey: keys.supplyTechnicians(contract),
    queryFn: ({ signal }) => request(TechnicianProfileList, `${contractPath(contract)}/technicians`, { signal }),
  });
}

export function useMovements(contract: string, place: string | undefined) {
  return useInfiniteQuery({
    queryKey: keys.stockMovements(contract, place),
    queryFn: ({ pageParam: after, signal }) =>
      request(MovementPage, `${contractPath(contract)}/stock/movements`, { query: { place, after }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Each sends what its form was opened with an id for: sent again after a lost answer it is done once. */
function useStockChange<V>(contract: string, path: string, method: "POST" | "PUT" = "POST") {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, V>({
    mutationFn: (body) => request(StockView, `${contractPath(contract)}${path}`, { method, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.agreements }),
  });
}

export const useMove = (contract: string) => useStockChange<StockMove>(contract, "/stock/moves");
export const useCount = (contract: string) => useStockChange<StockCount>(contract, "/stock/counts");
export const useNewPlace = (contract: string) => useStockChange<NewStockPlace>(contract, "/stock/places");
export const usePlaceChange = (contract: string, place: string) =>
  useStockChange<StockPlaceChange>(contract, `/stock/places/${encodeURIComponent(place)}`, "PUT");
export const useMinimum = (contract: string) => useStockChange<StockMinimum>(contract, "/stock/minimums", "PUT");

/** A table of items changes what every forecast and task calls its item. */
export function useItemChange(contract: string) {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, StockItemChange>({
    mutationFn: (body) => request(StockView, `${contractPath(contract)}/stock/items`, { method: "PUT", body }),
    onSuccess: () =>
      Promise.all([keys.supplies, keys.agreements].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Also what was refused is read again: somebody else was faster. */
export function useSettingChange(contract: string) {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, SupplySettingChange>({
    mutationFn: (body) => request(SupplySettings, `${contractPath(contract)}/supply-setting`, { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.agreements }),
  });
}

const tasksPath = (kiosk: string) => `/kiosks/${encodeURIComponent(kiosk)}/replacement-tasks`;

export function useNewTask(kiosk: string) {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, NewTask>({
    mutationFn: (body) => request(ReplacementTask, tasksPath(kiosk), { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.supplies }),
  });
}

export function useWithdrawal({ kioskId, id }: Pick<ReplacementTask, "kioskId" | "id">) {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, { reason: string }>({
    mutationFn: (body) =>
      request(ReplacementTask, `${tasksPath(kioskId)}/${encodeURIComponent(id)}/withdraw`, { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.supplies }),
  });
}

export function useSwap() {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, SwapEntry>({
    mutationFn: (body) => request(SupplySwap, "/supply-swaps", { method: "POST", body }),
    onSuccess: () =>
      Promise.all([keys.supplies, keys.agreements].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
