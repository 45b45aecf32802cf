import { ContractView, type NewContract } from "@kiosk/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

/** After a refusal the list is read anew too: somebody else may have entered the same contract. */
export function useNewContract() {
  const client = useQueryClient();
  return useMutation<ContractView, ApiError, NewContract>({
    mutationFn: (body) => request(ContractView, "/contracts", { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.contracts }),
  });
}
