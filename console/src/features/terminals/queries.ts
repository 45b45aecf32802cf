import { KioskList, KioskRow, type NewKiosk } from "@kiosk/contract";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { kioskDetail, kioskPages, kioskPoints } from "../../shared/api-client/resources.ts";
import { formatBox } from "../../shared/map/geo.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import type { ListFilter } from "./filter.ts";

/**
 * The list page by page under every filter; the points of the map, which shows also what lies outside of its view; and all
 * points of the contract, for its extent and for names.
 */
export function useTerminals({ q, health, street, view }: ListFilter) {
  const scope = useContractScope();
  const { contract, ready } = scope;
  const everywhere = { contract, q: undefined, health: undefined, street: undefined, box: undefined };
  const box = view === undefined ? undefined : formatBox(view);
  const list = useInfiniteQuery({ ...kioskPages({ contract, q, health, street, box }), enabled: ready });
  const all = useQuery({ ...kioskPoints(everywhere), enabled: ready });
  const shown = useQuery({ ...kioskPoints({ ...everywhere, q, health, street }), enabled: ready });
  return { scope, list, all, shown, fitKey: contract ?? "" };
}

/** One terminal that is chosen, wherever in the list it stands; undefined while none is, or while it is read. */
export function useChosen(id: string | undefined) {
  const query = useQuery({ ...kioskDetail(id ?? ""), enabled: id !== undefined });
  return id === undefined ? undefined : query.data?.kiosk;
}

/** Those of every contract, page after page: ids and MACs are unique across contracts, and a form must know them all. */
export function useAllTerminals() {
  return useQuery({
    queryKey: [...keys.kioskLists, "all"],
    queryFn: async ({ signal }) => {
      const rows: KioskRow[] = [];
      let after: string | undefined;
      do {
        const page: KioskList = await request(KioskList, "/kiosks", { query: { after }, signal });
        rows.push(...page.kiosks);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return rows;
    },
  });
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
