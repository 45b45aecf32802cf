// One word per terminal for the list and the map. Order matters: what we cannot know is never shown as healthy.
import type { KioskHealth } from "@kiosk/contract";
import type { Severity } from "@kiosk/firmware-profiles";
import { type Fault, isOpen } from "../fault/fault.ts";
import { type FaultRules, severityOf } from "../fault-rule/fault-rule.ts";
import type { Kiosk } from "./kiosk.ts";

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2, critical: 3 };

const asTheProduct: FaultRules = new Map();

/** Open faults that are not explained by another one, most severe first (as the contract has it), then oldest. */
export function openFaults(kiosk: Kiosk, rules: FaultRules = asTheProduct): Fault[] {
  return [...kiosk.faults.values()]
    .filter((f) => isOpen(f) && f.causeId === null)
    .sort((a, b) => rank[severityOf(rules, b.code)] - rank[severityOf(rules, a.code)] || a.firstAt - b.firstAt);
}

export function kioskHealth(kiosk: Kiosk, rules: FaultRules = asTheProduct): KioskHealth {
  const { presence } = kiosk.status;
  if (presence === "offline") return "offline";
  if (presence !== "online") return "unknown";
  const worst = openFaults(kiosk, rules)[0];
  const severity = worst === undefined ? "info" : severityOf(rules, worst.code);
  if (severity === "error" || severity === "critical") return "fault";
  const seen = [...kiosk.devices.values()];
  const unseen = kiosk.status.declared.some((d) => !kiosk.devices.has(d.deviceId));
  if (seen.length === 0 || unseen || seen.some((d) => d.state === "unknown" || d.state === "starting"))
    return "unknown";
  if (severity === "warning") return "warning";
  // a device that is neither healthy nor has a fault yet (settling) is not shown as healthy either
  return seen.every((d) => d.state === "online" || d.state === "deviceBusy") ? "ok" : "warning";
}
