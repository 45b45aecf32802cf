import {
  Checklist,
  type ChecklistChange,
  ChecklistList,
  InspectionPlan,
  type InspectionRulesChange,
  InspectionRulesList,
  WaiverList,
  type WaiveWindows,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const enc = encodeURIComponent;
const pathOf = (contract: string) => `/contracts/${enc(contract)}`;

const rules = (contract: string) =>
  queryOptions({
    queryKey: keys.inspectionRules(contract),
    queryFn: ({ signal }) => request(InspectionRulesList, `${pathOf(contract)}/inspection-rules`, { signal }),
  });
const waivers = (contract: string) =>
  queryOptions({
    queryKey: keys.inspectionWaivers(contract),
    queryFn: ({ signal }) => request(WaiverList, `${pathOf(contract)}/inspection-waivers`, { signal }),
  });
const checklists = (contract: string) =>
  queryOptions({
    queryKey: keys.checklists(contract),
    queryFn: ({ signal }) => request(ChecklistList, "/checklists", { query: { contract }, signal }),
  });

export const useInspectionRules = (contract: string) => useQuery(rules(contract));
export const useWaivers = (contract: string) => useQuery(waivers(contract));
export const useChecklists = (contract: string) => useQuery(checklists(contract));

/** How many terminals owe inspections: the plan's own count. */
export const useTerminalCount = (contract: string) =>
  useQuery(
    queryOptions({
      queryKey: [...keys.inspections, "count", contract],
      queryFn: async ({ signal }) => {
        const query = { limit: "1" };
        return (await request(InspectionPlan, `${pathOf(contract)}/inspection-plan`, { query, signal })).total;
      },
    }),
  );

/** After a refusal the versions are read anew: somebody else may have been faster. */
export function useRulesChange(contract: string) {
  const client = useQueryClient();
  return useMutation<InspectionRulesList, ApiError, InspectionRulesChange>({
    mutationFn: (body) => request(InspectionRulesList, `${pathOf(contract)}/inspection-rules`, { method: "PUT", body }),
    onSuccess: (list) => {
      client.setQueryData(keys.inspectionRules(contract), list);
      void client.invalidateQueries({ queryKey: keys.inspections });
    },
    onError: () => client.refetchQueries({ queryKey: keys.inspectionRules(contract) }),
  });
}

export function useWaive(contract: string) {
  const client = useQueryClient();
  return useMutation<WaiverList, ApiError, WaiveWindows>({
    mutationFn: (body) => request(WaiverList, `${pathOf(contract)}/inspection-waivers`, { method: "POST", body }),
    onSuccess: (list) => {
      client.setQueryData(keys.inspectionWaivers(contract), list);
      void client.invalidateQueries({ queryKey: keys.inspections });
    },
  });
}

export function useEndWaiver(contract: string) {
  const client = useQueryClient();
  return useMutation<WaiverList, ApiError, string>({
    mutationFn: (id) =>
      request(WaiverList, `${pathOf(contract)}/inspection-waivers/${enc(id)}/end`, { method: "POST" }),
    onSuccess: (list) => {
      client.setQueryData(keys.inspectionWaivers(contract), list);
      void client.invalidateQueries({ queryKey: keys.inspections });
    },
  });
}

export function useChecklistChange(contract: string) {
  const client = useQueryClient();
  return useMutation<Checklist, ApiError, ChecklistChange>({
    mutationFn: (body) => request(Checklist, "/checklists", { method: "POST", body }),
    // of a refusal too: the form compares with what stands now
    onSettled: () => client.refetchQueries({ queryKey: keys.checklists(contract) }),
  });
}
