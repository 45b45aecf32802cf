import type { ContractFirm } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { contractFirms } from "../api-client/resources.ts";
import { useCan } from "../session/MeProvider.tsx";

/** The firms of a contract; none while they are not known, or not for the reader's eyes. */
export function useFirms(contractId: string, wanted: boolean): readonly ContractFirm[] {
  const known = useCan("organisation.read", contractId);
  const query = useQuery({ ...contractFirms(contractId), enabled: wanted && known });
  return query.data?.firms ?? [];
}
