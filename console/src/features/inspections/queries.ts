import {
  type CompleteInspection,
  InspectionList,
  InspectionPlan,
  InspectionView,
  type RecordChecks,
  SystemEvidence,
} from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import type { InspectionsSearch } from "./search.ts";

const enc = encodeURIComponent;

export const inspectionPlan = (contract: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.inspections, "plan", contract],
    queryFn: ({ signal, pageParam }) =>
      request(InspectionPlan, `/contracts/${enc(contract)}/inspection-plan`, {
        query: { after: String(pageParam) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const inspectionList = (
  contract: string | undefined,
  { kind, state, report, kiosk }: Pick<InspectionsSearch, "kind" | "state" | "report" | "kiosk">,
) =>
  infiniteQueryOptions({
    queryKey: [...keys.inspections, "list", contract ?? "", kind ?? "", state ?? "", report ?? "", kiosk ?? ""],
    queryFn: ({ signal, pageParam }) =>
      request(InspectionList, "/inspections", {
        query: { contract, kind, state, report, kiosk, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const inspection = (id: string) =>
  queryOptions({
    queryKey: keys.inspection(id),
    queryFn: ({ signal }) => request(InspectionView, `/inspections/${enc(id)}`, { signal }),
  });

export const systemEvidence = (kioskId: string, enabled: boolean) =>
  queryOptions({
    queryKey: keys.systemEvidence(kioskId),
    queryFn: ({ signal }) => request(SystemEvidence, `/kiosks/${enc(kioskId)}/system-evidence`, { signal }),
    enabled,
    // an answer to a question is there within seconds, and the feed does not tell of it
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.requestedAt !== null && data.requestedAt > (data.receivedAt ?? 0) ? 2000 : false,
  });

/** What an answer says replaces what is shown; lists are read anew. */
function useChanged() {
  const client = useQueryClient();
  return (view: InspectionView) => {
    client.setQueryData(keys.inspection(view.id), view);
    void client.invalidateQueries({ queryKey: keys.inspections });
    void client.invalidateQueries({ queryKey: keys.overviews });
  };
}

export function useRecord(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: RecordChecks) =>
      request(InspectionView, `/inspections/${enc(id)}/checks`, { method: "POST", body }),
    onSuccess: changed,
  });
}

export function useComplete(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: CompleteInspection) =>
      request(InspectionView, `/inspections/${enc(id)}/completion`, { method: "POST", body }),
    onSuccess: changed,
  });
}

export function useVoid(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (why: string) =>
      request(InspectionView, `/inspections/${enc(id)}/void`, { method: "POST", body: { why } }),
    onSuccess: changed,
  });
}

export function useAskEvidence(kioskId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request(SystemEvidence, `/kiosks/${enc(kioskId)}/system-evidence`, { method: "POST" }),
    onSuccess: (answer) => client.setQueryData(keys.systemEvidence(kioskId), answer),
  });
}
