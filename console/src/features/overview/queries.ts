import { useQuery } from "@tanstack/react-query";
import { kioskList, overview } from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";

export function useOverview() {
  const { contract, ready } = useContractScope();
  return useQuery({ ...overview(contract), enabled: ready });
}

export function useOverviewMap() {
  const { contract, ready } = useContractScope();
  const query = useQuery({ ...kioskList({ contract, q: undefined }), enabled: ready });
  return { query, fitKey: contract ?? "" };
}
