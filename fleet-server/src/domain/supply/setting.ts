// What a contract set about replacing in time, or what the product proposes.
import type { ContractId, SupplySetting } from "@kiosk/contract";

/**
 * Clause C1 promises a response for consumables and names no figures: two hours and two working days are the supplier's
 * proposal. Three days of lead cover two working days over a weekend's beginning; a week ahead a route can take it along.
 */
export function proposedSetting(contractId: ContractId): SupplySetting {
  return {
    contractId,
    version: 0,
    leadDays: 3,
    aheadDays: 7,
    respondHours: 2,
    replaceWorkingDays: 2,
    owner: "",
    note: "",
    by: "",
    at: 0,
  };
}
