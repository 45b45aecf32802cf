// Which contract the page shows: the address bar decides (`?contract=`), else the first real contract of the list.
import type { ContractView } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { contracts } from "../api-client/resources.ts";

export const allContracts = "all";

export interface ContractScope {
  /** false until the list of contracts is known, unless the address bar names one */
  ready: boolean;
  /** undefined: every contract */
  contract: string | undefined;
  list: readonly ContractView[];
}

export function chooseContract(wanted: string | undefined, list: readonly ContractView[] | undefined): ContractScope {
  if (wanted === allContracts) return { ready: true, contract: undefined, list: list ?? [] };
  if (wanted !== undefined) return { ready: true, contract: wanted, list: list ?? [] };
  const first = list?.find((c) => !c.invented) ?? list?.[0];
  return { ready: list !== undefined, contract: first?.id, list: list ?? [] };
}

export function useContractScope(): ContractScope & { query: ReturnType<typeof useContracts> } {
  const { contract } = useSearch({ strict: false });
  const query = useContracts();
  return { ...chooseContract(contract, query.data?.contracts), query };
}

function useContracts() {
  return useQuery(contracts());
}
