// What happens to a terminal by time alone. The settle and clock jobs call it for kiosks whose planned instant has come.
import type { KioskId } from "@kiosk/contract";
import { tickFaults } from "../domain/fault/conditions.ts";
import { relateHubs } from "../domain/fault/hub.ts";
import { mergeWindowMs } from "../domain/fault/settle.ts";
import { settleUnder } from "../domain/fault-rule/fault-rule.ts";
import type { Millis } from "../domain/time.ts";
import { applyFaultChanges } from "./fault-changes.ts";
import { openDue } from "./open-work-orders.ts";
import { planKiosk } from "./plan-clocks.ts";
import { tellAlarms } from "./tell-alarms.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

export function letTimePass(unit: Unit, rules: IngestRules, kioskId: KioskId, at: Millis): void {
  const before = unit.kiosk(kioskId);
  if (before === undefined) return;
  // cleared faults stay at hand only as long as a return would be the same fault
  const faults = new Map(
    [...before.faults].filter(([, f]) => f.state !== "cleared" || at - (f.clearedAt ?? 0) <= mergeWindowMs),
  );
  unit.setKiosk({ ...before, faults });
  const settleOf = settleUnder(unit.settings(before.master.contractId).faultRules, rules.settleOf);
  applyFaultChanges(unit, rules, kioskId, tickFaults(unit.kiosk(kioskId) ?? before, at, settleOf), at);
  const settled = unit.kiosk(kioskId) ?? before;
  if (settled.status.presence === "online") {
    applyFaultChanges(unit, rules, kioskId, relateHubs(settled, at, rules.newId), at);
  }
  openDue(unit, rules, kioskId, at);
  planKiosk(unit, rules, kioskId, at);
}

/** The clocks of one open order that have come to something. */
export function letClocksRun(unit: Unit, rules: IngestRules, kioskId: KioskId, orderId: string, at: Millis): void {
  const open = unit.kiosk(kioskId)?.orders.get(orderId);
  if (open === undefined) unit.planOrderWake(orderId, null);
  else tellAlarms(unit, rules, open, at);
}
