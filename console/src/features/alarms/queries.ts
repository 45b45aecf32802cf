import { FaultList, FaultsTouched, SuppressionList, SuppressionView } from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import type { AlarmsSearch } from "./search.ts";

type Filter = AlarmsSearch & { contract: string | undefined };

export const faultPages = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...keys.faults, "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      request(FaultList, "/faults", { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export function useFaults(search: AlarmsSearch) {
  const scope = useContractScope();
  const query = useInfiniteQuery({ ...faultPages({ ...search, contract: scope.contract }), enabled: scope.ready });
  return { scope, query };
}

const suppressionList = (contract: string | undefined) =>
  queryOptions({
    queryKey: [...keys.faults, "suppressions", contract ?? ""],
    queryFn: ({ signal }) => request(SuppressionList, "/suppressions", { query: { contract }, signal }),
  });

export function useSuppressions() {
  const scope = useContractScope();
  return useQuery({ ...suppressionList(scope.contract), enabled: scope.ready });
}

interface Seen {
  id: string;
  occurrences: number;
}

export const acknowledge = (fault: Seen, comment: string) =>
  request(FaultsTouched, "/faults/acknowledgements", { method: "POST", body: { faults: [fault], comment } });

export const undoAcknowledgements = (faults: readonly { id: string; at: number }[]) =>
  request(FaultsTouched, "/faults/acknowledgements/undo", { method: "POST", body: { faults } });

export const suppress = (fault: Seen, until: number, reason: string) =>
  request(FaultsTouched, "/suppressions", { method: "POST", body: { faults: [fault], until, reason } });

export const lift = (id: string) =>
  request(SuppressionView, `/suppressions/${encodeURIComponent(id)}/lift`, { method: "POST", body: {} });
