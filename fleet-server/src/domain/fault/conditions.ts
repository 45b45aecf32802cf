// From the conditions a device reports to the faults of its kiosk: raise, merge, clear.
import type { DeviceReport } from "@kiosk/contract";
import { type FaultCode, faultCodeInfo } from "@kiosk/firmware-profiles";
import type { Kiosk } from "../kiosk/kiosk.ts";
import type { Millis } from "../time.ts";
import { type Fault, faultKey } from "./fault.ts";
import { type FaultTransition, mergeWindowMs, newFault, type Settle, type Settled, settle } from "./settle.ts";

/** Settle times of a code on a device of this profile; the caller looks them up in the loaded profiles. */
export type SettleOf = (profileId: string, code: FaultCode) => Settle;

export interface FaultChange {
  readonly before: Fault | undefined;
  readonly after: Fault | undefined;
  readonly transition?: FaultTransition;
}

function change(before: Fault | undefined, settled: Settled): FaultChange {
  return { before, after: settled.fault, ...(settled.transition ? { transition: settled.transition } : {}) };
}

/** True when all the device said is that it cannot be talked to: nothing else about it can then be confirmed or cleared. */
export function isUnreachable(conditions: DeviceReport["conditions"]): boolean {
  return conditions.some((c) => faultCodeInfo(c.code).commLoss === true);
}

/**
 * What one device report changes about the faults of its kiosk.
 * A device that could not be reached confirms nothing and clears nothing but earlier reasons of being unreachable.
 */
export function foldConditions(
  kiosk: Kiosk,
  report: Pick<DeviceReport, "deviceId" | "profileId" | "conditions">,
  at: Millis,
  settleOf: SettleOf,
  newId: () => string,
): FaultChange[] {
  const changes: FaultChange[] = [];
  const active = new Set<string>();
  for (const condition of report.conditions) {
    const subject = { deviceId: report.deviceId, code: condition.code, part: condition.part };
    const key = faultKey(subject);
    if (active.has(key)) continue;
    active.add(key);
    const times = settleOf(report.profileId, condition.code);
    const before = kiosk.faults.get(key);
    const told = { detail: condition.detail, raw: condition.raw, toldRoute: condition.route ?? null };
    const stale = before?.state === "cleared" && at - (before.clearedAt ?? 0) > mergeWindowMs;
    if (before === undefined || stale) {
      changes.push(
        change(undefined, newFault({ id: newId(), kioskId: kiosk.master.id, ...subject, ...told }, at, times)),
      );
    } else {
      changes.push(change(before, settle(before, { name: "seen", at, ...told }, times)));
    }
  }
  const unreachable = isUnreachable(report.conditions);
  for (const [key, fault] of kiosk.faults) {
    if (fault.deviceId !== report.deviceId || active.has(key) || fault.state === "cleared") continue;
    if (fault.code === "hub.lost") continue;
    if (unreachable && faultCodeInfo(fault.code).commLoss !== true) continue;
    changes.push(change(fault, settle(fault, { name: "gone", at }, settleOf(report.profileId, fault.code))));
  }
  return changes.filter((c) => c.before !== c.after);
}

/**
 * Lets time pass for all faults of a kiosk. While the kiosk is not online nobody can confirm that a condition still
 * holds or is still gone, so nothing settles then.
 */
export function tickFaults(kiosk: Kiosk, at: Millis, settleOf: SettleOf): FaultChange[] {
  if (kiosk.status.presence !== "online") return [];
  const changes: FaultChange[] = [];
  for (const fault of kiosk.faults.values()) {
    if (fault.dueAt === null || at < fault.dueAt) continue;
    const profileId = (fault.deviceId && kiosk.devices.get(fault.deviceId)?.profileId) || "";
    changes.push(change(fault, settle(fault, { name: "tick", at }, settleOf(profileId, fault.code))));
  }
  return changes;
}

/** Faults of devices that the kiosk's configuration no longer has: nobody will ever clear them, so the birth does. */
export function clearUndeclared(kiosk: Kiosk, at: Millis): FaultChange[] {
  const declared = new Set<string>(kiosk.status.declared.flatMap((d) => [d.deviceId, d.attachedTo ?? d.deviceId]));
  const changes: FaultChange[] = [];
  for (const fault of kiosk.faults.values()) {
    if (fault.deviceId === null || declared.has(fault.deviceId) || fault.state === "cleared") continue;
    const wasOpen = fault.state !== "pending";
    const cleared: Fault = { ...fault, state: "cleared", stateAt: at, dueAt: null, clearedAt: at };
    changes.push(
      wasOpen ? { before: fault, after: cleared, transition: "cleared" } : { before: fault, after: undefined },
    );
  }
  return changes;
}
