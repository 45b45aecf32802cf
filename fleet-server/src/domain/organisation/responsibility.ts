// Which firm answers for which devices of a contract.
import type { ContractId, OrganisationId } from "@kiosk/contract";
import type { DeviceClass, Route } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

/** A firm works in a contract; `deviceClasses` are those it answers for there, none: only what it is given by hand. */
export interface OrganisationContract {
  readonly organisationId: OrganisationId;
  readonly contractId: ContractId;
  readonly deviceClasses: readonly DeviceClass[];
  /** null: it works there now */
  readonly endedAt: Millis | null;
}

/** The one firm of the contract that answers for the class; null where none does, or several: then a person decides. */
function firmFor(firms: readonly OrganisationContract[], deviceClass: DeviceClass | undefined): OrganisationId | null {
  if (deviceClass === undefined) return null;
  const [first, ...others] = firms.filter((firm) => firm.deviceClasses.includes(deviceClass));
  return first === undefined || others.length > 0 ? null : first.organisationId;
}

/** To whom an order that a rule opened goes at once. */
export function firstFirm(
  firms: readonly OrganisationContract[],
  order: { readonly source: string; readonly route: Route | null },
  deviceClass: DeviceClass | undefined,
): OrganisationId | null {
  return order.source === "rule" && order.route === "vendor" ? firmFor(firms, deviceClass) : null;
}
