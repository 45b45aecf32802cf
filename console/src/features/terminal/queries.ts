import {
  EnrolmentCode,
  ForecastList,
  KioskRow,
  type OpeningHours,
  type ReplacementEntry,
  ReportList,
  TimelinePage,
} from "@kiosk/contract";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { kioskDetail, kioskPoints, orderList } from "../../shared/api-client/resources.ts";

const path = (id: string) => `/kiosks/${encodeURIComponent(id)}`;
/** the page that needs no mark to begin at */
const first: string | undefined = undefined;
const CommandTaken = z.object({ commandId: z.string() });

export function useTerminal(id: string) {
  return useQuery(kioskDetail(id));
}

/** Page after page towards the past. A change reads the shown pages anew, so that none is missing between two. */
export function useTimeline(id: string) {
  return useInfiniteQuery({
    queryKey: keys.timeline(id),
    queryFn: ({ pageParam, signal }) =>
      request(TimelinePage, `${path(id)}/timeline`, { query: { before: pageParam }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useReports(id: string) {
  return useInfiniteQuery({
    queryKey: keys.reports(id),
    queryFn: ({ pageParam, signal }) =>
      request(ReportList, `${path(id)}/reports`, { query: { before: pageParam }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Days left of each supply; few enough for one page. */
export function useForecasts(id: string) {
  return useQuery({
    queryKey: keys.kioskForecasts(id),
    queryFn: ({ signal }) => request(ForecastList, "/supply-forecasts", { query: { kiosk: id, limit: "500" }, signal }),
    staleTime: 5 * 60_000,
    refetchInterval: 5 * 60_000,
  });
}

export function useOpenOrders(id: string) {
  return useQuery(orderList({ contract: undefined, kiosk: id, state: "open", class: undefined }));
}

/** The other terminals of the contract, for the names of MAC neighbours. */
export function useSiblings(contract: string | undefined) {
  const everywhere = { q: undefined, health: undefined, street: undefined, box: undefined };
  const query = useQuery({ ...kioskPoints({ contract, ...everywhere }), enabled: contract !== undefined });
  return query.data ?? [];
}

function useKioskMutation<V, T>(id: string, send: (variables: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation<T, ApiError, V>({
    mutationFn: send,
    onSuccess: async () => {
      await Promise.all([keys.kiosk(id), keys.supplies].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

export function useReplacement(id: string) {
  return useKioskMutation(id, (body: ReplacementEntry) =>
    request(CommandTaken, `${path(id)}/replacements`, { method: "POST", body }),
  );
}

export function useEnrolmentCode(id: string) {
  return useKioskMutation(id, (_: undefined) =>
    request(EnrolmentCode, `${path(id)}/enrolment-codes`, { method: "POST", body: {} }),
  );
}

export function useDutyPhone(id: string) {
  return useKioskMutation(id, (dutyPhone: string | null) =>
    request(KioskRow, `${path(id)}/duty-phone`, { method: "PUT", body: { dutyPhone } }),
  );
}

export function useOpeningHours(id: string) {
  return useKioskMutation(id, (openingHours: OpeningHours | null) =>
    request(KioskRow, `${path(id)}/opening-hours`, { method: "PUT", body: { openingHours } }),
  );
}
