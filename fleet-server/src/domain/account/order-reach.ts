// Whose orders somebody may see, in a form that a store can search by.
import type { ContractId, OrganisationId, Right } from "@kiosk/contract";
import { type Caller, contractsOf, may } from "./caller.ts";

/** Orders of these contracts, and orders that are assigned to a firm in a contract (null: in any). */
export type OrderReach =
  | "all"
  | {
      readonly contracts: ReadonlySet<ContractId>;
      readonly assigned: readonly { readonly contractId: ContractId | null; readonly vendorId: OrganisationId }[];
    };

export function orderReach(by: Caller, right: Right): OrderReach {
  const contracts = contractsOf({ ...by, grants: by.grants.filter((grant) => grant.role !== "vendor") }, right);
  if (contracts === "all") return "all";
  const assigned = by.grants.flatMap(({ role, contractId, organisationId: vendorId }) => {
    if (role !== "vendor" || vendorId === null) return [];
    const where = { contractId, vendorId, ...(by.onlyOrder === null ? {} : { orderId: by.onlyOrder }) };
    const covered = contractId !== null && contracts.has(contractId);
    return covered || !may(by, right, where) ? [] : [{ contractId, vendorId }];
  });
  return { contracts, assigned };
}
