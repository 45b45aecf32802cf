import {
  type CalendarImport,
  CalendarImported,
  type NewTerms,
  NotifyView,
  PartLedger,
  type PartReceipt,
  TermsList,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { calendarList, partLedger } from "../../shared/api-client/resources.ts";

const path = (id: string) => `/contracts/${encodeURIComponent(id)}`;
/** A calendar moves deadlines of many orders, which the server works out before it answers. */
const importTimeoutMs = 60_000;

export type Terms = z.infer<typeof TermsList>;

const termsList = (id: string) =>
  queryOptions({
    queryKey: keys.terms(id),
    queryFn: ({ signal }) => request(TermsList, `${path(id)}/terms`, { signal }),
  });

const notifyView = () =>
  queryOptions({ queryKey: keys.notify, queryFn: ({ signal }) => request(NotifyView, "/notify", { signal }) });

export const useTerms = (id: string) => useQuery(termsList(id));
export const useCalendars = () => useQuery(calendarList());
export const useNotify = () => useQuery(notifyView());
export const useParts = (id: string) => useQuery(partLedger(id));

/** After a refusal the terms are read anew: somebody else may have entered the next version. */
export function useNewTerms(id: string) {
  const client = useQueryClient();
  return useMutation<Terms, ApiError, NewTerms>({
    mutationFn: (body) => request(TermsList, `${path(id)}/terms`, { method: "POST", body }),
    onSuccess: (list) => client.setQueryData(keys.terms(id), list),
    onError: () => client.invalidateQueries({ queryKey: keys.terms(id) }),
  });
}

export type Imported = z.infer<typeof CalendarImported>;

export function useCalendarImport() {
  const client = useQueryClient();
  return useMutation<Imported, ApiError, CalendarImport>({
    mutationFn: (body) =>
      request(CalendarImported, "/calendars/import", { method: "POST", body, timeoutMs: importTimeoutMs }),
    onSuccess: async ({ stored }) => {
      if (!stored) return;
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.calendars }),
        client.invalidateQueries({ queryKey: ["orders"] }),
        client.invalidateQueries({ queryKey: keys.overviews }),
      ]);
    },
  });
}

export function useReceipt(id: string) {
  const client = useQueryClient();
  return useMutation<z.infer<typeof PartLedger>, ApiError, PartReceipt>({
    mutationFn: (body) => request(PartLedger, `${path(id)}/parts/receipts`, { method: "POST", body }),
    onSuccess: (ledger) => client.setQueryData(keys.parts(id), ledger),
  });
}
