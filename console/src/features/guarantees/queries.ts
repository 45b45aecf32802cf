import {
  DrillList,
  DrillView,
  type GuaranteeChange,
  type GuaranteeDeclaration,
  GuaranteeList,
  GuaranteeView,
  type NewDrill,
  type ProblemChange,
  ProblemList,
  ProblemView,
} from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const enc = encodeURIComponent;

export const guarantees = (contract: string | undefined) =>
  queryOptions({
    queryKey: [...keys.guarantees, contract ?? ""],
    queryFn: ({ signal }) => request(GuaranteeList, "/guarantees", { query: { contract }, signal }),
  });

export const problems = (contract: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...keys.problems, contract ?? ""],
    queryFn: ({ signal, pageParam }) =>
      request(ProblemList, "/problems", { query: { contract, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const drills = (contract: string) =>
  queryOptions({
    queryKey: [...keys.problems, "drills", contract],
    queryFn: ({ signal }) => request(DrillList, `/contracts/${enc(contract)}/drills`, { signal }),
  });

export function useDeclare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GuaranteeDeclaration) => request(GuaranteeView, "/guarantees", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.guarantees }),
  });
}

export function useChangeGuarantee(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GuaranteeChange) =>
      request(GuaranteeView, `/guarantees/${enc(id)}/changes`, { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.guarantees }),
  });
}

export function useChangeProblem(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProblemChange) => request(ProblemView, `/problems/${enc(id)}`, { method: "PUT", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.problems }),
  });
}

export function useEnterDrill(contract: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewDrill) => request(DrillView, `/contracts/${enc(contract)}/drills`, { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.problems }),
  });
}
