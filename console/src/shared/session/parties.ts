// On whose behalf a person acts in a contract: what their roles there make them. The server derives the same.
import { type Grant, type Me, OrderActionRequest, type Role } from "@kiosk/contract";

export type ActingParty = NonNullable<OrderActionRequest["party"]>;
export const actingParties = OrderActionRequest.shape.party.unwrap().options;

const partyOf: Partial<Record<Role, ActingParty>> = {
  district_admin: "client",
  project_manager: "project_manager",
  dispatcher: "dispatcher",
  technician: "technician",
  vendor: "vendor",
};

/** Where something is done; the firm it is assigned to, null for nobody outside. */
export interface ActingPlace {
  contractId: string;
  vendorId: string | null;
}

/** In the order of the contract's parties; none for who only reads there. */
export function partiesOf(me: Pick<Me, "grants">, { contractId, vendorId }: ActingPlace): ActingParty[] {
  const holds = (grant: Grant) =>
    grant.contractId === contractId && (grant.role !== "vendor" || grant.organisationId === vendorId);
  const held = me.grants.filter(holds).map((grant) => partyOf[grant.role]);
  return actingParties.filter((party) => held.includes(party));
}
