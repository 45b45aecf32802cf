import { foldConditions } from "../domain/fault/conditions.ts";
import { relateHubs } from "../domain/fault/hub.ts";
import { settleUnder } from "../domain/fault-rule/fault-rule.ts";
import { applyFaultChanges } from "./fault-changes.ts";
import type { Step } from "./uplink.ts";

/** Conditions of the devices this message folded become faults; a lost hub becomes the cause of its children. */
export const raiseAndClearFaults: Step = (uplink, unit, rules) => {
  const { kioskId, receivedAt } = uplink.message;
  for (const { device } of uplink.folded) {
    const kiosk = unit.kiosk(kioskId);
    if (kiosk === undefined) return "done";
    const settleOf = settleUnder(unit.settings(kiosk.master.contractId).faultRules, rules.settleOf);
    const changes = foldConditions(kiosk, device, receivedAt, settleOf, rules.newId);
    applyFaultChanges(unit, rules, kioskId, changes, receivedAt);
  }
  if (uplink.folded.length === 0) return "next";
  const kiosk = unit.kiosk(kioskId);
  if (kiosk !== undefined)
    applyFaultChanges(unit, rules, kioskId, relateHubs(kiosk, receivedAt, rules.newId), receivedAt);
  return "next";
};
