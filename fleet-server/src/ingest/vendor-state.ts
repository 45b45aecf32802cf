// Firms in contracts and the links to single orders as committed, in memory.
import type { ContractId, OrganisationId } from "@kiosk/contract";
import type { OrderLink } from "../domain/link/order-link.ts";
import type { OrganisationContract } from "../domain/organisation/responsibility.ts";
import type { FleetSnapshot } from "../tables.ts";
import type { Unit } from "./unit.ts";

export class VendorState {
  /** by contract */
  readonly #firms = new Map<ContractId, ReadonlyMap<OrganisationId, OrganisationContract>>();
  readonly #links = new Map<string, OrderLink>();

  load(snapshot: Pick<FleetSnapshot, "organisationContracts" | "orderLinks">): void {
    for (const row of snapshot.organisationContracts) this.#keep(row);
    for (const link of snapshot.orderLinks) this.#links.set(link.id, link);
  }

  apply(unit: Unit): void {
    for (const row of unit.rows("organisationContract")) this.#keep(row);
    for (const link of unit.rows("orderLink")) this.#links.set(link.id, link);
  }

  #keep(row: OrganisationContract): void {
    const firms = new Map(this.#firms.get(row.contractId));
    if (row.endedAt === null) firms.set(row.organisationId, row);
    else firms.delete(row.organisationId);
    this.#firms.set(row.contractId, firms);
  }

  /** Who works in the contract. */
  firms(contractId: ContractId): readonly OrganisationContract[] {
    return [...(this.#firms.get(contractId)?.values() ?? [])];
  }

  get allFirms(): readonly OrganisationContract[] {
    return [...this.#firms.values()].flatMap((firms) => [...firms.values()]);
  }

  link(id: string): OrderLink | undefined {
    return this.#links.get(id);
  }
}
