import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { kioskDetail, kioskPoints, overview } from "../../shared/api-client/resources.ts";
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
  const everywhere = { q: undefined, health: undefined, street: undefined, box: undefined };
  const query = useQuery({ ...kioskPoints({ contract, ...everywhere }), enabled: ready });
  return { query, fitKey: contract ?? "" };
}

/** The terminal chosen on the map; undefined while none is, or while it is read. */
export function useChosen(id: string | undefined) {
  const query = useQuery({ ...kioskDetail(id ?? ""), enabled: id !== undefined });
  return id === undefined ? undefined : query.data?.kiosk;
}
