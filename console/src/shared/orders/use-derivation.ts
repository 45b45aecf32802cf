import { ClockDerivation } from "@kiosk/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { keys } from "../api-client/keys.ts";
import { request } from "../api-client/request.ts";

const derivation = (id: string, policy: string, milestone: string) =>
  queryOptions({
    queryKey: keys.derivation(id, policy, milestone),
    queryFn: ({ signal }) =>
      request(ClockDerivation, `/work-orders/${encodeURIComponent(id)}/derivation`, {
        query: { policy, milestone },
        signal,
      }),
  });

export function useDerivation(id: string, policy: string, milestone: string) {
  return useQuery(derivation(id, policy, milestone));
}
