// On whose behalf a person acts on an order: what their role in its contract makes them.
import type { ContractId, OrganisationId, Party, Role } from "@kiosk/contract";
import type { Caller } from "./caller.ts";

const partyOf: { readonly [R in Role]: Party | null } = {
  system_admin: null,
  security_admin: null,
  audit_admin: null,
  // reads only
  district_viewer: null,
  district_admin: "client",
  project_manager: "project_manager",
  dispatcher: "dispatcher",
  technician: "technician",
  vendor: "vendor",
};

/** Every party the caller is in a contract; a vendor's people only where the order is their organisation's. */
export function partiesOf(
  caller: Caller,
  where: { readonly contractId: ContractId; readonly vendorId: OrganisationId | null },
): readonly Party[] {
  if (caller.kind === "server") return ["system"];
  const held = caller.grants.flatMap((grant): Party[] => {
    if (grant.contractId !== where.contractId) return [];
    if (grant.role === "vendor" && grant.organisationId !== where.vendorId) return [];
    const party = partyOf[grant.role];
    return party === null ? [] : [party];
  });
  return [...new Set(held)];
}
