import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { kioskList, overview } from "../../shared/api-client/resources.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { keepSnapshot, lastSnapshot } from "./last-snapshot.ts";

export function useOverview() {
  const { contract, ready } = useContractScope();
  const query = useQuery({ ...overview(contract), enabled: ready });
  const { data } = query;
  const key = contract ?? "";
  useEffect(() => {
    if (data !== undefined) keepSnapshot(localStorage, key, data);
  }, [key, data]);
  // it stands in only until the first answer
  const before = useMemo(() => (ready ? lastSnapshot(localStorage, key) : undefined), [ready, key]);
  return { query, before };
}

export function useOverviewMap() {
  const { contract, ready } = useContractScope();
  const query = useQuery({ ...kioskList({ contract, q: undefined }), enabled: ready });
  return { query, fitKey: contract ?? "" };
}
