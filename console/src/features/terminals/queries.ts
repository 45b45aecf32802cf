import { useQuery } from "@tanstack/react-query";
import { kioskList } from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";

/** All terminals of the contract, and those that the server's search finds for `q` (the same query while q is empty). */
export function useTerminals(q: string | undefined) {
  const scope = useContractScope();
  const all = useQuery({ ...kioskList({ contract: scope.contract, q: undefined }), enabled: scope.ready });
  const matched = useQuery({ ...kioskList({ contract: scope.contract, q }), enabled: scope.ready });
  return { scope, all, matched, fitKey: scope.contract ?? "" };
}
