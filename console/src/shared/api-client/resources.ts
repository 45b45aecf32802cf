// Every read of the API as query options; features take these and add what they alone need.
import {
  AlarmList,
  CalendarList,
  ContractFirmList,
  ContractList,
  KioskDetail,
  KioskList,
  KioskPoints,
  OrderDetail,
  OrderList,
  Overview,
  PartLedger,
  QuarantineDetail,
  QuarantineList,
  ServerHealth,
} from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  type AlarmListFilter,
  type KioskListFilter,
  type KioskPageFilter,
  keys,
  type OrderListFilter,
  type QuarantineFilter,
} from "./keys.ts";
import { placesOf } from "./places.ts";
import { request } from "./request.ts";

const enc = encodeURIComponent;
const orderPageSize = "50";

/** Between two pages a row may have moved; it is shown once. */
function onceEach<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export const serverHealth = () =>
  queryOptions({
    queryKey: keys.health,
    queryFn: ({ signal }) => request(ServerHealth, "/health", { signal }),
    refetchInterval: 15_000,
  });

export const contracts = () =>
  queryOptions({
    queryKey: keys.contracts,
    queryFn: ({ signal }) => request(ContractList, "/contracts", { signal }),
    staleTime: 60_000,
  });

export const overview = (contract: string | undefined) =>
  queryOptions({
    queryKey: keys.overview(contract),
    queryFn: ({ signal }) => request(Overview, "/overview", { query: { contract }, signal }),
  });

/** The first page of a search, by contract and number: for choices, not for whole lists. */
export const kioskList = (filter: KioskListFilter) =>
  queryOptions({
    queryKey: keys.kioskList(filter),
    queryFn: ({ signal }) =>
      request(KioskList, "/kiosks", { query: { contract: filter.contract, q: filter.q }, signal }),
    // While a filter changes the old rows may stay (dimmed); another contract's rows may not.
    placeholderData: (previous, query) => (query?.queryKey[2].contract === filter.contract ? previous : undefined),
  });

/** Page by page, what is worst first; the counts are of the whole filter. */
export const kioskPages = (filter: KioskPageFilter) =>
  infiniteQueryOptions({
    queryKey: keys.kioskPages(filter),
    queryFn: ({ signal, pageParam }) =>
      request(KioskList, "/kiosks", { query: { ...filter, sort: "worst", after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    // the feed does not tell of mere signs of life, and each row says how old the last one is
    refetchInterval: 60_000,
    placeholderData: (previous, query) => (query?.queryKey[3].contract === filter.contract ? previous : undefined),
    select: ({ pages }) => ({ first: pages[0], rows: onceEach(pages.flatMap((page) => page.kiosks)) }),
  });

/** Every point of a filter, for the map and for the names of terminals. */
export const kioskPoints = (filter: KioskPageFilter) =>
  queryOptions({
    queryKey: keys.kioskPoints(filter),
    queryFn: ({ signal }) => request(KioskPoints, "/kiosk-points", { query: { ...filter }, signal }),
    placeholderData: (previous, query) => (query?.queryKey[3].contract === filter.contract ? previous : undefined),
    select: placesOf,
  });

export const kioskDetail = (id: string) =>
  queryOptions({
    queryKey: keys.kiosk(id),
    queryFn: ({ signal }) => request(KioskDetail, `/kiosks/${enc(id)}`, { signal }),
    // the feed does not tell of mere signs of life, and the page says how old the last one is
    refetchInterval: 30_000,
  });

export const orderList = (filter: OrderListFilter) =>
  queryOptions({
    queryKey: keys.orderList(filter),
    queryFn: ({ signal }) => request(OrderList, "/work-orders", { query: { ...filter }, signal }),
    // While a filter changes the old rows may stay (dimmed); another contract's rows may not.
    placeholderData: (previous, query) => (query?.queryKey[2].contract === filter.contract ? previous : undefined),
  });

/** Page by page, the newest report first. */
export const orderPages = (filter: OrderListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.orderPages(filter),
    queryFn: ({ signal, pageParam }) =>
      request(OrderList, "/work-orders", { query: { ...filter, limit: orderPageSize, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous, query) => (query?.queryKey[3].contract === filter.contract ? previous : undefined),
    select: ({ pages }) => ({ first: pages[0], orders: onceEach(pages.flatMap((page) => page.orders)) }),
  });

export const orderDetail = (id: string) =>
  queryOptions({
    queryKey: keys.order(id),
    queryFn: ({ signal }) => request(OrderDetail, `/work-orders/${enc(id)}`, { signal }),
  });

export const alarmList = (filter: AlarmListFilter) =>
  queryOptions({
    queryKey: keys.alarmList(filter),
    queryFn: ({ signal }) =>
      request(AlarmList, "/alarms", { query: { ...filter, limit: String(filter.limit) }, signal }),
  });

export const calendarList = () =>
  queryOptions({
    queryKey: keys.calendars,
    queryFn: ({ signal }) => request(CalendarList, "/calendars", { signal }),
    staleTime: 60_000,
  });

export const partLedger = (contract: string) =>
  queryOptions({
    queryKey: keys.parts(contract),
    queryFn: ({ signal }) => request(PartLedger, `/contracts/${enc(contract)}/parts`, { signal }),
  });

export const contractFirms = (contract: string) =>
  queryOptions({
    queryKey: keys.firms(contract),
    queryFn: ({ signal }) => request(ContractFirmList, `/contracts/${enc(contract)}/organisations`, { signal }),
    staleTime: 60_000,
  });

export const quarantineList = (filter: QuarantineFilter) =>
  queryOptions({
    queryKey: keys.quarantineList(filter),
    queryFn: ({ signal }) => request(QuarantineList, "/quarantine", { query: { ...filter }, signal }),
    placeholderData: (previous) => previous,
  });

export const quarantineDetail = (id: string) =>
  queryOptions({
    queryKey: keys.quarantine(id),
    queryFn: ({ signal }) => request(QuarantineDetail, `/quarantine/${enc(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
