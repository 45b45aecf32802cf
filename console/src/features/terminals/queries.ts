import { KioskRow, type NewKiosk } from "@kiosk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { kioskList } from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";

/** All terminals of the contract, and those that the server's search finds for `q` (the same query while q is empty). */
export function useTerminals(q: string | undefined) {
  const scope = useContractScope();
  const all = useQuery({ ...kioskList({ contract: scope.contract, q: undefined }), enabled: scope.ready });
  const matched = useQuery({ ...kioskList({ contract: scope.contract, q }), enabled: scope.ready });
  return { scope, all, matched, fitKey: scope.contract ?? "" };
}

/** Those of every contract: ids and MACs are unique across contracts. */
export function useAllTerminals() {
  return useQuery(kioskList({ contract: undefined, q: undefined }));
}

/** After a refusal the terminals are read anew: somebody was faster, and the form must know whom it collides with. */
export function useNewTerminal() {
  const client = useQueryClient();
  return useMutation<KioskRow, ApiError, NewKiosk>({
    mutationFn: (body) => request(KioskRow, "/kiosks", { method: "POST", body }),
    onSettled: () => {
      for (const queryKey of [keys.kioskLists, keys.contracts, keys.overviews]) {
        // The new terminal's page does not wait for the lists.
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
