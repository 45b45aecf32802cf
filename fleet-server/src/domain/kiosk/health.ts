// One word per terminal for the list and the map. Order matters: what we cannot know is never shown as healthy.
import type { KioskHealth } from "@kiosk/contract";
import { faultCodeInfo, type Severity } from "@kiosk/firmware-profiles";
import { type Fault, isOpen } from "../fault/fault.ts";
import type { Kiosk } from "./kiosk.ts";

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2, critical: 3 };

/** Open faults that are not explained by another one, most severe first, then oldest. */
export function openFaults(kiosk: Kiosk): Fault[] {
  return [...kiosk.faults.values()]
    .filter((f) => isOpen(f) && f.causeId === null)
    .sort(
      (a, b) => rank[faultCodeInfo(b.code).severity] - rank[faultCodeInfo(a.code).severity] || a.firstAt - b.firstAt,
    );
}

export function kioskHealth(kiosk: Kiosk): KioskHealth {
  const { presence } = kiosk.status;
  if (presence === "offline") return "offline";
  if (presence !== "online") return "unknown";
  const worst = openFaults(kiosk)[0];
  const severity = worst === undefined ? "info" : faultCodeInfo(worst.code).severity;
  if (severity === "error" || severity === "critical") return "fault";
  const seen = [...kiosk.devices.values()];
  const unseen = kiosk.status.declared.some((d) => !kiosk.devices.has(d.deviceId));
  if (seen.length === 0 || unseen || seen.some((d) => d.state === "unknown" || d.state === "starting"))
    return "unknown";
  if (severity === "warning") return "warning";
  // a device that is neither healthy nor has a fault yet (settling) is not shown as healthy either
  return seen.every((d) => d.state === "online" || d.state === "deviceBusy") ? "ok" : "warning";
}
